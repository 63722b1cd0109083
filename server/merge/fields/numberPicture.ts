/** The parts of a numeric picture (`"$#,##0.00;($#,##0.00);zero"`, ISO/IEC 29500-1 17.16.4.2). */
import { numberFacts } from './localeFacts.ts';

export type PictureItem =
  | { kind: 'digit'; sign: '0' | '#' | 'x' }
  | { kind: 'sign'; sign: '+' | '-' }
  | { kind: 'text'; text: string };
export type PictureSection = {
  whole: PictureItem[];
  /** Null: without a decimal mark. */
  fraction: PictureItem[] | null;
  grouped: boolean;
};
/** Positive, negative, zero; missing ones are not there. `percent`: the number is shown with %. */
export type NumberPicture = { sections: PictureSection[]; percent: boolean };

type Token = { kind: 'character' | 'quoted'; text: string };

const LENGTH_MAX = 300;

/**
 * Word reads a picture with the marks of the system it runs on, and a letter does not tell on which it was written. In a
 * locale with a decimal point the picture is read so. With a decimal comma both ways are accepted, by structure:
 * - both marks: the last one is the decimal mark (`#.##0,00`, `#,##0.00`);
 * - one kind, several times: it groups (`#.###.##0`);
 * - one comma: it groups only before `##0` or `#00`, which make no decimals (`#,##0`), else it is the decimal mark (`0,00`);
 * - one dot: it groups only before exactly three places (`#.##0`, `0.000`), else it is the decimal mark (`0.00`).
 */
export function parseNumberPicture(picture: string, locale: string): NumberPicture {
  const facts = numberFacts(locale);
  const tokens = tokensOf(picture.slice(0, LENGTH_MAX), /['’]/.test(facts.group));
  const sections = splitAtSemicolons(tokens).slice(0, 3);
  const decimal = facts.decimal === ',' ? decimalByStructure(sections[0] ?? []) : '.';
  const spaced = /\s/.test(facts.group);
  return {
    sections: sections.map((section) => sectionOf(section, decimal, spaced)),
    percent: tokens.some((token) => token.text.includes('%')),
  };
}

/** Between two places of digits an apostrophe groups where the locale does so; else it opens a text, as `"` does. */
function tokensOf(picture: string, apostrophes: boolean): Token[] {
  const grouping = apostrophes ? picture.replace(/(?<=[#0x])['’](?=[#0x])/g, ',') : picture;
  return (grouping.match(/'[^']*'?|"[^"]*"?|\\[\s\S]|[\s\S]/gu) ?? []).map((text): Token => {
    if (/^['"]/.test(text)) return { kind: 'quoted', text: text.replace(/^['"]|['"]$/g, '') };
    return text.startsWith('\\') && text.length > 1 ? { kind: 'quoted', text: text.slice(1) } : { kind: 'character', text };
  });
}

function splitAtSemicolons(tokens: readonly Token[]): Token[][] {
  const sections: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'character' && token.text === ';') sections.push([]);
    else sections.at(-1)?.push(token);
  }
  return sections;
}

function decimalByStructure(section: readonly Token[]): '.' | ',' {
  const shape = section.map((token, index) => (isPlace(token) || isMark(section, index) ? token.text : '')).join('');
  const marks = shape.replace(/[^.,]/g, '');
  const last = marks.at(-1);
  if (last === undefined) return ',';
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) return last === '.' ? '.' : ',';
  const behind = shape.slice(shape.indexOf(last) + 1);
  const grouping = marks.length > 1 || (last === ',' ? /^#[#0]0$/.test(behind) : behind.length === 3);
  return grouping === (last === ',') ? '.' : ',';
}

function sectionOf(tokens: readonly Token[], decimal: '.' | ',', spaced: boolean): PictureSection {
  const places = tokens.flatMap((token, index) => (isPlace(token) ? [index] : []));
  const [first, last] = [places[0] ?? tokens.length, places.at(-1) ?? -1];
  const point = tokens.findIndex((token, index) => token.text === decimal && isMark(tokens, index));
  const blanks = spaced && groupsByBlanks(point < 0 ? tokens : tokens.slice(0, point));
  let grouped = false;
  const items = tokens.map((token, index): PictureItem | null => {
    const inside = index > first && index < last;
    if (index === point || token.kind === 'quoted') return { kind: 'text', text: token.text };
    if (isPlace(token)) return { kind: 'digit', sign: token.text as '0' | '#' | 'x' };
    const blank = blanks && inside && BLANK.test(token.text);
    if ((point < 0 || index < point) && (blank || (token.text !== decimal && isMark(tokens, index)))) {
      grouped = true;
      return null;
    }
    // Between digits a hyphen is a hyphen, as in a telephone number.
    if (!inside && (token.text === '+' || token.text === '-')) return { kind: 'sign', sign: token.text };
    return { kind: 'text', text: token.text };
  });
  const some = (from: number, to: number) => items.slice(from, to).filter((item) => item !== null);
  if (point < 0) return { whole: some(0, items.length), fraction: null, grouped };
  return { whole: some(0, point), fraction: some(point + 1, items.length), grouped };
}

const BLANK = /[\s\u00a0\u202f]/;

/** Threes, as in `# ##0`; not the pairs of a telephone number. */
function groupsByBlanks(whole: readonly Token[]): boolean {
  const shape = whole.map((token) => (isPlace(token) ? '0' : token.kind === 'character' && BLANK.test(token.text) ? ' ' : '-'));
  return /^[- ]*0+(?: 000)+[- ]*$/.test(shape.join(''));
}

function isPlace(token: Token | undefined): boolean {
  return token?.kind === 'character' && /^[0#x]$/.test(token.text);
}

/** A dot or comma right before a place of a digit; elsewhere it belongs to a text (`Fr. 0`). */
function isMark(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return token?.kind === 'character' && (token.text === '.' || token.text === ',') && isPlace(tokens[index + 1]);
}
