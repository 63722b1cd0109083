/** Who gets the planned messages, and what is wrong with the addresses. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { ListTable } from './lists/listTable.ts';
import { recipientOf } from './lists/recipients.ts';
import type { MessagePlan } from './planMessages.ts';

export type Addresses = {
  column: string | null;
  /** Numbers of rows from 1: first rows of messages. */
  empty: number[];
  invalid: number[];
  /** `first`: the row that has the same address. */
  repeated: { row: number; first: number }[];
  /** Messages that have an address, in order. */
  sent: MessagePlan[];
  remarks: Remark[];
};

export function findAddresses(table: ListTable, column: string | null, messages: readonly MessagePlan[]): Addresses {
  const place = column === null ? -1 : table.headers.indexOf(column);
  const found: Addresses = { column: place < 0 ? null : column, empty: [], invalid: [], repeated: [], sent: [], remarks: [] };
  if (place < 0) return found;
  const firstRows = new Map<string, number>();
  for (const message of messages) {
    const row = (message.rows[0] ?? 0) + 1;
    const { address, problem } = recipientOf(row, table.rows[row - 1]?.[place] ?? '', column ?? '');
    if (problem !== undefined) found.remarks.push(problem);
    if (address === null) {
      (problem?.code === 'ADDRESS_EMPTY' ? found.empty : found.invalid).push(row);
      continue;
    }
    found.sent.push(message);
    const first = firstRows.get(address.toLowerCase());
    if (first === undefined) firstRows.set(address.toLowerCase(), row);
    else repeat(found, row, first, address);
  }
  return found;
}

function repeat(found: Addresses, row: number, first: number, address: string): void {
  found.repeated.push({ row, first });
  const text = `Row ${row} has the same address as row ${first}: ${address}. Both get their mail.`;
  found.remarks.push({ code: 'ADDRESS_REPEATED', text, row, column: found.column ?? '' });
}
