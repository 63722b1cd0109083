/** What will happen when a letter meets a list, known before anything is sent. Pure. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { FieldPolicy, MergeSettings } from '../../shared/api/mergeSettings.ts';
import { distinctFields, normalName } from '../../shared/merge/fieldNames.ts';
import { columnFinder } from './columnFinder.ts';
import type { CompiledLetter, FieldPlace } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import { type Addresses, findAddresses } from './findAddresses.ts';
import { namedFields } from './fieldNeeds.ts';
import { findValues, type ValuesMissing, type ValuesWrong } from './findValues.ts';
import type { ListTable } from './lists/listTable.ts';
import { type MergeSetup, mergeSetup } from './mergeSetup.ts';
import type { Question } from './mergeScope.ts';
import { planWith } from './planMerge.ts';
import type { MergePlan } from './planMessages.ts';
import { findBlockers, findWarnings } from './tellFindings.ts';

/** `kind` control: a content control of the letter; without a column it stays as it is. `mayBeEmpty`: the letter says what then. */
export type AnalysedField = {
  name: string;
  kind: 'field' | 'control';
  places: FieldPlace[];
  column: string | null;
  policy: FieldPolicy;
  mayBeEmpty: boolean;
};

export type Analysis = {
  fields: AnalysedField[];
  /** Names of the fields that every message has to have a value for, optional ones included; not those of header and footer alone. */
  needed: string[];
  /** Columns that nothing uses: no field, no control, no setting, and not the addresses. */
  unusedColumns: string[];
  /** Rows that miss a value, whatever their policy makes of it; only `block` stops the start. */
  missing: ValuesMissing[];
  /** Rows that show an error of the sheet; these always stop the start. */
  wrong: ValuesWrong[];
  addresses: Omit<Addresses, 'sent' | 'remarks'>;
  /** What of letter and subject cannot be carried. */
  letter: Remark[];
  questions: Question[];
  letterhead: CompiledLetter['letterhead'];
  plan: MergePlan;
  /** Messages that would go out. */
  messages: number;
  /** Messages that cannot go out because they have no usable address. */
  skipped: number;
  blockers: Remark[];
  warnings: Remark[];
};

/**
 * `columns`: what `matchColumns` gives. `policies`: field → what an empty value means. `listRemarks`: what reading the list told.
 * `now`: local time of the merge; only a SKIPIF field that reads the date needs it.
 */
export function analyse(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
  policies: Readonly<Record<string, FieldPolicy>>,
  settings: MergeSettings,
  listRemarks: readonly Remark[] = [],
  now = '2000-01-01T00:00:00',
): Analysis {
  const how = { settings, policies, now };
  const setup = mergeSetup(letter, subject, table, columns, how);
  const plan = planWith(setup, letter, table, addressColumn, how);
  const { sent, remarks, ...addresses } = findAddresses(table, addressColumn, plan.messages);
  const considered = addresses.column === null ? plan.messages : sent;
  const values = findValues(setup, table, considered, letter.repeats);
  const found = { letter, subject, setup, plan, ...values, addressColumn, addresses, sent: sent.length, settings };
  return {
    fields: analysedFields(letter, subject, setup),
    needed: setup.needs.fields,
    unusedColumns: unusedColumns(letter, table, setup, addressColumn, settings),
    ...values,
    addresses,
    letter: [...letter.remarks, ...subject.remarks],
    questions: letter.questions,
    letterhead: letter.letterhead,
    plan,
    messages: sent.length,
    skipped: addresses.empty.length + addresses.invalid.length,
    blockers: findBlockers(found),
    warnings: findWarnings(found, remarks, listRemarks),
  };
}

export function analysedFields(letter: CompiledLetter, subject: CompiledSubject, setup: MergeSetup): AnalysedField[] {
  const controls = new Set(setup.controls.map(({ name }) => name));
  const fields = new Set(namedFields(letter, subject));
  const places = placesByName(letter, subject);
  return distinctFields([...fields, ...controls]).map((name) => ({
    name,
    kind: fields.has(name) ? 'field' : 'control',
    places: [...(places.get(normalName(name)) ?? [])],
    column: (Object.hasOwn(setup.columns, name) ? setup.columns[name] : null) ?? null,
    policy: setup.policies(name),
    mayBeEmpty: setup.needs.optional(name),
  }));
}

function placesByName(letter: CompiledLetter, subject: CompiledSubject): Map<string, Set<FieldPlace>> {
  const found = new Map<string, Set<FieldPlace>>();
  const own = subject.fields.map((field) => ({ field, where: 'subject' as const }));
  for (const { field, where } of [...letter.places, ...own]) {
    const key = normalName(field);
    found.set(key, (found.get(key) ?? new Set()).add(where));
  }
  return found;
}

function unusedColumns(
  { usual }: CompiledLetter,
  table: ListTable,
  setup: MergeSetup,
  addressColumn: string | null,
  { groupBy, order, filters }: MergeSettings,
): string[] {
  const find = columnFinder(setup.columns, table.headers);
  const taken = usual.map((headings) => headings.map(find).find((place) => place !== undefined));
  const places = new Set([...setup.needed.map(({ place }) => place), ...taken]);
  const used = new Set([
    ...Object.values(setup.columns),
    addressColumn,
    groupBy,
    order?.column,
    ...filters.map(({ column }) => column),
  ]);
  return table.headers.filter((header, index) => !used.has(header) && !places.has(index));
}
