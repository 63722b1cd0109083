/** Findings as sentences: what stops the start, and what deserves a look. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { MergeSettings } from '../../shared/api/mergeSettings.ts';
import type { CompiledLetter } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import { SPELLED_LANGUAGES } from './fields/styleNumber.ts';
import type { ValuesMissing, ValuesWrong } from './findValues.ts';
import type { MergeSetup } from './mergeSetup.ts';
import type { LeftRow, MergePlan } from './planMessages.ts';
import { counted, quoted } from './readResult.ts';

type Found = {
  letter: CompiledLetter;
  subject: CompiledSubject;
  setup: MergeSetup;
  plan: MergePlan;
  missing: ValuesMissing[];
  wrong: ValuesWrong[];
  addressColumn: string | null;
  addresses: { column: string | null };
  /** Messages with a usable address. */
  sent: number;
  settings: MergeSettings;
};

const WARNINGS_MAX = 200;
const ROWS_NAMED = 5;

/** Findings about something that would reach the receivers unresolved. */
const LEAVES_RAW: ReadonlySet<string> = new Set(['BRACES_OPEN']);

export function findBlockers(found: Found): Remark[] {
  const { missing, wrong } = found;
  return [
    ...addressBlockers(found),
    ...[...found.letter.remarks, ...found.subject.remarks].filter(({ code }) => LEAVES_RAW.has(code)),
    ...found.plan.blockers,
    ...unmatched(found).flatMap((field) => (blocks(found, field) ? [unmatchedBlocker(field)] : [])),
    ...byField(found, missing, wrong),
  ];
}

/** For each field in the order of the letter: first what is empty, then what is wrong. */
function byField({ setup }: Found, missing: ValuesMissing[], wrong: ValuesWrong[]): Remark[] {
  return setup.needs.fields.flatMap((field) => [
    ...missing
      .filter((one) => one.field === field && one.policy === 'block')
      .map((one) => grouped(one, 'VALUE_EMPTY', (many) => `${many ? 'have' : 'has'} nothing in ${quoted(one.column)}`)),
    ...wrong
      .filter((one) => one.field === field)
      .map((one) =>
        grouped(one, 'VALUE_ERROR', (many) => `${many ? 'show' : 'shows'} an error instead of a value in ${quoted(one.column)}`),
      ),
  ]);
}

function unmatched({ setup }: Found): string[] {
  return setup.needed.flatMap(({ field, column }) => (column === null ? [field] : []));
}

function blocks({ setup }: Found, field: string): boolean {
  return setup.policies(field) === 'block';
}

function unmatchedBlocker(field: string): Remark {
  return {
    code: 'FIELD_UNMATCHED',
    text: `No column fills the field ${quoted(field)}. Choose one, or take the field out of the letter or the subject.`,
    field,
  };
}

function addressBlockers({ addressColumn, addresses, sent, plan }: Found): Remark[] {
  if (addresses.column === null) {
    const text =
      addressColumn === null
        ? 'No column holds the addresses yet. Choose it.'
        : `The list has no column ${quoted(addressColumn)}. Choose the one with the addresses.`;
    return [{ code: 'ADDRESS_COLUMN_MISSING', text }];
  }
  if (sent > 0) return [];
  if (plan.messages.length === 0) {
    return [{ code: 'NO_RECIPIENTS', text: 'Filters and letter leave no row over, so nobody gets a mail. Change the filters.' }];
  }
  const text = `No row has a usable address in ${quoted(addresses.column)}. Choose another column, or correct the list.`;
  return [{ code: 'NO_RECIPIENTS', text, column: addresses.column }];
}

/** "3 rows have nothing in «Amount»: 4, 7, 9." */
function grouped({ field, column, rows }: ValuesWrong, code: string, what: (many: boolean) => string): Remark {
  const named = rows.slice(0, ROWS_NAMED).join(', ');
  const more = rows.length > ROWS_NAMED ? ' …' : '';
  const text = `${counted(rows.length, 'row')} ${what(rows.length > 1)}: ${rows.length > 1 ? 'rows' : 'row'} ${named}${more}.`;
  return { code, text, row: rows[0] ?? 0, field, column };
}

