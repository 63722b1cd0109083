/** Inlines of a paragraph → HTML template: text, values, links, pictures, breaks. */
import { escapeHtml, keepBlanks } from './escapeHtml.ts';
import { baseOf, runCss } from './inlineCss.ts';
import { choicePart, repeatPart, templateFrom } from './dependingParts.ts';
import { type Inline, leafInlines, type Link, type Paragraph, type RunFormat } from '../letter/letterTree.ts';
import type { MailTemplate } from '../mailTemplate.ts';
import { scopeOf } from '../mergeScope.ts';
import { PLAIN_RUN } from '../letter/readStyles.ts';
import { noteNumber } from './noteNumbers.ts';
import { safeUrl, urlFor } from './safeUrl.ts';
import { valueByScript } from './valueByScript.ts';

/** Parts that are all fixed text ask for nothing. */
const NOTHING = scopeOf(() => '');

/** Word's own mails write a tab so: Outlook makes it a tab again, others show blanks. */
const TAB = '<span style="mso-tab-count:1">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>';

/** The format most of a paragraph's text has; its own where it has no text. */
export function dominantFormat(paragraph: Paragraph): RunFormat {
  const weights = new Map<string, { format: RunFormat; weight: number }>();
  let automatic = false;
  for (const inline of leafInlines(paragraph.inlines)) {
    if (inline.kind !== 'text' && inline.kind !== 'slot') continue;
    const format = baseOf(inline.format);
    automatic ||= format.color === null;
    const key = JSON.stringify(format);
    const entry = weights.get(key) ?? { format, weight: 0 };
    entry.weight += inline.kind === 'text' ? inline.text.length : 12;
    weights.set(key, entry);
  }
  let best: { format: RunFormat; weight: number } | null = null;
  for (const entry of weights.values()) if (best === null || entry.weight > best.weight) best = entry;
  const found = best?.format ?? baseOf(paragraph.base);
  // Inside a coloured paragraph no run could get the reader's own colour back.
  return { ...found, ...(automatic ? { color: null } : {}), rtl: paragraph.format.rtl };
}

/** `around`: the link that is open where these inlines stand. */
export function addInlines(inlines: readonly Inline[], base: RunFormat, out: MailTemplate, around: Link | null = null): void {
  let link = around;
  let span = '';
  const closeSpan = () => {
    if (span !== '') out.add('</span>');
    span = '';
  };
  for (const inline of shown(inlines)) {
    const next = linkAt(inline, link);
    if (next !== link) {
      closeSpan();
      if (link !== null) out.add('</a>');
      if (next !== null) addLinkStart(next, inline, out);
      link = next;
    }
    const nextSpan = 'format' in inline ? spanAttributes(inline.format, base) : SPANLESS.has(inline.kind) ? '' : span;
    if (nextSpan !== span) {
      closeSpan();
      if (nextSpan !== '') out.add(`<span${nextSpan}>`);
      span = nextSpan;
    }
    addInline(inline, base, link, out);
  }
  closeSpan();
  if (link !== null && link !== around) out.add('</a>');
}

/** What a run says beyond its paragraph; '' where it says nothing. */
export function spanAttributes(format: RunFormat, base: RunFormat): string {
  const css = runCss(format, base);
  return (
    (format.rtl === base.rtl ? '' : ` dir="${format.rtl ? 'rtl' : 'ltr'}"`) +
    (format.language === base.language ? '' : languageAttribute(format)) +
    (css === '' ? '' : ` style="${escapeHtml(css)}"`)
  );
}

export function languageAttribute({ language }: RunFormat): string {
  return language === null ? '' : ` lang="${escapeHtml(language)}"`;
}

const SPANLESS: ReadonlySet<string> = new Set(['picture', 'choice', 'repeat']);

