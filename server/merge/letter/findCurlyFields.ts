/**
 * `{{Field}}` in the finished letter tree: found over all runs of a paragraph, because Word tears typed text anywhere
 * (spelling marks, formatting, editing sessions). The first run's look wins.
 */
import { splitFields } from '../../../shared/merge/fieldNames.ts';
import { type Block, type Inline, paragraphsOf } from './letterTree.ts';
import { fieldSlot } from '../mergeScope.ts';
import { quoted } from '../readResult.ts';

/** Pictures and fields stand in the searched text as this, which no name can hold. */
const THING = '\ufffc';
const CURLY = /\{\{([^{}\ufffc]{1,200})\}\}/g;

type Say = (code: string, text: string) => void;

export function findCurlyFields(blocks: readonly Block[], say: Say): void {
  for (const paragraph of paragraphsOf(blocks)) {
    const text = paragraph.inlines.map(searchText).join('');
    if (!text.includes('{{') && !text.includes('}}')) continue;
    paragraph.inlines = replaced(paragraph.inlines, text, say);
  }
}

function searchText(inline: Inline): string {
  if (inline.kind === 'text') return inline.text;
  return inline.kind === 'tab' || inline.kind === 'break' ? ' ' : THING;
}

function replaced(inlines: Inline[], text: string, say: Say): Inline[] {
  const out: Inline[] = [];
  const take = taker(inlines);
  let from = 0;
  for (const found of text.matchAll(CURLY)) {
    const [part] = splitFields(found[0]);
    if (part === undefined || part.kind === 'text') continue;
    for (const inline of take(found.index - from)) out.push(inline);
    const first = take(found[0].length).find((inline) => inline.kind === 'text');
    from = found.index + found[0].length;
    if (part.kind === 'directive') {
      say(
        'FIELD_NOT_SUPPORTED',
        `{{${part.text}}} is not the name of a column and is not supported. It is left out of the mail.`,
      );
    } else if (first !== undefined) {
      out.push({ kind: 'slot', slot: fieldSlot(part.field), format: first.format, link: first.link });
    }
  }
  for (const inline of take(text.length - from)) out.push(inline);
  sayOpen(out, say);
  return out;
}

/** Hands out the next inlines, so many characters of the searched text at a time; a text is cut in two where needed. */
function taker(inlines: readonly Inline[]): (length: number) => Inline[] {
  let next = 0;
  let used = 0;
  return (length) => {
    const taken: Inline[] = [];
    for (let left = length; left > 0 && next < inlines.length; ) {
      const inline = inlines[next];
      if (inline === undefined) break;
      const size = inline.kind === 'text' ? inline.text.length : 1;
      const step = Math.min(left, size - used);
      if (step > 0) taken.push(inline.kind === 'text' ? { ...inline, text: inline.text.slice(used, used + step) } : inline);
      left -= step;
      used += step;
      if (used >= size) {
        next += 1;
        used = 0;
      }
    }
    return taken;
  };
}

function sayOpen(inlines: readonly Inline[], say: Say): void {
  const left = inlines.map(searchText).join('');
  const open = /\{\{.{0,30}|.{0,30}\}\}/.exec(left);
  if (open !== null)
    say(
      'BRACES_OPEN',
      `The braces of ${quoted(open[0])} are not closed in the same paragraph, so this is sent as it stands. Write {{Field}} in one piece.`,
    );
}
