/** How much goes into one mail, and what is said of the rest. */
import { Type } from 'typebox';
import { ATTACHMENT_BYTES_MAX } from './send.ts';

/** Room in a mail with files for addresses, subject, headers and the values of a row; beside it stands the letter's text. */
export const ENVELOPE_BYTES = 8 * 1024;
/** The largest file that goes along with any letter. Files travel as base64, a third larger, and the rest as it is: a byte of that counts three quarters. */
export const FILE_BYTES_MAX = ATTACHMENT_BYTES_MAX - (ENVELOPE_BYTES * 3) / 4;

export const LEFT_MAX = 100;
export const LEFT_LENGTH_MAX = 2000;
/** What of a mail's draft did not come along, in sentences for its owner: kept with the letter, and told with it. */
export const LeftBehind = Type.Array(Type.String({ maxLength: LEFT_LENGTH_MAX }), { maxItems: LEFT_MAX });