/** What depends on the message stays inside a link that is around all of it, and opens its own links otherwise. */
function linkAt(inline: Inline, current: Link | null): Link | null {
  if (inline.kind === 'break') return null;
  if (inline.kind === 'tab' || inline.kind === 'note') return current;
  if (inline.kind !== 'choice' && inline.kind !== 'repeat') return usable(inline.link);
  const links = new Set(
    leafInlines([inline]).flatMap((leaf) => ('link' in leaf ? [usable(leaf.link)] : leaf.kind === 'break' ? [null] : [])),
  );
  const [only] = links;
  return links.size === 1 && only !== undefined ? only : null;
}

/** A break at the end of a paragraph shows nothing in Word; in HTML it would. */
function shown(inlines: readonly Inline[]): readonly Inline[] {
  return inlines.at(-1)?.kind === 'break' && inlines.length > 1
    ? [...inlines, { kind: 'text', text: '\u00a0', format: plainFormat(inlines), link: null }]
    : inlines;
}

function plainFormat(inlines: readonly Inline[]): RunFormat {
  const text = inlines.findLast((inline) => inline.kind === 'text' || inline.kind === 'slot');
  return text === undefined ? PLAIN : { ...text.format, underline: null, background: null };
}

const PLAIN: RunFormat = { ...PLAIN_RUN, size: 11 };

/** Links that lead nowhere outside the letter, or where no mail may lead, are no links. */
function usable(link: Link | null): Link | null {
  if (link === null || link.parts.length === 0) return null;
  if (link.parts.some((part) => typeof part !== 'string')) return link;
  const url = urlFor(link.parts, NOTHING);
  return url === '' || url.startsWith('#') ? null : link;
}

function addLinkStart(link: Link, inline: Inline, out: MailTemplate): void {
  const format = inline.kind === 'text' || inline.kind === 'slot' ? inline.format : null;
  const color = format?.color === null || format?.color === undefined ? '' : `color:${format.color};`;
  const style = format === null ? '' : ` style="${color}text-decoration:${format.underline === null ? 'none' : 'underline'}"`;
  const tip = link.tip === null ? '' : ` title="${escapeHtml(link.tip)}"`;
  out.add('<a');
  if (link.parts.every((part) => typeof part === 'string')) out.add(` href="${escapeHtml(urlFor(link.parts, NOTHING))}"`);
  else out.add((scope) => hrefOf(urlFor(link.parts, scope)));
  out.add(`${tip}${style}>`);
}

function hrefOf(url: string): string {
  return safeUrl(url) === '' ? '' : ` href="${escapeHtml(url)}"`;
}

function addInline(inline: Inline, base: RunFormat, link: Link | null, out: MailTemplate): void {
  const inner = (inlines: readonly Inline[]) => templateFrom((to) => addInlines(inlines, base, to, link));
  switch (inline.kind) {
    case 'text':
      return out.add(keepBlanks(escapeHtml(inline.text)).replaceAll('\n', '<br>'));
    case 'slot': {
      const { slot, format } = inline;
      return out.add((scope) => valueByScript(slot.evaluate(scope), format));
    }
    case 'break':
      return out.add('<br>');
    case 'tab':
      return out.add(TAB);
    case 'picture':
      return out.add(pictureHtml(inline));
    case 'note': {
      const { note, own, format } = inline;
      return out.add((scope) => noteMark(noteNumber(note, scope), own || !format.hidden));
    }
    case 'choice':
      return out.add(choicePart(inline.test, inner(inline.yes), inner(inline.no)));
    case 'repeat':
      return out.add(repeatPart(inline.from, inner(inline.inlines)));
  }
}

/** Where the letter has a sign of its own, the note only comes up. */
function noteMark(number: string, shown: boolean): string {
  return shown ? escapeHtml(number) : '';
}

function pictureHtml(picture: Extract<Inline, { kind: 'picture' }>): string {
  const size = picture.width > 0 && picture.height > 0 ? ` width="${picture.width}" height="${picture.height}"` : '';
  const side = picture.side === null ? '' : ` align="${picture.side}" hspace="8"`;
  const width = picture.width > 0 ? `width:${picture.width}px;` : '';
  return `<img src="cid:${picture.contentId}"${size}${side} alt="${escapeHtml(picture.alt)}" style="${width}max-width:100%;height:auto;border:0">`;
}
