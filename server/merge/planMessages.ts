/** A list and how it is to be merged → which messages it makes. Pure, and quick for 100,000 rows. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { MergeSettings } from '../../shared/api/mergeSettings.ts';
import { PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { capped, type ListTable } from './lists/listTable.ts';
import { recipientOf } from './lists/recipients.ts';
import { orderRows } from './orderRows.ts';
import { passesFilters } from './passesFilters.ts';
import { isBlank } from './fieldPolicies.ts';
import { counted, quoted } from './readResult.ts';

/** One message: indexes from 0 in `table.rows`, in order; the first row gives the address and the number. `sequence` counts from 1. */
export type MessagePlan = {
  rows: readonly number[];
  sequence: number;
  /** Numbers of these rows in the list, from 1, where the table at hand is only a part of it. */
  records?: readonly number[];
};

/** A row that gets no message, and why. `first`: the row that has the address already. */
export type LeftRow = { row: number; code: 'FILTERED' | 'DUPLICATE' | 'SKIPIF'; first?: number };

export type MergePlan = {
  messages: MessagePlan[];
  left: LeftRow[];
  /** Settings that name a column the list does not have: nothing may start. */
  blockers: Remark[];
  remarks: Remark[];
};

export type PlanSettings = Pick<MergeSettings, 'groupBy' | 'filters' | 'order' | 'duplicates'> &
  Partial<Pick<MergeSettings, 'locale'>>;

/** The letter's own word that a row gets no message. `sequence`: number that its message would have, were each row one of its own. */
export type SkipsRow = (row: number, sequence: number) => boolean;

export function planMessages(
  table: ListTable,
  addressColumn: string | null,
  settings: PlanSettings = PLAIN_MERGE,
  skips: SkipsRow | null = null,
): MergePlan {
  const locale = settings.locale ?? 'en-US';
  const passes = passesFilters(table, settings.filters, locale);
  const left: LeftRow[] = [];
  const kept: number[] = [];
  for (let index = 0; index < table.rows.length; index += 1) {
    if (passes(index)) kept.push(index);
    else left.push({ row: index + 1, code: 'FILTERED' });
  }
  const inOrder = settings.order === null ? kept : orderRows(table, kept, settings.order, locale);
  const ordered = skips === null ? inOrder : unskipped(inOrder, skips, left);
  const addressOf = addressReader(table, addressColumn);
  const { groups, remarks } = grouped(table, ordered, settings.groupBy, addressOf);
  const sent = settings.duplicates === 'first' ? firstOnly(groups, addressOf, left) : groups;
  const messages = sent.map((rows, index) => ({ rows, sequence: index + 1 }));
  return { messages, left, blockers: missingColumns(table, settings), remarks };
}

/** A row that was left out, as a finding. */
export function leftRemark(left: LeftRow): Remark {
  const why = {
    FILTERED: 'does not pass the filters',
    DUPLICATE: `has the same address as row ${left.first ?? 0}, and only the first gets a mail`,
    SKIPIF: 'is skipped by a SKIPIF field of the letter',
  }[left.code];
  return { code: left.code, text: `Row ${left.row} ${why}.`, row: left.row };
}

function missingColumns(table: ListTable, { filters, order, groupBy }: PlanSettings): Remark[] {
  const asked: [string, string | null | undefined][] = [
    ['group by', groupBy],
    ['order by', order?.column],
    ...filters.map((filter): [string, string] => ['filter by', filter.column]),
  ];
  return asked.flatMap(([what, column]) => {
    if (column === null || column === undefined || table.headers.includes(column)) return [];
    const text = `The list has no column ${quoted(column)} to ${what}. Choose one of its columns.`;
    return [{ code: 'COLUMN_MISSING', text, column }];
  });
}

/** What is skipped is in no group, and no address has its mail from it. */
function unskipped(rows: readonly number[], skips: SkipsRow, left: LeftRow[]): number[] {
  const kept: number[] = [];
  for (const row of rows) {
    if (skips(row, kept.length + 1)) left.push({ row: row + 1, code: 'SKIPIF' });
    else kept.push(row);
  }
  return kept;
}

type AddressOf = (index: number) => string | null;

/** In lower case, each row looked at once. */
function addressReader(table: ListTable, addressColumn: string | null): AddressOf {
  const place = addressColumn === null ? -1 : table.headers.indexOf(addressColumn);
  const known: (string | null | undefined)[] = [];
  return (index) =>
    (known[index] ??= recipientOf(index + 1, table.rows[index]?.[place] ?? '', '').address?.toLowerCase() ?? null);
}

type Groups = { groups: number[][]; remarks: Remark[] };

/** Rows that are equal in the column, one list each, at the place of their first. Rows that are empty there stand alone. */
function grouped(table: ListTable, rows: readonly number[], column: string | null, addressOf: AddressOf): Groups {
  const place = column === null ? -1 : table.headers.indexOf(column);
  if (column === null || place < 0) return { groups: rows.map((row) => [row]), remarks: [] };
  const groups: number[][] = [];
  const byKey = new Map<string, number[]>();
  let alone = 0;
  for (const row of rows) {
    const cell = table.rows[row]?.[place] ?? '';
    const key = groupKey(cell);
    const known = byKey.get(key);
    if (known !== undefined && key !== '') known.push(row);
    else {
      const group = [row];
      groups.push(group);
      if (key === '') alone += 1;
      byKey.set(key, group);
    }
  }
  return { groups, remarks: [...emptyKeys(alone, column), ...differingAddresses(table, groups, place, addressOf)] };
}

function groupKey(cell: string): string {
  return isBlank(cell) ? '' : cell.trim().normalize('NFC').toLowerCase();
}

function emptyKeys(count: number, column: string): Remark[] {
  if (count === 0) return [];
  const each = count === 1 ? 'It is a message of its own' : 'Each is a message of its own';
  return [
    {
      code: 'GROUP_EMPTY',
      text: `${counted(count, 'row')} ${count === 1 ? 'has' : 'have'} nothing in ${quoted(column)}. ${each}.`,
      column,
    },
  ];
}

function differingAddresses(table: ListTable, groups: readonly number[][], place: number, addressOf: AddressOf): Remark[] {
  const found = groups.flatMap((group): Remark[] => {
    const [first = 0] = group;
    const address = addressOf(first);
    const other = group.find((row) => addressOf(row) !== address);
    if (other === undefined) return [];
    const goes = address === null ? 'it has no address' : `it goes to ${address} only`;
    const text = `Row ${first + 1} and row ${other + 1} are one message (${quoted(table.rows[first]?.[place] ?? '')}) with different addresses; ${goes}.`;
    return [{ code: 'GROUP_ADDRESSES', text, row: first + 1 }];
  });
  return capped(found, 'groups with different addresses');
}

/** The first message of every address; the rows of the others are left. */
function firstOnly(groups: readonly number[][], addressOf: AddressOf, left: LeftRow[]): number[][] {
  const firsts = new Map<string, number>();
  return groups.filter(([head = 0, ...others]) => {
    const address = addressOf(head);
    const first = address === null ? undefined : firsts.get(address);
    if (first !== undefined) for (const row of [head, ...others]) left.push({ row: row + 1, code: 'DUPLICATE', first });
    else if (address !== null) firsts.set(address, head + 1);
    return first === undefined;
  });
}
