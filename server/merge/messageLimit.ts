/**
 * How much may become of one message, in characters. Fields can put down texts that hold one another twice, and a long cell can stand
 * at thousands of places: past these lengths nothing is made, before the memory of the server is full.
 */
import type { Remark } from '../../shared/api/campaigns.ts';

/** What SET and ASK put down under one name. */
export const BOOKMARK_LENGTH_MAX = 100_000;
/** What one field shows. */
export const FIELD_LENGTH_MAX = 1_000_000;
/** The HTML of a mail, or its text. No mail server takes more. */
export const MAIL_LENGTH_MAX = 25 * 1024 * 1024;
/** A part of the merged document; the letter's own may have half of that. */
export const PART_LENGTH_MAX = 100 * 1024 * 1024;

class MessageTooLong extends Error {}

/** Breaks off what `unlessTooLong` makes. */
export function keepWithin(length: number, most: number): void {
  if (length > most) throw new MessageTooLong(`More than ${most} characters`);
}

/** Null: it would be too long. */
export function unlessTooLong<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof MessageTooLong) return null;
    throw error;
  }
}

const WHY =
  'would be far longer than a mail can be, so it is not made. Look for very long cells, and for fields of the letter that repeat a text again and again.';

export function tooLongRemark(row: number): Remark {
  return { code: 'MESSAGE_TOO_LARGE', text: `The message of row ${row} ${WHY}`, row };
}

/** Where no row is to blame. */
export const TOO_LONG: Remark = { code: 'MESSAGE_TOO_LARGE', text: `A message of this letter ${WHY}` };
