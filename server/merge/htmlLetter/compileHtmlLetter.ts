/** A letter written as HTML with `{{Field}}` → compiled letter. What a mail program would not run anyway does not leave. */
import type { Remark } from '../../../shared/api/campaigns.ts';
import { distinctFields, splitFields } from '../../../shared/merge/fieldNames.ts';
import { decodeEntities } from './decodeEntities.ts';
import { dropElements } from './dropElements.ts';
import { embeddedPicture } from '../letter/embedPicture.ts';
import { escapeHtml, valueHtml } from '../mailHtml/escapeHtml.ts';
import { htmlToText } from './htmlToText.ts';
import { mailTemplate, type MailTemplate } from '../mailTemplate.ts';
import { fieldSlot, type Slot } from '../mergeScope.ts';
import { type Read, readable, unreadable } from '../readResult.ts';
import { type CompiledLetter, type LetterImage, NOTHING_MORE } from '../compiledLetter.ts';
import { safeUrl, urlFor } from '../mailHtml/safeUrl.ts';
import { type HtmlAttribute, type HtmlToken, scanHtml } from './scanHtml.ts';

/** What mail programs know; of other elements (forms, custom ones, misspelt ones) the tag goes and the content stays. */
const KNOWN = new Set(
  (
    'html head body meta title style p div span a img br hr wbr table thead tbody tfoot tr td th caption colgroup col ul ol li dl dt dd ' +
    'b strong i em u s strike del ins sub sup small big font center blockquote pre code kbd samp var tt h1 h2 h3 h4 h5 h6 abbr acronym cite dfn q ' +
    'mark address article aside section header footer main nav figure figcaption map area bdo bdi time ruby rt rp o:p'
  ).split(' '),
);
const URLS = new Set('href src background cite action longdesc poster xlink:href data'.split(' '));
const BLOCKED_ATTRIBUTES = /^(on.*|srcdoc|srcset|formaction|ping|xmlns.*|nonce|integrity|http-equiv)$/;
const UNSAFE_CSS = /expression\s*\(|javascript:|vbscript:|-moz-binding|behavior\s*:|@import/i;

type Work = {
  html: MailTemplate;
  fields: string[];
  images: LetterImage[];
  left: Set<string>;
  cut: Set<string>;
  directives: Set<string>;
};

export function compileHtmlLetter(source: string): Read<CompiledLetter> {
  if (source.trim() === '') return unreadable('LETTER_UNREADABLE', 'The letter is empty. Write it and try again.');
  const tokens = dropElements(scanHtml(wholeBraces(source)));
  const work: Work = { html: mailTemplate(), fields: [], images: [], left: tokens.left, cut: tokens.cut, directives: new Set() };
  const complete = tokens.kept.some((token) => token.kind === 'open' && token.name === 'html');
  if (!complete) work.html.add('<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>');
  for (const token of tokens.kept) addToken(token, work);
  if (!complete) work.html.add('</body></html>');
  const text = htmlToText(tokens.kept);
  const fields = distinctFields(work.fields);
  const render: CompiledLetter['render'] = (scope) => ({ html: work.html.render(scope), text: text(scope) });
  return readable({
    ...NOTHING_MORE,
    fields,
    places: fields.map((field) => ({ field, where: 'text' })),
    remarks: remarksOf(work),
    images: work.images,
    render,
  });
}

/** Editors tear fields with tags (`{{<b>Name</b>}}`): the tags go behind the braces, so that the first one's look wins. */
function wholeBraces(source: string): string {
  return source.replace(/\{\{((?:[^{}<]|<\/?[a-zA-Z][^{}<>]*>){1,400})\}\}/g, (whole, inner: string) => {
    const tags = inner.match(/<[^<>]*>/g);
    if (tags === null) return whole;
    const lead = /^(?:\s*<[^/<>][^<>]*>)*/.exec(inner)?.[0] ?? '';
    const rest = inner.slice(lead.length);
    return `${lead}{{${rest.replace(/<[^<>]*>/g, '')}}}${(rest.match(/<[^<>]*>/g) ?? []).join('')}`;
  });
}

function addToken(token: HtmlToken, work: Work): void {
  switch (token.kind) {
    case 'doctype':
      return work.html.add(`<!${token.text}>`);
    case 'comment': // Outlook's conditional comments carry layout; others are notes to oneself
      return work.html.add(isOutlookComment(token.text) ? `<!--${token.text}-->` : '');
    case 'text':
      return addText(token.text, work);
    case 'raw':
      return addRaw(token.name, token.text, work);
    case 'close':
      return work.html.add(KNOWN.has(token.name) ? `</${token.name}>` : '');
    case 'open':
      return addOpen(token.name, token.attributes, work);
  }
}

/** Browsers also end a comment at `--!>` and begin it anew at `<!--`, so neither dashes nor fields may stand in one that stays. */
function isOutlookComment(text: string): boolean {
  return /^\[if [^{}]*<!\[endif\]$/s.test(text) && !text.includes('--');
}

function addText(text: string, work: Work): void {
  for (const part of splitFields(text)) {
    if (part.kind === 'text') work.html.add(part.text.replaceAll('<', '&lt;'));
    else if (part.kind === 'directive') work.directives.add(decodeEntities(part.text));
    else work.html.add(withField(part.field, work, (slot) => (scope) => valueHtml(slot.evaluate(scope))));
  }
}

function withField<T>(name: string, work: Work, make: (slot: Slot) => T): T {
  const field = decodeEntities(name)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  work.fields.push(field);
  return make(fieldSlot(field));
}

function addRaw(name: string, text: string, work: Work): void {
  if (name === 'style') {
    if (UNSAFE_CSS.test(text)) work.left.add('style');
    else work.html.add(text.replaceAll('<', ''));
  } else addText(text, work); // title, textarea: text with character references
}

function addOpen(name: string, attributes: HtmlAttribute[], work: Work): void {
  const refresh =
    name === 'meta' && attributes.some((attribute) => attribute.name === 'http-equiv' && /refresh/i.test(attribute.value ?? ''));
  if (refresh || !KNOWN.has(name)) {
    work.left.add(name);
    return;
  }
  work.html.add(`<${name}`);
  for (const attribute of attributes) addAttribute(attribute, work);
  work.html.add('>');
}

function addAttribute({ name, value }: HtmlAttribute, work: Work): void {
  if (BLOCKED_ATTRIBUTES.test(name) || !/^[a-z_:][a-z0-9_:.-]*$/.test(name)) {
    if (/^(on|srcdoc|formaction)/.test(name)) work.left.add(name);
    return;
  }
  if (value === null) return work.html.add(` ${name}`);
  if (URLS.has(name)) return addUrl(name, decodeEntities(value), work);
  if (name === 'style') return addStyle(decodeEntities(value), work);
  work.html.add(` ${name}="`);
  for (const part of attributeParts(value, work)) {
    if (typeof part === 'string') work.html.add(escapeHtml(part));
    else work.html.add((row) => escapeHtml(part.evaluate(row).replace(/\s*[\r\n]+\s*/g, ' ')));
  }
  work.html.add('"');
}

function attributeParts(value: string, work: Work): (string | Slot)[] {
  return splitFields(decodeEntities(value)).flatMap((part): (string | Slot)[] => {
    if (part.kind === 'text') return [part.text];
    if (part.kind === 'field') return [withField(part.field, work, (slot) => slot)];
    work.directives.add(part.text);
    return [];
  });
}

function addUrl(name: string, url: string, work: Work): void {
  const picture = name === 'src' ? embeddedPicture(url, work.images.length + 1) : null;
  if (picture !== null) {
    work.images.push(picture);
    return work.html.add(` ${name}="cid:${picture.contentId}"`);
  }
  const parts = attributeParts(url, work);
  if (parts.every((part) => typeof part === 'string')) {
    const safe = /^cid:/i.test(url.trim()) && name !== 'href' ? url.trim() : safeUrl(url);
    if (safe === '' && url.trim() !== '') work.left.add(`${name} of ${url.slice(0, 30)}`);
    return work.html.add(safe === '' ? '' : ` ${name}="${escapeHtml(safe)}"`);
  }
  work.html.add(` ${name}="`);
  work.html.add((scope) => escapeHtml(urlFor(parts, scope)));
  work.html.add('"');
}

/** A value inside a style may only be a word, number or colour: no `;`, no `url(`. */
function addStyle(style: string, work: Work): void {
  if (UNSAFE_CSS.test(style)) {
    work.left.add('style');
    return;
  }
  work.html.add(' style="');
  for (const part of attributeParts(style, work)) {
    if (typeof part === 'string') work.html.add(escapeHtml(part));
    else work.html.add((row) => (/^[\w#%., -]*$/.test(part.evaluate(row)) ? part.evaluate(row) : ''));
  }
  work.html.add('"');
}

function remarksOf(work: Work): Remark[] {
  const remarks: Remark[] = [];
  if (work.left.size > 0) {
    const text = `E-mail cannot carry everything in this letter; left out: ${[...work.left].slice(0, 10).join(', ')}.`;
    remarks.push({ code: 'HTML_LEFT_OUT', text });
  }
  for (const name of work.cut) {
    const text = `The letter has <${name}> without its end tag, and the words after it are left out of the mail. Close it with </${name}> or delete it.`;
    remarks.push({ code: 'LETTER_CUT', text });
  }
  for (const name of work.directives) {
    remarks.push({ code: 'FIELD_NOT_SUPPORTED', text: `{{${name}}} is not the name of a column and is left out of the mail.` });
  }
  return remarks;
}
