/**
 * The code of a Word field → its words and switches (ISO/IEC 29500-1 17.16.2). Results of fields nested in the code are
 * part of a word as slots: `HYPERLINK "https://example.com/{ MERGEFIELD Id }"`.
 */
import type { Slot } from '../mergeScope.ts';

export type CodePiece = string | Slot;
export type CodeWord = { pieces: CodePiece[]; quoted: boolean };
export type FieldCode = {
  /** `MERGEFIELD`, upper case. */
  type: string;
  words: CodeWord[];
  /** Switch letter (`b`, `*`, `#`, `@` …, lower case) → words up to the next switch; one entry for each time it stands there. */
  switches: { letter: string; words: CodeWord[] }[];
};

/** Stand-ins for slots while the code is cut into words; characters that no document may use for itself. */
const [OPEN, CLOSE] = ['\ufdd0', '\ufdd1'];

export function parseFieldCode(pieces: readonly CodePiece[]): FieldCode {
  const slots: Slot[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece.replaceAll(OPEN, '').replaceAll(CLOSE, '');
    else text += `${OPEN}${slots.push(piece) - 1}${CLOSE}`;
  }
  const [first, ...tokens] = tokensOf(text);
  const code: FieldCode = { type: (first?.text ?? '').toUpperCase(), words: [], switches: [] };
  for (const token of tokens) {
    const letter = token.quoted ? null : /^\\(\S)$/u.exec(token.text);
    if (letter !== null) code.switches.push({ letter: (letter[1] ?? '').toLowerCase(), words: [] });
    else (code.switches.at(-1)?.words ?? code.words).push({ pieces: withSlots(token.text, slots), quoted: token.quoted });
  }
  return code;
}

type Token = { text: string; quoted: boolean };

/** Words in straight or curly quotes keep their blanks; `\"` and `\\` inside quotes mean the character itself. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s*(?:["“”„]((?:\\["“”\\]|[^"“”])*)["“”]?|(\\[*#@!]|\\[a-zA-Z](?![a-zA-Z:\\]))|((?:[^\s"“”„\\]|\\(?![*#@]))+)|(\\))/gy;
  for (const found of text.matchAll(pattern)) {
    const [, quoted, letter, plain, slash] = found;
    if (quoted !== undefined) tokens.push({ text: quoted.replace(/\\(["“”\\])/g, '$1'), quoted: true });
    else tokens.push({ text: letter ?? plain ?? slash ?? '', quoted: false });
  }
  return tokens;
}

function withSlots(text: string, slots: readonly Slot[]): CodePiece[] {
  const pieces: CodePiece[] = [];
  for (const [index, part] of text.split(/[\ufdd0\ufdd1]/).entries()) {
    const slot = index % 2 === 1 ? slots[Number(part)] : undefined;
    if (slot !== undefined) pieces.push(slot);
    else if (part !== '') pieces.push(part);
  }
  return pieces;
}

/** Words joined by single blanks, without the slots. */
export function plainWords(words: readonly CodeWord[]): string {
  return words.map((word) => word.pieces.filter((piece) => typeof piece === 'string').join('')).join(' ');
}

/** What stands behind a switch, or undefined where the switch is not there. */
export function switchWords(code: FieldCode, letter: string): CodeWord[] | undefined {
  return code.switches.find((found) => found.letter === letter)?.words;
}
