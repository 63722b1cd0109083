/**
 * The code of a Word field → its words and switches (ISO/IEC 29500-1 17.16.2). Results of fields nested in the code are
 * part of a word as slots: `HYPERLINK "https://example.com/{ MERGEFIELD Id }"`.
 */
import type { MergeScope, Slot } from '../mergeScope.ts';
import { FIELD_LENGTH_MAX, keepWithin } from '../messageLimit.ts';

export type CodePiece = string | Slot;

/**
 * Where a word stands among the pieces: [piece index, character offset] of its first character (inside the quotes) and
 * behind its last. A slot counts as one character. What stands between is code as it is written: `unescapedCode` makes text of it.
 */
export type CodeSpan = { from: { piece: number; at: number }; to: { piece: number; at: number } };

export type CodeWord = { pieces: CodePiece[]; quoted: boolean; span: CodeSpan };
export type CodeSwitch = { letter: string; words: CodeWord[] };
export type FieldCode = {
  /** `MERGEFIELD`, upper case. */
  type: string;
  /** The word that holds the type, as it is written; of a formula it may hold more: `=2*{x}`. */
  head: CodeWord;
  words: CodeWord[];
  /** Switch letter (`b`, `*`, `#`, `@` …, lower case) → words up to the next switch; one entry for each time it stands there. */
  switches: CodeSwitch[];
};

/** A slot is one character while the code is cut into words, one that no document may use for itself; another takes the place of its own. */
const [SLOT, STRAY] = ['\ufdd0', '\ufdd1'];

type Source = { text: string; slots: readonly Slot[]; place: (offset: number) => { piece: number; at: number } };

export function parseFieldCode(pieces: readonly CodePiece[]): FieldCode {
  const source = sourceOf(pieces);
  const [head, ...tokens] = wordsOf(source);
  const first = head?.word ?? { pieces: [], quoted: false, span: NOWHERE };
  const code: FieldCode = { type: plainWords([first]).toUpperCase(), head: first, words: [], switches: [] };
  for (const { token, word } of tokens) {
    const letter = token.quoted ? null : /^\\(\S)$/u.exec(token.text);
    if (letter !== null) code.switches.push({ letter: (letter[1] ?? '').toLowerCase(), words: [] });
    else (code.switches.at(-1)?.words ?? code.words).push(word);
  }
  return code;
}

const NOWHERE: CodeSpan = { from: { piece: 0, at: 0 }, to: { piece: 0, at: 0 } };

function sourceOf(pieces: readonly CodePiece[]): Source {
  const slots: Slot[] = [];
  const starts: number[] = [];
  const texts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    const text = typeof piece === 'string' ? piece.replaceAll(SLOT, STRAY) : SLOT;
    if (typeof piece !== 'string') slots.push(piece);
    starts.push(length);
    texts.push(text);
    length += text.length;
  }
  return { text: texts.join(''), slots, place: (offset) => placeIn(starts, offset) };
}

/** The piece that holds the character at this offset. */
function placeIn(starts: readonly number[], offset: number): { piece: number; at: number } {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { piece: low, at: offset - (starts[low] ?? 0) };
}

function wordsOf(source: Source): { token: Token; word: CodeWord }[] {
  let before = 0;
  return tokensOf(source.text).map((token) => {
    const from = source.place(token.from);
    const last = source.place(token.to - 1);
    const to = token.to > token.from ? { piece: last.piece, at: last.at + 1 } : from;
    const pieces = withSlots(token.text, source.slots, before);
    before += token.text.split(SLOT).length - 1;
    return { token, word: { pieces, quoted: token.quoted, span: { from, to } } };
  });
}

type Token = { text: string; quoted: boolean; from: number; to: number };

