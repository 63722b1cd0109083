/** The value of a place → HTML: what is East Asian or of a complex script in it gets the font the letter has for that script. */
import { escapeHtml, valueHtml, written } from './escapeHtml.ts';
import { fontCss } from './inlineCss.ts';
import type { RunFormat } from '../letter/letterTree.ts';
import { scriptPieces } from '../letter/scriptPieces.ts';

/** What few values have: signs of HTML, line ends, blanks in a row, letters that may be of another script than Latin. */
const CARE = /[^ !#-%(-;=?-~\u00a0-\u058f\u2000-\u2027\u202a-\u2e7f]| {2}/;
/** Of these, what takes more than writing signs of HTML as references. */
const MORE = /[\n-\r\u0085\u0590-\u1fff\u2028\u2029\u2e80-\uffff]| {2}/;
const BEYOND_ASCII = /[\u00a1-\uffff]/;

/** Stands inside the element that has the run's look for Latin text. */
export function valueByScript(text: string, format: RunFormat): string {
  const { scripts } = format;
  if (scripts === null || (!scripts.all && !(scripts.hint && BEYOND_ASCII.test(text)))) {
    if (!CARE.test(text)) return text;
    if (!MORE.test(text)) return written(text);
  }
  const pieces = format.scripts === null ? [] : scriptPieces(text, format);
  const [first] = pieces;
  if (first === undefined || (pieces.length === 1 && fontCss(first.format, format) === '')) return valueHtml(text);
  return pieces
    .map((piece) => {
      const css = fontCss(piece.format, format);
      return css === '' ? valueHtml(piece.text) : `<span style="${escapeHtml(css)}">${valueHtml(piece.text)}</span>`;
    })
    .join('');
}
