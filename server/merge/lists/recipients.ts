/** Who gets a mail: the address of a row, and what is wrong with it. */
import { domainToASCII } from 'node:url';
import type { Remark } from '../../../shared/api/campaigns.ts';
import { checkAddress } from './checkAddress.ts';
import { quoted } from '../readResult.ts';

/** `row` counts from 1 without the headings. `address` null: the row is skipped; a problem with an address is a warning only. */
export type Recipient = { row: number; address: string | null; problem?: Remark };

/** `cell`: what stands in the column of the addresses. */
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
