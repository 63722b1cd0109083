/**
 * A format code of a cell → its sections as tokens (ISO/IEC 29500-1 section 18.8.31). Codes in files are always written the
 * American way, whatever language the workbook was made in.
 */
export type FormatToken =
  /** `bare`: neither quoted nor escaped. */
  | { kind: 'text'; text: string; bare?: boolean }
  | { kind: 'digit'; mark: '0' | '#' | '?' }
  | { kind: 'point' | 'comma' | 'percent' | 'slash' | 'general' | 'at' }
  /** `plus`: `E+`, which shows the sign of a positive power too. */
  | { kind: 'power'; plus: boolean }
  /** A run of one letter: y m d h s, e (year), g (era), b (Buddhist year), a (weekday); `n` minutes; in lower case. */
  | { kind: 'date'; letter: string; length: number }
  /** `[h]`, `[mm]`, `[s]`: time that is not cut at a day; `n` minutes. */
  | { kind: 'elapsed'; letter: string; length: number }
  | { kind: 'noon'; am: string; pm: string };

export type FormatSection = {
  tokens: FormatToken[];
  condition: { sign: string; value: number } | null;
  /** Windows language code out of `[$-407]`; null: none. */
  language: number | null;
  nature: 'number' | 'date' | 'text' | 'literal';
};

/** Codes Excel writes have at most 255 characters. */
const LENGTH_MAX = 300;
const PIECE =
  /"([^"]*)"?|\\(.?)|_(.?)|\*.?|\[([^\]]*)\]|General|(AM\/PM|A\/P)|E[+-]|(y+|m+|d+|h+|s+|e+|g+|b+|a{3,4}(?!\/))|[0#?]|[.,%/@;]|./gisu;
const CONDITION = /^\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?(?:E[+-]?\d+)?)\s*$/i;

/** Null: no format that could be applied. */
export function splitFormat(code: string): FormatSection[] | null {
  if (code.length > LENGTH_MAX) return null;
  const sections: FormatSection[] = [emptySection()];
  for (const piece of code.matchAll(PIECE)) {
    const section = sections.at(-1) ?? emptySection();
    if (piece[0] === ';') sections.push(emptySection());
    else if (piece[4] !== undefined) readBracket(piece[4], section);
    else section.tokens.push(...tokensOf(piece));
  }
  if (sections.length > 4) return null;
  return sections.every(settle) ? sections : null;
}

function emptySection(): FormatSection {
  return { tokens: [], condition: null, language: null, nature: 'literal' };
}

function tokensOf(piece: RegExpExecArray): FormatToken[] {
  const [whole, quoted, escaped, blank, , noon, letters] = piece;
  if (quoted !== undefined || escaped !== undefined) return [{ kind: 'text', text: quoted ?? escaped ?? '' }];
  if (blank !== undefined) return [{ kind: 'text', text: ' ' }];
  if (whole.startsWith('*')) return [];
  if (noon !== undefined) return [noonOf(noon)];
  if (letters !== undefined) return [{ kind: 'date', letter: (letters[0] ?? '').toLowerCase(), length: letters.length }];
  if (/^general$/i.test(whole)) return [{ kind: 'general' }];
  if (/^E[+-]$/i.test(whole)) return [{ kind: 'power', plus: whole[1] === '+' }];
  return [signOf(whole)];
}

function signOf(sign: string): FormatToken {
  switch (sign) {
    case '0':
    case '#':
    case '?':
      return { kind: 'digit', mark: sign };
    case '.':
      return { kind: 'point' };
    case ',':
      return { kind: 'comma' };
    case '%':
      return { kind: 'percent' };
    case '/':
      return { kind: 'slash' };
    case '@':
      return { kind: 'at' };
    default:
      return { kind: 'text', text: sign, bare: true };
  }
}

/** `A/P` is shown in the case in which it is written; `am/pm` always in capitals. */
function noonOf(text: string): FormatToken {
  if (text.length > 3) return { kind: 'noon', am: 'AM', pm: 'PM' };
  return { kind: 'noon', am: text[0] ?? 'A', pm: text[2] ?? 'P' };
}

/** Colours and numeral systems mean nothing in a mail. */
function readBracket(inside: string, section: FormatSection): void {
  const condition = CONDITION.exec(inside);
  if (condition !== null) section.condition = { sign: condition[1] ?? '', value: Number(condition[2]) };
  else if (inside.startsWith('$')) readCurrency(inside, section);
  else if (/^(?:h+|m+|s+)$/i.test(inside)) {
    section.tokens.push({ kind: 'elapsed', letter: (inside[0] ?? '').toLowerCase().replace('m', 'n'), length: inside.length });
  }
}

/** `[$€-407]`: a currency sign, and the language of month and day names. */
function readCurrency(inside: string, section: FormatSection): void {
  const dash = inside.lastIndexOf('-');
  const sign = inside.slice(1, dash < 0 ? undefined : dash);
  if (sign !== '') section.tokens.push({ kind: 'text', text: sign });
  const code = dash < 0 ? '' : inside.slice(dash + 1);
  if (/^[0-9a-f]{3,8}$/i.test(code)) section.language = Number.parseInt(code, 16) & 0xffff;
}

/** Decides what the section shows, and what `m` and lonely letters are in it. False: nothing that Excel would accept. */
function settle(section: FormatSection): boolean {
  const { tokens } = section;
  const has = (test: (token: FormatToken) => boolean) => tokens.some(test);
  const general = has((token) => token.kind === 'general');
  const date = has((token) => token.kind === 'noon' || token.kind === 'elapsed' || isDateLetter(token));
  if (date && !general) return settleDate(section);
  section.tokens = tokens.map(plainLetter);
  if (has((token) => token.kind === 'at')) section.nature = 'text';
  else if (general || has((token) => token.kind === 'digit')) section.nature = 'number';
  return true;
}

function isDateLetter(token: FormatToken): boolean {
  return token.kind === 'date' && /[ymdhs]/.test(token.letter);
}

function plainLetter(token: FormatToken): FormatToken {
  if (token.kind === 'noon') return { kind: 'text', text: `${token.am}/${token.pm}` };
  return token.kind === 'date' ? { kind: 'text', text: token.letter.repeat(token.length) } : token;
}

/** `m` is minutes behind hours and before seconds, else months. */
function settleDate(section: FormatSection): boolean {
  section.nature = 'date';
  const letters = section.tokens.filter((token) => token.kind === 'date' || token.kind === 'elapsed');
  for (const [index, token] of letters.entries()) {
    if (token.kind !== 'date' || token.letter !== 'm' || token.length > 2) continue;
    if (letters[index - 1]?.letter === 'h' || letters[index + 1]?.letter === 's') token.letter = 'n';
  }
  // Letters that stand for nothing (`yyyy~N`); the T and Z of ISO 8601 are met in files of other programs.
  return section.tokens.every((token) => token.kind !== 'text' || token.bare !== true || !/^[a-su-y]$/i.test(token.text));
}
