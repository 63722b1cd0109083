/** What a Word field means for a merge (ISO/IEC 29500-1 17.16.5): a value of the row, a choice, a link, its last result, or nothing. */
import { readAddressBlock, readGreetingLine } from './addressFields.ts';
import { readAsk, readFillIn } from './askQuestion.ts';
import { readCompare, readIf, readNextIf, readSkipIf } from './evaluateIf.ts';
import {
  allOperands,
  type CodePiece,
  type FieldCode,
  fieldsOf,
  parseFieldCode,
  plainWords,
  slotOf,
  switchWords,
  wordText,
} from './fieldCode.ts';
import type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';
import { formatMoment } from './formatDate.ts';
import { readFormat, shownValue } from './formatField.ts';
import { dateFacts } from './localeFacts.ts';
import { readReference, readSet } from './readBookmark.ts';
import { withCurlyFields } from './readCondition.ts';
import { sayRaw } from './curlyField.ts';
import { readFormula } from './readFormula.ts';
import { readMergeField } from './readMergeField.ts';
import type { MergeScope } from '../mergeScope.ts';

export type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';

/** `null`: the code does not have the form of the field. */
type Reader = (code: FieldCode, notes: FieldNotes | undefined) => FieldMeaning | null;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['MERGEFIELD', readMergeField],
  ['IF', readIf],
  ['COMPARE', readCompare],
  ['SKIPIF', readSkipIf],
  ['NEXT', () => ({ kind: 'next', test: null })],
  ['NEXTIF', readNextIf],
  ['SET', readSet],
  ['REF', readReference],
  ['ASK', readAsk],
  ['FILLIN', readFillIn],
  ['QUOTE', readQuote],
  ['HYPERLINK', readHyperlink],
  ['GREETINGLINE', readGreetingLine],
  ['ADDRESSBLOCK', readAddressBlock],
  ['MERGEREC', (code) => counted(code, (scope) => scope.record)],
  ['MERGESEQ', (code) => counted(code, (scope) => scope.sequence)],
  ['DATE', (code) => clock(code, 'datePicture')],
  ['TIME', (code) => clock(code, 'timePicture')],
]);

/** Whose code and last result belong to one recipient, or to Word's own merge and buttons. */
const DROPPED = new Set('SKIPIF NEXTIF ASK FILLIN DATABASE MACROBUTTON GOTOBUTTON'.split(' '));
/** Never shows anything. */
const SILENT = new Set('SET XE TC TA RD PRIVATE BIDIOUTLINE'.split(' '));
/** Whose last result may differ by recipient, day or page. */
const SAID = new Set(
  'IF COMPARE = PAGE NUMPAGES SECTIONPAGES SECTION INCLUDETEXT INCLUDEPICTURE INCLUDE IMPORT LINK DDE DDEAUTO USERADDRESS USERNAME USERINITIALS'.split(
    ' ',
  ),
);

/** `notes`: where it says what it finds, and what is known of the letter. Without them nothing is told. */
export function readField(pieces: readonly CodePiece[], notes?: FieldNotes): FieldMeaning {
  const code = parseFieldCode(pieces);
  const type = code.type.startsWith('=') ? '=' : code.type;
  const reader = type === '=' ? readFormula : READERS.get(type);
  const meaning = reader === undefined ? readReference(code, notes) : reader(code, notes);
  if (meaning !== null) return meaning;
  if (DROPPED.has(type) || SILENT.has(type)) return { kind: 'drop', type, said: !SILENT.has(type) };
  return { kind: 'keep', type, said: SAID.has(type) };
}

/** `QUOTE "text"`; a number without quotes is the character with that number. */
function readQuote(code: FieldCode): FieldMeaning | null {
  const [first] = code.words;
  const last = code.words.at(-1);
  if (first === undefined || last === undefined) return null;
  const words = code.words.map((word) => withCurlyFields(charactersOf(word)));
  const slot = slotOf(words, (scope) => words.map((word) => wordText(word, scope)).join(' '));
  const format = readFormat(code, '');
  if (format.apply !== null || code.words.length > 1 || charactersOf(first) !== first) return shownValue(slot, 'QUOTE', format);
  return { kind: 'quote', span: first.span, slot };
}

function charactersOf(word: FieldCode['words'][number]): FieldCode['words'][number] {
  const text = word.quoted ? '' : plainWords([word]);
  if (word.pieces.length !== 1 || !/^(?:\d{2,5}|0x[\da-f]{2,4})$/i.test(text)) return word;
  const number = Number(text);
  return number < 32 || number > 0xffff || (number >= 0xd800 && number < 0xe000)
    ? word
    : { ...word, pieces: [String.fromCharCode(number)] };
}

/** `HYPERLINK "address" \l "bookmark" \o "tip" \t "frame"`; a mail has no frames. Without an address it leads within the document. */
function readHyperlink(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const parts = allOperands(code, 'nm')
    .slice(0, 1)
    .flatMap((word) => word.pieces);
  const bookmark = switchWords(code, 'l')?.[0]?.pieces ?? [];
  const tip = plainWords((switchWords(code, 'o') ?? []).slice(0, 1));
  sayRaw(tip, notes);
  if (parts.length > 0 && bookmark.length > 0) parts.push(...joined(['#', ...bookmark]));
  return { kind: 'link', parts, tip: tip === '' ? null : tip };
}

/** Texts side by side are one. */
function joined(pieces: readonly CodePiece[]): CodePiece[] {
  const out: CodePiece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}

function counted(code: FieldCode, count: (scope: MergeScope) => number): FieldMeaning {
  const text = (scope: MergeScope) => String(count(scope));
  return shownValue({ fields: [], evaluate: text, exact: text }, code.type, readFormat(code, ''));
}

/** The day and time of the merge; `\l`, which keeps the last picture of Word's dialog, changes nothing here. */
function clock(code: FieldCode, standard: 'datePicture' | 'timePicture'): FieldMeaning {
  const evaluate = (scope: MergeScope) => formatMoment(scope.now, dateFacts(scope.locale)[standard], scope.locale);
  return shownValue({ fields: fieldsOf(code.words), evaluate, exact: (scope) => scope.now }, code.type, readFormat(code, 'l'));
}
