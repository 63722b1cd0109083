/** Send times that a list gives its rows. Pure, and quick for 100,000 rows. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { SendingPlan } from '../../shared/api/pace.ts';
import { exactCell } from '../merge/exactCell.ts';
import { capped, type ListTable } from '../merge/lists/listTable.ts';
import { counted, quoted } from '../merge/readResult.ts';
import { parseSendTime } from '../outbox/sendTime.ts';
import { type OffsetAt, offsetsOf } from '../outbox/wallClock.ts';

/** Index of a row → when it is to be sent (milliseconds since 1970); null: whenever it is its turn; undefined: unreadable. */
export type SendTimeOf = (index: number) => number | null | undefined;

export function sendTimesOf(table: ListTable, sending: SendingPlan): SendTimeOf {
  const place = sending.timeColumn === null ? -1 : table.headers.indexOf(sending.timeColumn);
  if (place < 0) return () => null;
  const offsets = rememberedHours(offsetsOf(zoneOf(sending)));
  return (index) => {
    const shown = table.rows[index]?.[place]?.trim() ?? '';
    if (shown === '') return null;
    const exact = exactCell(table, index, place);
    return (exact === null ? null : parseSendTime(exact, offsets)) ?? parseSendTime(shown, offsets) ?? undefined;
  };
}

/** Whose wall clock a time without a zone of its own means. */
export function zoneOf({ timeZone, window }: Pick<SendingPlan, 'timeZone' | 'window'>): string {
  return timeZone ?? window?.timeZone ?? 'UTC';
}

/** Clocks are set on quarters of an hour only, and asking for the offset takes its time. */
function rememberedHours(offsetAt: OffsetAt): OffsetAt {
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    const offset = known.get(quarter) ?? offsetAt(quarter * QUARTER_MS);
    if (known.size < QUARTERS_KEPT) known.set(quarter, offset);
    return offset;
  };
}

const QUARTER_MS = 15 * 60_000;
const QUARTERS_KEPT = 10_000;

/** What stands against sending these messages at their times, and the last of these. `firsts`: index of the first row of each. */
export function sendTimeFindings(
  table: ListTable,
  sending: SendingPlan,
  firsts: readonly number[],
  now: number,
): { blockers: Remark[]; warnings: Remark[]; last: number | null } {
  const { timeColumn: column } = sending;
  if (column === null) return { blockers: [], warnings: [], last: null };
  const place = table.headers.indexOf(column);
  if (place < 0) {
    const text = `The list has no column ${quoted(column)} with send times any more. Choose another one, or none.`;
    return { blockers: [{ code: 'COLUMN_MISSING', text, column }], warnings: [], last: null };
  }
  const timeOf = sendTimesOf(table, sending);
  const unreadable: Remark[] = [];
  let passed = 0;
  let last: number | null = null;
  for (const index of firsts) {
    const time = timeOf(index);
    if (time === undefined) unreadable.push(unreadableTime(index + 1, column, table.rows[index]?.[place] ?? ''));
    else if (time !== null && time < now) passed += 1;
    if (time !== undefined && time !== null) last = Math.max(last ?? time, time);
  }
  return {
    blockers: capped(unreadable, `send times in ${quoted(column)} that cannot be read`),
    warnings: overAlready(passed, column),
    last,
  };
}

function unreadableTime(row: number, column: string, shown: string): Remark {
  const text =
    `Row ${row} has ${quoted(shown.trim())} in ${quoted(column)}, which is no day and time. ` +
    'Write it like 2026-11-23 09:30, or leave it empty.';
  return { code: 'SEND_TIME_UNREADABLE', text, row, column };
}

function overAlready(passed: number, column: string): Remark[] {
  if (passed === 0) return [];
  const text =
    passed === 1
      ? `1 row has a send time in ${quoted(column)} that is over already. Its mail leaves at once.`
      : `${counted(passed, 'row')} have a send time in ${quoted(column)} that is over already. Their mails leave at once.`;
  return [{ code: 'SEND_TIME_PASSED', text, column }];
}
