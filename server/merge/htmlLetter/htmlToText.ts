/** The plain part of a letter written as HTML: the same words, with line breaks where blocks were and addresses behind links. */
import { splitFields } from '../../../shared/merge/fieldNames.ts';
import { decodeEntities } from './decodeEntities.ts';
import { valueText } from '../mailHtml/escapeHtml.ts';
import { mailTemplate, type MailTemplate } from '../mailTemplate.ts';
import { fieldSlot, type MergeScope, type Slot } from '../mergeScope.ts';
import { urlFor } from '../mailHtml/safeUrl.ts';
import type { HtmlToken } from './scanHtml.ts';

const PARAGRAPHS = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol table blockquote section article header footer main pre dl figure hr'.split(' '),
);
const SILENT = new Set('style title head script'.split(' '));

export function htmlToText(tokens: readonly HtmlToken[]): (scope: MergeScope) => string {
  const out = mailTemplate();
  const links: string[] = [];
  let silent = 0;
  for (const token of tokens) {
    if ((token.kind === 'open' || token.kind === 'close') && SILENT.has(token.name)) silent += token.kind === 'open' ? 1 : -1;
    else if (silent <= 0) addToken(token, out, links);
  }
  return (value) =>
    out
      .render(value)
      .replace(/[ \t]*\n[ \t]*/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
}

function addToken(token: HtmlToken, out: MailTemplate, links: string[]): void {
  if (token.kind === 'text') addText(token.text.replace(/[ \t\r\n\f]+/g, ' '), out);
  if (token.kind === 'close') {
    if (token.name === 'a') addLinkEnd(links.pop() ?? '', out);
    else if (PARAGRAPHS.has(token.name)) out.add('\n\n');
    else if (token.name === 'tr') out.add('\n');
    else if (token.name === 'td' || token.name === 'th') out.add('\t');
  }
  if (token.kind !== 'open') return;
  const attribute = (name: string) => token.attributes.find((candidate) => candidate.name === name)?.value ?? '';
  if (token.name === 'a') links.push(attribute('href'));
  else if (token.name === 'br') out.add('\n');
  else if (token.name === 'li') out.add('\n- ');
  else if (token.name === 'img' && attribute('alt') !== '') addText(`[${attribute('alt')}]`, out);
  else if (PARAGRAPHS.has(token.name)) out.add('\n\n');
}

function addText(text: string, out: MailTemplate): void {
  for (const part of splitFields(text)) {
    if (part.kind === 'text') out.add(decodeEntities(part.text).replaceAll('\u00a0', ' '));
    if (part.kind === 'field') {
      const slot = fieldSlot(
        decodeEntities(part.field)
          .replace(/[\s\u00a0]+/g, ' ')
          .trim(),
      );
      out.add((scope) => valueText(slot.evaluate(scope)));
    }
  }
}

function addLinkEnd(href: string, out: MailTemplate): void {
  const address = decodeEntities(href);
  if (address === '' || address.startsWith('#')) return;
  const parts = splitFields(address).flatMap((part): (string | Slot)[] =>
    part.kind === 'text' ? [part.text] : part.kind === 'field' ? [fieldSlot(part.field)] : [],
  );
  out.add((value) => {
    const url = urlFor(parts, value).replace(/^mailto:/, '');
    return url === '' ? '' : ` (${url})`;
  });
}
