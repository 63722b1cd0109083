/** A letter written as HTML with `{{Field}}` → compiled letter. What a mail program would not run anyway does not leave. */
import type { Remark } from '../../../shared/api/campaigns.ts';
import { distinctFields } from '../../../shared/merge/fieldNames.ts';
import { curlyPieces, sayLeftOut } from '../fields/curlyField.ts';
import { letterNotes } from '../letter/letterNotes.ts';
import { bracesOfFields } from './bracesOfFields.ts';
import { decodeEntities } from './decodeEntities.ts';
import { dropElements } from './dropElements.ts';
import { droppableLines } from './droppableLines.ts';
import { type LetterToken, letterTokens, textTokens } from './letterTokens.ts';
import { placedTags } from './loneTags.ts';
import { embeddedPicture } from '../letter/embedPicture.ts';
import { escapeHtml, valueHtml } from '../mailHtml/escapeHtml.ts';
import { htmlToText } from './htmlToText.ts';
import type { MergeNotes } from '../mergeScope.ts';
import { optionalFields } from '../optionalFields.ts';
import { type TagSequence, tagSequence } from '../taggedTemplate.ts';
import { type Read, readable, unreadable } from '../readResult.ts';
import { type CompiledLetter, type LetterImage, NOTHING_MORE } from '../compiledLetter.ts';
import { safeUrl, urlFor } from '../mailHtml/safeUrl.ts';
import { type HtmlAttribute, scanHtml } from './scanHtml.ts';

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
  html: TagSequence;
  notes: MergeNotes;
  images: LetterImage[];
  left: Set<string>;
  cut: Set<string>;
};

export function compileHtmlLetter(source: string): Read<CompiledLetter> {
  if (source.trim() === '') return unreadable('LETTER_UNREADABLE', 'The letter is empty. Write it and try again.');
  const dropped = dropElements(scanHtml(wholeBraces(bracesOfFields(source))));
  const notes = letterNotes();
  const tokens = droppableLines(placedTags(letterTokens(dropped.kept, notes)));
  const work: Work = { html: tagSequence(), notes, images: notes.images, left: dropped.left, cut: dropped.cut };
  const complete = tokens.some((token) => token.kind === 'open' && token.name === 'html');
  if (!complete) work.html.add('<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>');
  for (const token of tokens) addToken(token, work);
  if (!complete) work.html.add('</body></html>');
  const { template, users } = work.html.finish(notes);
  const text = htmlToText(tokens);
  const fields = distinctFields(users.flatMap((user) => user.fields));
  const render: CompiledLetter['render'] = (scope, htmlAlone = false) => ({
    html: template.render(scope),
    text: htmlAlone ? '' : text(scope),
  });
  return readable({
    ...NOTHING_MORE,
    fields,
    optional: optionalFields(users),
    places: fields.map((field) => ({ field, where: 'text' })),
    repeats: tokens.some((token) => token.kind === 'tag' && token.tag.kind === 'each'),
    remarks: [...remarksOf(work), ...notes.remarks],
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

function addToken(token: LetterToken, work: Work): void {
  switch (token.kind) {
    case 'doctype':
      return work.html.add(`<!${token.text}>`);
    case 'comment': // Outlook's conditional comments carry layout; others are notes to oneself
      return work.html.add(isOutlookComment(token.text) ? `<!--${token.text}-->` : '');
    case 'text':
      return work.html.add(token.text.replaceAll('<', '&lt;'));
    case 'value':
      return work.html.add((scope) => valueHtml(token.slot.evaluate(scope)), [token.slot]);
    case 'tag':
      return work.html.addTag(token.tag);
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

function addRaw(name: string, text: string, work: Work): void {
  if (name === 'style') {
    if (UNSAFE_CSS.test(text)) work.left.add('style');
    else work.html.add(text.replaceAll('<', ''));
    return;
  }
  // title, textarea: text with character references
  for (const token of textTokens(text, work.notes)) {
    if (token.kind === 'tag') sayLeftOut(token.tag.text.slice(2, -2), work.notes);
    else addToken(token, work);
  }
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
  for (const part of curlyPieces(decodeEntities(value), work.notes)) {
    if (typeof part === 'string') work.html.add(escapeHtml(part));
    else work.html.add((scope) => escapeHtml(part.evaluate(scope).replace(/(?<!\s)\s*[\r\n]\s*/g, ' ')), [part]);
  }
  work.html.add('"');
}

function addUrl(name: string, url: string, work: Work): void {
  const picture = name === 'src' ? embeddedPicture(url, work.images.length + 1) : null;
  if (picture !== null) {
    work.images.push(picture);
    return work.html.add(` ${name}="cid:${picture.contentId}"`);
  }
  const parts = curlyPieces(url, work.notes);
  if (parts.every((part) => typeof part === 'string')) {
    const safe = /^cid:/i.test(url.trim()) && name !== 'href' ? url.trim() : safeUrl(url);
    if (safe === '' && url.trim() !== '') work.left.add(`${name} of ${url.slice(0, 30)}`);
    return work.html.add(safe === '' ? '' : ` ${name}="${escapeHtml(safe)}"`);
  }
  work.html.add(` ${name}="`);
  const slots = parts.filter((part) => typeof part !== 'string');
  work.html.add((scope) => escapeHtml(urlFor(parts, scope)), slots);
  work.html.add('"');
}

/** A value inside a style may only be a word, number or colour: no `;`, no `url(`. */
function addStyle(style: string, work: Work): void {
  if (UNSAFE_CSS.test(style)) {
    work.left.add('style');
    return;
  }
  work.html.add(' style="');
  for (const part of curlyPieces(style, work.notes)) {
    if (typeof part === 'string') work.html.add(escapeHtml(part));
    else work.html.add((scope) => styleWord(part.evaluate(scope)), [part]);
  }
  work.html.add('"');
}

function styleWord(value: string): string {
  return /^[\w#%., -]*$/.test(value) ? value : '';
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
  return remarks;
}