/** `addresses`: remarks about single rows; `list`: what reading the list told. */
export function findWarnings(found: Found, addresses: readonly Remark[], list: readonly Remark[]): Remark[] {
  const { letter, subject, plan } = found;
  const warnings = [
    ...[...letter.remarks, ...subject.remarks].filter(({ code }) => !LEAVES_RAW.has(code)),
    ...aboutGroups(found),
    ...unmatched(found).flatMap((field) => (blocks(found, field) ? [] : [unmatchedWarning(field)])),
    ...unspelled(found),
    ...aboutQuestions(found),
    ...aboutLeft(plan.left),
    ...plan.remarks,
    ...addresses,
    ...list,
  ];
  if (warnings.length <= WARNINGS_MAX) return warnings;
  const text = `${counted(warnings.length - WARNINGS_MAX + 1, 'more finding')} of the same kinds.`;
  return [...warnings.slice(0, WARNINGS_MAX - 1), { code: 'MORE_FINDINGS', text }];
}

function unmatchedWarning(field: string): Remark {
  const text = `No column fills the field ${quoted(field)}; in every message it is treated as empty.`;
  return { code: 'FIELD_UNMATCHED', text, field };
}

function aboutGroups({ letter, plan, settings }: Found): Remark[] {
  const many = plan.messages.filter((message) => message.rows.length > 1).length;
  if (letter.repeats || many === 0) return [];
  const text =
    `${counted(many, 'message')} ${many === 1 ? 'has' : 'have'} several rows, but the letter has no part that repeats: only the first row shows. ` +
    'Put the lines that repeat between {{#each}} and {{/each}}.';
  return [{ code: 'GROUP_NOT_SHOWN', text, ...(settings.groupBy === null ? {} : { column: settings.groupBy }) }];
}

/** Numbers as words exist in a few languages only. */
function unspelled({ letter, setup }: Found): Remark[] {
  if (SPELLED_LANGUAGES.includes(setup.locale.split('-', 1)[0] ?? '')) return [];
  return letter.spelled.map((field) => {
    const text = `The field ${quoted(field)} writes a number as words, which is possible in English and German only; in this language its digits are shown.`;
    return { code: 'FIELD_SWITCH_NOT_SUPPORTED', text, field };
  });
}

function aboutQuestions({ letter, settings }: Found): Remark[] {
  return letter.questions.flatMap(({ key, prompt, standard }): Remark[] => {
    if (Object.hasOwn(settings.answers, key)) return [];
    const otherwise = standard === '' ? 'nothing stands there' : `${quoted(standard)} stands there`;
    return [{ code: 'QUESTION_OPEN', text: `The letter asks ${quoted(prompt)}. Until it is answered, ${otherwise}.` }];
  });
}

const LEFT: Record<LeftRow['code'], string> = {
  FILTERED: 'the filters leave out',
  DUPLICATE: 'have an address that an earlier row has, and only the first gets a mail',
  SKIPIF: 'are skipped by a SKIPIF field of the letter',
};

function aboutLeft(left: readonly LeftRow[]): Remark[] {
  return (['FILTERED', 'DUPLICATE', 'SKIPIF'] as const).flatMap((code): Remark[] => {
    const rows = left.filter((one) => one.code === code).map(({ row }) => row);
    if (rows.length === 0) return [];
    const named = `${rows.slice(0, ROWS_NAMED).join(', ')}${rows.length > ROWS_NAMED ? ' …' : ''}`;
    const what =
      code === 'FILTERED'
        ? `The filters leave out ${counted(rows.length, 'row')}`
        : `${counted(rows.length, 'row')} ${LEFT[code]}`;
    return [{ code, text: `${what}: ${named}.` }];
  });
}
