/** The value of a place → HTML: what is East Asian or of a complex script in it gets the font the letter has for that script. */
import { escapeHtml, plainValueHtml, valueHtml } from './escapeHtml.ts';
import { fontCss } from './inlineCss.ts';
import type { RunFormat } from '../letter/letterTree.ts';
import { scriptPieces } from '../letter/scriptPieces.ts';

const BEYOND_ASCII = /[\u00a1-\uffff]/;

/** Stands inside the element that has the run's look for Latin text. */
export function valueByScript(text: string, format: RunFormat): string {
  const { scripts } = format;
  // Most values are one line of Latin letters, which need no other font.
  if (scripts === null || (!scripts.all && !(scripts.hint && BEYOND_ASCII.test(text)))) {
    const plain = plainValueHtml(text);
    if (plain !== null) return plain;
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
