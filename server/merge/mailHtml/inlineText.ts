/** Inlines of a paragraph → template of plain text: words, values, links with their addresses, numbers of notes. */
import { choicePart, repeatPart, templateFrom } from './dependingParts.ts';
import { valueText } from './escapeHtml.ts';
import { type Inline, leafInlines, type Link } from '../letter/letterTree.ts';
import type { MailTemplate, TemplatePart } from '../mailTemplate.ts';
import { scopeOf } from '../mergeScope.ts';
import { noteNumber } from './noteNumbers.ts';
import { urlFor } from './safeUrl.ts';

/** `around`: the link whose words these inlines are. */
export function addInlineText(inlines: readonly Inline[], out: MailTemplate, around: Link | null = null): void {
  let link: Link | null = around;
  let words = templateFrom(() => undefined);
  const addresses = waitingAddresses(out);
  const endLink = (next?: Inline) => {
    if (link !== null && link !== around) {
      const whole = next === undefined || linkOf(next, around) !== around || /\s$/.test(words.fixed() ?? '') || !goesOn(next);
      if (!whole) addresses.wait(words, link);
      else addLink(words, link, out);
    }
    words = templateFrom(() => undefined);
  };
  for (const inline of inlines) {
    const next = linkOf(inline, around);
    if (next !== link) endLink(inline);
    link = next;
    if (link !== around) addInline(inline, link, words);
    else if (!addresses.standIn(inline)) addInline(inline, link, out);
  }
  endLink();
  addresses.stand();
}

/** The word or sentence of a link goes on behind it: an address stands in no word. Marks behind it end the word. */
function goesOn(next: Inline): boolean {
  return next.kind === 'text' && !/^[.,;:!?)\]}»”’"']*(?:\s|$)/.test(next.text);
}

/** Where a word ends that began with a link: at a blank, or behind a sentence of a script without blanks. */
const WORD_END = /\s|(?<=[。！？；])/;

/** Addresses of links that stand behind the word that they are a part of. */
function waitingAddresses(out: MailTemplate) {
  let waiting: TemplatePart[] = [];
  const stand = () => {
    for (const address of waiting) out.add(address);
    waiting = [];
  };
  return {
    stand,
    wait(words: MailTemplate, link: Link) {
      out.add(words.fixed() ?? ((scope) => words.render(scope)));
      waiting.push(alwaysOr(words, link, addressText));
    },
    /** True where they stand within this inline, which is added then. */
    standIn(inline: Inline): boolean {
      if (waiting.length === 0) return false;
      if (inline.kind === 'tab' || inline.kind === 'break') stand();
      const end = inline.kind === 'text' ? inline.text.search(WORD_END) : -1;
      if (inline.kind !== 'text' || end < 0) return false;
      out.add(plainWords(inline.text.slice(0, end)));
      stand();
      out.add(plainWords(inline.text.slice(end)));
      return true;
    },
  };
}

/** The link around all of it; null where there is none, or several. */
function linkOf(inline: Inline, around: Link | null): Link | null {
  const leaves = leafInlines([inline]);
  const links = new Set(leaves.map((leaf) => ('link' in leaf ? leaf.link : around)));
  const [only] = links;
  return links.size === 1 && only !== undefined ? only : null;
}

function addInline(inline: Inline, link: Link | null, out: MailTemplate): void {
  const inner = (inlines: readonly Inline[]) => templateFrom((to) => addInlineText(inlines, to, link));
  switch (inline.kind) {
    case 'text':
      return out.add(plainWords(inline.text));
    case 'slot': {
      const { slot } = inline;
      return out.add((scope) => valueText(slot.evaluate(scope)));
    }
    case 'picture':
      return out.add(inline.alt.trim() === '' ? '' : `[${inline.alt.replace(/\s+/g, ' ').trim()}]`);
    case 'note': {
      const { note, own, format } = inline;
      return out.add((scope) => noteMark(noteNumber(note, scope), own || !format.hidden));
    }
    case 'choice':
      return out.add(choicePart(inline.test, inner(inline.yes), inner(inline.no)));
    case 'repeat':
      return out.add(repeatPart(inline.from, inner(inline.inlines)));
    case 'tab':
    case 'break':
      return out.add(inline.kind === 'tab' ? '\t' : '\n');
  }
}

function plainWords(text: string): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('\u00ad', '');
}

function noteMark(number: string, shown: boolean): string {
  return shown ? `[${number}]` : '';
}

/** Parts that are all fixed text ask for nothing. */
const NOTHING = scopeOf(() => '');

function addLink(words: MailTemplate, link: Link, out: MailTemplate): void {
  out.add(alwaysOr(words, link, linkText));
}

/** What words and address of a link make, once for all messages where it is the same in each. */
function alwaysOr(words: MailTemplate, link: Link, make: (text: string, url: string) => string): TemplatePart {
  const fixed = link.parts.every((part) => typeof part === 'string') ? words.fixed() : null;
  return fixed === null
    ? (scope) => make(words.render(scope), urlFor(link.parts, scope))
    : make(fixed, urlFor(link.parts, NOTHING));
}

/** "our site (https://example.com)". */
function linkText(text: string, url: string): string {
  const words = text.trimEnd();
  return words + addressText(text, url) + text.slice(words.length);
}

/** An address that is its own text stands once; what a mail to it is to begin with is of no use to a reader. */
function addressText(text: string, url: string): string {
  const address = url.replace(/^mailto:([^?]*).*/i, '$1');
  return address === '' || address.startsWith('#') || bare(address) === bare(text.trim()) ? '' : ` (${address})`;
}

function bare(address: string): string {
  return address.replace(/^(mailto:|tel:|https?:\/\/)/i, '').replace(/\/$/, '');
}
