/**
 * A letter for a merge that was written in Word and then copied into a mail keeps its fields: Outlook for Windows writes each into
 * the HTML as two conditional comments, with what it shows between them. To everybody else that is only «Name», so it would go out
 * like that. Source: “Microsoft Office HTML and XML Reference”, supportFields and mso-element.
 */
import { parseFieldCode } from '../fields/fieldCode.ts';
import { readMergeField } from '../fields/readMergeField.ts';
import { escapeHtml } from '../mailHtml/escapeHtml.ts';
import { decodeEntities } from './decodeEntities.ts';

const OPEN = '<!--[if supportFields]>';
const CLOSE = '<![endif]-->';

/** `MERGEFIELD` only: other fields stay as they are. */
export function bracesOfFields(source: string): string {
  const done: string[] = [];
  let kept = 0;
  let begun: { from: number; shownFrom: number; name: string } | null = null;
  for (let from = source.indexOf(OPEN); from >= 0; ) {
    const end = source.indexOf(CLOSE, from);
    if (end < 0) break;
    const [inside, after] = [source.slice(from + OPEN.length, end), end + CLOSE.length];
    if (inside.includes('field-begin')) {
      const name = nameIn(inside);
      begun = name === null ? null : { from, shownFrom: after, name };
    } else if (inside.includes('field-end') && begun !== null) {
      done.push(source.slice(kept, begun.from), inPlaceOf(source.slice(begun.shownFrom, from), begun.name));
      [kept, begun] = [after, null];
    }
    from = source.indexOf(OPEN, after);
  }
  return done.join('') + source.slice(kept);
}

/** Null: another field, or a name that would mean something else between braces. */
function nameIn(html: string): string | null {
  const plain = decodeEntities(html.replace(/<[^<>]*>/g, '')).trim();
  const code = parseFieldCode([plain]);
  const meaning = code.type === 'MERGEFIELD' ? readMergeField(code, undefined) : null;
  const name = meaning?.kind === 'value' ? meaning.name : '';
  return /^(?![@#/^>!&?*+])(?!else(?: if .*)?$)[^{}|]+$/i.test(name) ? name : null;
}

/** Tags stay, for its look; the first words become the field, and no others are left. */
function inPlaceOf(shown: string, name: string): string {
  const braces = `{{${escapeHtml(name)}}}`;
  let put = false;
  const filled = shown.replace(/<[^<>]*>|[^<]+/g, (piece) => {
    if (piece.startsWith('<')) return piece;
    const first = !put && piece.trim() !== '';
    put ||= first;
    return first ? braces : put ? '' : piece;
  });
  return put ? filled : filled + braces;
}
