/** The value of a place → HTML: what is East Asian or of a complex script in it gets the font the letter has for that script. */
import { escapeHtml, valueHtml } from './escapeHtml.ts';
import { fontCss } from './inlineCss.ts';
import type { RunFormat } from '../letter/letterTree.ts';
import { scriptPieces } from '../letter/scriptPieces.ts';

/** What a first look has to find for more than escaping: line ends and blanks in a row; and letters that may be of another script than Latin. */
const SPACED_OR_FOREIGN = /[\n-\r\u0085\u0590-\u1fff\u2028\u2029\u2e80-\uffff]| {2}/;
const SPACED_OR_BEYOND_ASCII = /[\n-\r\u0085\u00a1-\uffff]| {2}/;

/** Stands inside the element that has the run's look for Latin text. */
export function valueByScript(text: string, format: RunFormat): string {
  const careful = format.scripts?.hint === true ? SPACED_OR_BEYOND_ASCII : SPACED_OR_FOREIGN;
  if (format.scripts?.all !== true && !careful.test(text)) return escapeHtml(text);
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
