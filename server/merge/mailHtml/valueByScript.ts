/** The value of a place → HTML: what is East Asian or of a complex script in it gets the font the letter has for that script. */
import { escapeHtml, valueHtml } from './escapeHtml.ts';
import { fontCss } from './inlineCss.ts';
import type { RunFormat } from '../letter/letterTree.ts';
import { scriptPieces } from '../letter/scriptPieces.ts';

/** A first look, which most values do not need more than: what it finds may be of another script than Latin. */
const BEYOND_LATIN = /[\u0590-\u1fff\u2e80-\uffff]/;
const BEYOND_ASCII = /[\u00a1-\uffff]/;

/** Stands inside the element that has the run's look for Latin text. */
export function valueByScript(text: string, format: RunFormat): string {
  if (format.scripts !== null && !format.scripts.all && !(format.scripts.hint ? BEYOND_ASCII : BEYOND_LATIN).test(text))
    return valueHtml(text);
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
