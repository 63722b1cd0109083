/** Every address of a message, before anything of it is stored: all bad ones are named at once. */
import { AppError } from '../http/appError.ts';
import { parseAddress } from '../mail/address.ts';
import { foldLine } from '../mail/foldLine.ts';
import type { SendBody } from './requireFields.ts';

export interface BadAddress {
  field: 'to' | 'cc' | 'bcc' | 'replyTo' | 'from';
  /** Its place in the field's list, from 0; none for `from`. */
  index?: number;
  value: string;
}

const LISTS = ['to', 'cc', 'bcc', 'replyTo'] as const;
const NAMED_MAX = 5;

export function checkAddresses(body: SendBody): void {
  const bad: BadAddress[] = LISTS.flatMap((field) =>
    (body[field] ?? []).flatMap((value, index) => (parseAddress(value) === undefined ? [{ field, index, value }] : [])),
  );
  if (body.from !== undefined && parseAddress(body.from) === undefined) bad.push({ field: 'from', value: body.from });
  if (bad.length === 0) return;
  const named = bad.slice(0, NAMED_MAX).map((one) => `“${foldLine(one.value)}” (${one.field})`);
  const rest = bad.length > NAMED_MAX ? ` and ${bad.length - NAMED_MAX} more` : '';
  const what = bad.length === 1 ? 'This is no email address' : 'These are no email addresses';
  throw new AppError('INVALID_ADDRESS', `${what}: ${named.join(', ')}${rest}. Nothing was sent; correct it and send again.`, {
    details: bad,
  });
}
