/** What will happen when a letter meets a list, known before anything is sent. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { FieldPolicy } from '../../shared/api/mergeSettings.ts';
import { distinctFields, normalName } from '../../shared/merge/fieldNames.ts';
import type { ListTable } from './lists/listTable.ts';
import { counted, quoted } from './readResult.ts';
import { readRecipients, type Recipient } from './lists/recipients.ts';
import type { CompiledLetter } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import { columnFinder } from './columnFinder.ts';

export type CampaignCheck = {
  /** Messages that will go out. */
  recipients: number;
  /** Rows without a usable address. */
  skipped: number;
  blockers: Remark[];
  warnings: Remark[];
};

const WARNINGS_MAX = 200;
const ROWS_NAMED = 5;
/** What a sheet shows where a formula failed (Excel's error values). */
const ERROR_VALUE =
  /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!)$/i;

/** `fieldPolicies`: field → what an empty value means; `block` where nothing is said. `listRemarks`: what reading the list told. */
export function checkCampaign(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
  fieldPolicies: Readonly<Record<string, FieldPolicy>>,
  listRemarks: readonly Remark[] = [],
): CampaignCheck {
  const known = addressColumn !== null && table.headers.includes(addressColumn);
  const recipients = known ? readRecipients(table, addressColumn) : [];
  const sent = recipients.filter((recipient) => recipient.address !== null);
  const fields = distinctFields([...letter.fields, ...subject.fields]);
  const blockers = [
    ...addressBlockers(known, addressColumn, sent.length),
    ...fields.filter((field) => (columns[field] ?? null) === null).map(unmatched),
    ...valueBlockers(
      fields,
      table,
      columns,
      policyOf(fieldPolicies),
      known ? sent.map((recipient) => recipient.row) : allRows(table),
    ),
  ];
  const warnings = [...letter.remarks, ...subject.remarks, ...addressWarnings(recipients), ...listRemarks];
  return { recipients: sent.length, skipped: recipients.length - sent.length, blockers, warnings: shortened(warnings) };
}

function allRows(table: ListTable): number[] {
  return table.rows.map((_, index) => index + 1);
}

function policyOf(policies: Readonly<Record<string, FieldPolicy>>): (field: string) => FieldPolicy {
  const byName = new Map(Object.entries(policies).map(([field, policy]) => [normalName(field), policy]));
  return (field) => byName.get(normalName(field)) ?? 'block';
}

function addressBlockers(known: boolean, addressColumn: string | null, sent: number): Remark[] {
  if (!known) {
    const text =
      addressColumn === null
        ? 'No column holds the addresses yet. Choose it.'
        : `The list has no column ${quoted(addressColumn)}. Choose the one with the addresses.`;
    return [{ code: 'ADDRESS_COLUMN_MISSING', text }];
  }
  if (sent > 0) return [];
  const text = `No row has a usable address in ${quoted(addressColumn ?? '')}. Choose another column, or correct the list.`;
  return [{ code: 'NO_RECIPIENTS', text, column: addressColumn ?? '' }];
}

function unmatched(field: string): Remark {
  return {
    code: 'FIELD_UNMATCHED',
    text: `No column fills the field ${quoted(field)}. Choose one, or take the field out of the letter or the subject.`,
    field,
  };
}

/** Per field: rows that miss its value (unless it may be empty) and rows that show an error instead of one. */
function valueBlockers(
  fields: string[],
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  policy: (field: string) => FieldPolicy,
  rows: number[],
): Remark[] {
  const find = columnFinder(columns, table.headers);
  return fields.flatMap((field) => {
    const [index, column] = [find(field), columns[field]];
    if (index === undefined || column === null || column === undefined) return [];
    const cell = (row: number) => (table.rows[row - 1]?.[index] ?? '').trim();
    const empty = policy(field) === 'block' ? rows.filter((row) => cell(row) === '') : [];
    const wrong = rows.filter((row) => ERROR_VALUE.test(cell(row)));
    return [
      ...grouped(empty, 'VALUE_EMPTY', (many) => `${many ? 'have' : 'has'} nothing in ${quoted(column)}`, { field, column }),
      ...grouped(wrong, 'VALUE_ERROR', (many) => `${many ? 'show' : 'shows'} an error instead of a value in ${quoted(column)}`, {
        field,
        column,
      }),
    ];
  });
}

/** "3 rows have nothing in «Amount»: 4, 7, 9." */
function grouped(rows: number[], code: string, what: (many: boolean) => string, at: { field: string; column: string }): Remark[] {
  const [first] = rows;
  if (first === undefined) return [];
  const named = rows.slice(0, ROWS_NAMED).join(', ');
  const more = rows.length > ROWS_NAMED ? ' …' : '';
  return [
    {
      code,
      text: `${counted(rows.length, 'row')} ${what(rows.length > 1)}: ${rows.length > 1 ? 'rows' : 'row'} ${named}${more}.`,
      row: first,
      ...at,
    },
  ];
}

function addressWarnings(recipients: Recipient[]): Remark[] {
  return recipients.flatMap((recipient) => (recipient.problem === undefined ? [] : [recipient.problem]));
}

function shortened(warnings: Remark[]): Remark[] {
  if (warnings.length <= WARNINGS_MAX) return warnings;
  const text = `${counted(warnings.length - WARNINGS_MAX + 1, 'more finding')} of the same kinds.`;
  return [...warnings.slice(0, WARNINGS_MAX - 1), { code: 'MORE_FINDINGS', text }];
}
