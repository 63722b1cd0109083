/** The plain part of a letter written as HTML: the same words, with line breaks where blocks were and addresses behind links. */
import { curlyPieces, NO_NOTES } from '../fields/curlyField.ts';
import { decodeEntities } from './decodeEntities.ts';
import { valueText } from '../mailHtml/escapeHtml.ts';
import type { MergeScope } from '../mergeScope.ts';
import { type TagSequence, tagSequence } from '../taggedTemplate.ts';
import { urlFor } from '../mailHtml/safeUrl.ts';
import type { LetterToken } from './letterTokens.ts';

const PARAGRAPHS = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol table blockquote section article header footer main pre dl figure hr'.split(' '),
);
const SILENT = new Set('style title head script'.split(' '));

export function htmlToText(tokens: readonly LetterToken[]): (scope: MergeScope) => string {
  const out = tagSequence();
  const links: string[] = [];
  let silent = 0;
  for (const token of tokens) {
    if ((token.kind === 'open' || token.kind === 'close') && SILENT.has(token.name)) silent += token.kind === 'open' ? 1 : -1;
    else if (silent <= 0) addToken(token, out, links);
  }
  const { template } = out.finish(NO_NOTES);
  return (scope) =>
    withoutEdges(template.render(scope))
      .replace(/\n{3,}/g, '\n\n')
      .trim();
}

/** Without the blanks at the beginning and the end of each line. Done for every mail: a pattern takes three times as long. */
function withoutEdges(text: string): string {
  return text.split('\n').map(withoutBlanks).join('\n');
}

function withoutBlanks(line: string): string {
  let [from, to] = [0, line.length];
  while (from < to && isBlank(line.charCodeAt(from))) from += 1;
  while (to > from && isBlank(line.charCodeAt(to - 1))) to -= 1;
  return line.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function addToken(token: LetterToken, out: TagSequence, links: string[]): void {
  if (token.kind === 'text') out.add(plainOf(token.text.replace(/[ \t\r\n\f]+/g, ' ')));
  if (token.kind === 'value') out.add((scope) => valueText(token.slot.evaluate(scope)));
  if (token.kind === 'tag') out.addTag(token.tag);
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
  else if (token.name === 'img' && attribute('alt') !== '') addAlt(attribute('alt'), out);
  else if (PARAGRAPHS.has(token.name)) out.add('\n\n');
}

function plainOf(html: string): string {
  return decodeEntities(html).replaceAll('\u00a0', ' ');
}

function addAlt(alt: string, out: TagSequence): void {
  for (const part of curlyPieces(decodeEntities(`[${alt}]`), NO_NOTES)) {
    if (typeof part === 'string') out.add(part.replaceAll('\u00a0', ' '));
    else out.add((scope) => valueText(part.evaluate(scope)));
  }
}

function addLinkEnd(href: string, out: TagSequence): void {
  const address = decodeEntities(href);
  if (address === '' || address.startsWith('#')) return;
  const parts = curlyPieces(address, NO_NOTES);
  out.add((scope) => {
    const url = urlFor(parts, scope).replace(/^mailto:/, '');
    return url === '' ? '' : ` (${url})`;
  });
}
