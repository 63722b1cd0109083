/** What a Word field means in a mail: a value, a link, its last result, or nothing. (ISO/IEC 29500-1 17.16.5; MERGEFIELD and IF depend on the row.) */
import { type CodePiece, type FieldCode, parseFieldCode, plainWords, switchWords } from './fieldCode.ts';
import { readIf } from './evaluateIf.ts';
import { formatDate } from './formatDate.ts';
import { formatNumber } from './formatNumber.ts';
import type { Slot } from '../mergeScope.ts';

export type FieldMeaning =
  | { kind: 'value'; slot: Slot; name: string; likeCode: boolean; unknownSwitches: string[] }
  | { kind: 'link'; parts: CodePiece[]; tip: string | null }
  /** The last result stays. `said`: it should be, because it may be out of date or the same for everybody. */
  | { kind: 'keep'; type: string; said: boolean }
  /** Its code and its last result must not reach anybody. */
  | { kind: 'drop'; type: string; said: boolean };

/** Whose last result belongs to one recipient, or to Word's own merge. */
const DROPPED = new Set(
  'GREETINGLINE ADDRESSBLOCK MERGEREC MERGESEQ NEXT NEXTIF SKIPIF ASK FILLIN DATABASE MACROBUTTON GOTOBUTTON'.split(' '),
);
/** Never shows anything. */
const SILENT = new Set('SET XE TC TA RD PRIVATE BIDIOUTLINE'.split(' '));
/** Whose last result may differ by recipient, day or page. */
const SAID = new Set(
  'IF COMPARE = DATE TIME PAGE NUMPAGES SECTIONPAGES SECTION INCLUDETEXT LINK DDE DDEAUTO USERADDRESS USERNAME USERINITIALS'.split(
    ' ',
  ),
);

export function readField(pieces: readonly CodePiece[]): FieldMeaning {
  const code = parseFieldCode(pieces);
  if (code.type === 'MERGEFIELD') return readMergeField(code);
  if (code.type === 'HYPERLINK') return readHyperlink(code);
  const choice = code.type === 'IF' ? readIf(code) : null;
  if (choice !== null) return { kind: 'value', slot: choice, name: 'IF', likeCode: false, unknownSwitches: [] };
  if (DROPPED.has(code.type) || SILENT.has(code.type)) return { kind: 'drop', type: code.type, said: !SILENT.has(code.type) };
  const type = code.type.startsWith('=') ? '=' : code.type;
  return { kind: 'keep', type, said: SAID.has(type) };
}

function readMergeField(code: FieldCode): FieldMeaning {
  const name = plainWords(code.words).replace(/\s+/g, ' ').trim();
  if (name === '') return { kind: 'drop', type: 'MERGEFIELD', said: true };
  // One word belongs to each switch, as in Word; people write `\* Upper MERGEFORMAT` and mean two.
  const formats = code.switches.flatMap((found) =>
    found.letter === '*' ? found.words.map((word) => plainWords([word]).toLowerCase()) : [],
  );
  const unknownSwitches = code.switches.filter((found) => !/[bfmv*#@]/.test(found.letter)).map((found) => `\\${found.letter}`);
  unknownSwitches.push(...formats.filter((format) => !KNOWN_FORMATS.has(format)).map((format) => `\\* ${format}`));
  for (const letter of ['#', '@'] as const)
    if (switchWords(code, letter)?.length === 0) unknownSwitches.push(`\\${letter} (nothing behind it)`);
  const slot = { fields: [name], evaluate: valueReader(name, code, formats) };
  return { kind: 'value', slot, name, likeCode: formats.includes('charformat'), unknownSwitches };
}

/** Picture first, then letter case, then the texts that stand there only with a value. */
function valueReader(name: string, code: FieldCode, formats: string[]): Slot['evaluate'] {
  const [number, date] = [firstWord(code, '#'), firstWord(code, '@')];
  const [before, after] = [firstWord(code, 'b'), firstWord(code, 'f')];
  const cases = formats.flatMap((format) => CASES[format] ?? []);
  if (number === '' && date === '' && before === '' && after === '' && cases.length === 0) return (scope) => scope.value(name);
  return (scope) => {
    const given = scope.value(name);
    if (given === '') return '';
    const pictured =
      (number === '' ? null : formatNumber(given, number)) ?? (date === '' ? null : formatDate(given, date)) ?? given;
    return before + cases.reduce((text, change) => change(text), pictured) + after;
  };
}

/** Only the first word counts where the argument is not in quotes, as in Word. */
function firstWord(code: FieldCode, letter: 'b' | 'f' | '#' | '@'): string {
  return plainWords((switchWords(code, letter) ?? []).slice(0, 1));
}

const CASES: Record<string, (text: string) => string> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  firstcap: (text) => text.replace(/\p{L}/u, (letter) => letter.toUpperCase()),
  caps: (text) => text.replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase()),
};
const KNOWN_FORMATS = new Set([...Object.keys(CASES), 'mergeformat', 'charformat', '']);

function readHyperlink(code: FieldCode): FieldMeaning {
  const parts = code.words.slice(0, 1).flatMap((word) => word.pieces);
  const bookmark = plainWords(switchWords(code, 'l') ?? []);
  const tip = plainWords(switchWords(code, 'o') ?? []);
  if (parts.length > 0 && bookmark !== '') parts.push(`#${bookmark}`);
  return { kind: 'link', parts, tip: tip === '' ? null : tip };
}
