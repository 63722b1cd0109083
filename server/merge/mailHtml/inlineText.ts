/** Inlines of a paragraph → template of plain text: words, values, links with their addresses, numbers of notes. */
import { choicePart, repeatPart, templateFrom } from './dependingParts.ts';
import { valueText } from './escapeHtml.ts';
import { type Inline, leafInlines, type Link } from '../letter/letterTree.ts';
import type { MailTemplate } from '../mailTemplate.ts';
import { type MergeScope, scopeOf } from '../mergeScope.ts';
import { noteNumber } from './noteNumbers.ts';
import { urlFor } from './safeUrl.ts';

/** `around`: the link whose words these inlines are. */
export function addInlineText(inlines: readonly Inline[], out: MailTemplate, around: Link | null = null): void {
  let link: Link | null = around;
  let words = templateFrom(() => undefined);
  const endLink = () => {
    if (link !== null && link !== around) addLink(words, link, out);
    words = templateFrom(() => undefined);
  };
  for (const inline of inlines) {
    const next = linkOf(inline, around);
    if (next !== link) endLink();
    link = next;
    addInline(inline, link, link === around ? out : words);
  }
  endLink();
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
      return out.add(inline.text.replaceAll('\u00a0', ' ').replaceAll('\u00ad', ''));
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

function noteMark(number: string, shown: boolean): string {
  return shown ? `[${number}]` : '';
}

/** Parts that are all fixed text ask for nothing. */
const NOTHING = scopeOf(() => '');

function addLink(words: MailTemplate, link: Link, out: MailTemplate): void {
  const shown = (text: string, scope: MergeScope) => linkText(text, urlFor(link.parts, scope));
  const fixed = link.parts.every((part) => typeof part === 'string') ? words.fixed() : null;
  if (fixed === null) out.add((scope) => shown(words.render(scope), scope));
  else out.add(shown(fixed, NOTHING));
}

/** "our site (https://example.com)"; an address that is its own text stands once. */
function linkText(text: string, url: string): string {
  if (url === '' || url.startsWith('#') || bare(url) === bare(text.trim())) return text;
  return `${text} (${url.replace(/^mailto:/, '')})`;
}

function bare(address: string): string {
  return address.replace(/^(mailto:|tel:|https?:\/\/)/i, '').replace(/\/$/, '');
}
