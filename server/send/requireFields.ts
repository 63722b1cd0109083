/** What a message to be sent cannot do without, named all at once and only what is missing. */
import type { Input } from '../../shared/api/route.ts';
import type { sendMessage } from '../../shared/api/send.ts';
import { AppError } from '../http/appError.ts';

export type SendBody = Input<typeof sendMessage>['body'];
export type CompleteBody = SendBody & Required<Pick<SendBody, 'to' | 'subject' | 'bodyHtml' | 'providerId'>>;

/** `providerId` last: callers know the first three from the product's first document. */
const REQUIRED = ['to', 'subject', 'bodyHtml', 'providerId'] as const;

/** Empty counts as missing: no recipient at all, or nothing but blanks. */
export function requireFields(body: SendBody): CompleteBody {
  const missing = REQUIRED.filter((field) => isEmpty(body[field]));
  if (missing.length > 0) {
    throw new AppError('MISSING_FIELDS', `Missing required fields: ${missing.join(', ')}`, { details: { missing } });
  }
  return body as CompleteBody;
}

function isEmpty(value: string | string[] | undefined): boolean {
  return typeof value === 'string' ? value.trim() === '' : value === undefined || value.length === 0;
}