const PLAIN = /(?:(\\[*#@!]|\\[a-zA-Z](?![a-zA-Z:\\]))|((?:[^\s"“”„\\]|\\(?![*#@]))+)|(\\))/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) at += 1;
    else if (isQuote(text[at])) {
      const end = closingQuote(text, at);
      tokens.push({ text: unescapedCode(text.slice(at + 1, end)), quoted: true, from: at + 1, to: end });
      at = end + 1;
    } else {
      PLAIN.lastIndex = at;
      const found = PLAIN.exec(text)?.[0] ?? text[at] ?? '';
      tokens.push({ text: found, quoted: false, from: at, to: at + found.length });
      at += found.length;
    }
  }
  return tokens;
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === '“' || character === '”' || character === '„';
}

/** `\"` and `\\` inside quotes mean the character itself. */
export function unescapedCode(text: string): string {
  return text.replace(/\\(["“”„\\])/g, '$1');
}

/**
 * Where the quotes opened at `open` end. Word corrects quotes while one types, so straight and curly ones are mixed: a text
 * may hold a pair of the other kind (`"He said “yes” there"`) where that leaves both in order; else the next quote of any
 * kind ends it. It stops at the second or third quote, so that a code without order costs no more than its length.
 */
function closingQuote(text: string, open: number): number {
  const straight = text[open] === '"';
  let first = -1;
  let inside = false;
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && /["“”„\\]/.test(text[at + 1] ?? '')) at += 1;
    if (!isQuote(text[at]) || text[at] !== character) continue;
    if (first < 0) first = at;
    if ((character === '"') === straight) return !inside && (at === first || isEnd(text[at + 1])) ? at : first;
    if (!inside && !opensPair(text, at, open)) return first;
    inside = !inside;
  }
  return first < 0 ? text.length : first;
}

/** Behind a letter a quote closes; a straight one directly behind a curly one is an empty text. */
function opensPair(text: string, at: number, open: number): boolean {
  if (text[at] === '”') return false;
  if (at === open + 1) return text[at] !== '"';
  return /[\s([]/.test(text[at - 1] ?? '');
}

function isEnd(character: string | undefined): boolean {
  return character === undefined || /[\s\\]/.test(character);
}

function withSlots(text: string, slots: readonly Slot[], before: number): CodePiece[] {
  const pieces: CodePiece[] = [];
  for (const [index, part] of text.split(SLOT).entries()) {
    const slot = index > 0 ? slots[before + index - 1] : undefined;
    if (slot !== undefined) pieces.push(slot);
    const plain = part.replaceAll(STRAY, '');
    if (plain !== '') pieces.push(plain);
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

/** The text of a word for one row. */
export function wordText(word: CodeWord | undefined, scope: MergeScope): string {
  let text = '';
  for (const piece of word?.pieces ?? []) {
    text += typeof piece === 'string' ? piece : piece.evaluate(scope);
    if (typeof piece !== 'string') keepWithin(text.length, FIELD_LENGTH_MAX);
  }
  return text;
}

/** What the slots of these words read. */
export function fieldsOf(words: readonly (CodeWord | undefined)[]): string[] {
  return slotsOf(words).flatMap((slot) => slot.fields);
}

/** Those of them that may be empty there. */
export function optionalOf(words: readonly (CodeWord | undefined)[]): string[] {
  return slotsOf(words).flatMap((slot) => slot.optional ?? []);
}

function slotsOf(words: readonly (CodeWord | undefined)[]): Slot[] {
  return words.flatMap((word) => word?.pieces ?? []).filter((piece) => typeof piece !== 'string');
}

/** A slot that reads these words; `also`: fields that are read beyond them and may be empty. */
export function slotOf(words: readonly (CodeWord | undefined)[], evaluate: Slot['evaluate'], also: readonly string[] = []): Slot {
  const optional = [...optionalOf(words), ...also];
  const fields = [...fieldsOf(words), ...also];
  return optional.length === 0 ? { fields, evaluate } : { fields, optional, evaluate };
}

/**
 * Words and what stands behind switches beyond their own argument: `HYPERLINK \n "https://…"`. `flags`: letters of the
 * switches that take no argument.
 */
export function allOperands(code: FieldCode, flags: string): CodeWord[] {
  const behind = code.switches.flatMap((found) =>
    found.letter === '*' ? [] : found.words.slice(flags.includes(found.letter) ? 0 : 1),
  );
  return [...code.words, ...behind];
}
