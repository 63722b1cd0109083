/** Text of one run → pieces of one script each, with the font, size and weight that the run has for it (ISO/IEC 29500-1 17.3.2.26). */
import type { RunFormat } from './letterTree.ts';

type Script = 'latin' | 'eastAsia' | 'complex';

/** Nothing in the text belongs to another script than Latin: true of most runs, so it is asked first. */
const PLAIN = /^[^\u00a1-\u00ac\u00ae-\uffff]*$/;
const EAST_ASIAN =
  /[\u1100-\u11ff\u2e80-\u2fff\u3000-\u9fff\ua000-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{2fa1f}\u{30000}-\u{3134f}]/u;
const COMPLEX = /[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefe]/u;
/** Signs that several scripts use: quotation marks, dashes, arrows, and the letters East Asian fonts bring along. */
const SHARED =
  /[\u00a1\u00a4\u00a7\u00a8\u00aa\u00af-\u00b4\u00b6-\u00ba\u00bc-\u00bf\u00d7\u00f7\u02b0-\u04ff\u2000-\u200a\u2010-\u2bff]/u;

/** Every piece has `scripts: null`: it is of one script, and its font is the one to take. */
export function scriptPieces(text: string, format: RunFormat): { text: string; format: RunFormat }[] {
  const { scripts } = format;
  if (scripts === null) return [{ text, format }];
  if (scripts.all) return [{ text, format: formatFor('complex', format) }];
  if (PLAIN.test(text)) return [{ text, format: formatFor('latin', format) }];
  const pieces: { text: string; script: Script }[] = [];
  for (const char of text) {
    const last = pieces.at(-1);
    const script = scriptOf(char, scripts.hint) ?? last?.script ?? 'latin';
    if (last?.script === script) last.text += char;
    else pieces.push({ text: char, script });
  }
  return pieces.map((piece) => ({ text: piece.text, format: formatFor(piece.script, format) }));
}

/** Null: a blank or a sign that goes with what stands before it. */
function scriptOf(char: string, hint: boolean): Script | null {
  if (char === ' ' || char === '\u00a0' || /\p{M}/u.test(char)) return null;
  if (EAST_ASIAN.test(char)) return 'eastAsia';
  if (COMPLEX.test(char)) return 'complex';
  return hint && SHARED.test(char) ? 'eastAsia' : 'latin';
}

function formatFor(script: Script, format: RunFormat): RunFormat {
  const { scripts } = format;
  if (scripts === null || script === 'latin') return { ...format, scripts: null };
  if (script === 'eastAsia') return { ...format, font: scripts.eastAsia ?? format.font, scripts: null };
  const { font, size, bold, italic } = scripts.complex;
  return { ...format, font: font ?? format.font, size, bold, italic, scripts: null };
}
