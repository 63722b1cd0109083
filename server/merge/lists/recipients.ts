/** Who gets a mail: the address of every row, and what is wrong with it. */
import { domainToASCII } from 'node:url';
import type { Remark } from '../../../shared/api/campaigns.ts';
import { checkAddress } from './checkAddress.ts';
import type { ListTable } from './listTable.ts';
import { quoted } from '../readResult.ts';

/** `row` counts from 1 without the headings. `address` null: the row is skipped; a problem with an address is a warning only. */
export type Recipient = { row: number; address: string | null; problem?: Remark };

export function readRecipients(table: ListTable, addressColumn: string | null): Recipient[] {
  const column = addressColumn === null ? -1 : table.headers.indexOf(addressColumn);
  const firstRows = new Map<string, number>();
  return table.rows.map((cells, index) => {
    const recipient = recipientOf(index + 1, column < 0 ? '' : (cells[column] ?? ''), addressColumn ?? '');
    if (recipient.address === null) return recipient;
    const key = recipient.address.toLowerCase();
    const first = firstRows.get(key);
    if (first === undefined) {
      firstRows.set(key, recipient.row);
      return recipient;
    }
    const text = `Row ${recipient.row} has the same address as row ${first}: ${recipient.address}. Both get their mail.`;
    return { ...recipient, problem: { code: 'ADDRESS_REPEATED', text, row: recipient.row, column: addressColumn ?? '' } };
  });
}

/** One row's address, for rendering a single message. */
export function recipientOf(row: number, cell: string, column: string): Recipient {
  const check = checkAddress(cell, domainToASCII);
  switch (check.kind) {
    case 'address':
      return { row, address: check.address };
    case 'empty': {
      const text = `Row ${row} has no address. It is skipped.`;
      return { row, address: null, problem: { code: 'ADDRESS_EMPTY', text, row, column } };
    }
    case 'invalid': {
      const text = `Row ${row}: ${quoted(cell)} is not an address that can be used: ${check.why}. The row is skipped.`;
      return { row, address: null, problem: { code: 'ADDRESS_INVALID', text, row, column } };
    }
  }
}
