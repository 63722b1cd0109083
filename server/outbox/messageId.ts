/** The id a sent message is known by. Pure; never invented. */
import type { MessageIdKind } from '../../shared/api/send.ts';
import type { SendOutcome } from '../mail/sendOutcome.ts';

/** Graph's `sendMail` answers 202 without a message id: then it is the request's id, and said to be. */
export function messageIdOf(accepted: Extract<SendOutcome, { kind: 'accepted' }>): {
  messageId: string;
  messageIdKind: MessageIdKind;
} {
  if (accepted.providerId === undefined) return { messageId: accepted.requestId ?? '', messageIdKind: 'request' };
  return { messageId: accepted.providerId, messageIdKind: accepted.idKind ?? 'internet' };
}
