/** The id a sent message is known by. Pure; never invented. */
import type { MessageIdKind } from '../../shared/api/send.ts';
import type { SendOutcome } from '../mail/sendOutcome.ts';

/** What the id in `providerId` is, by the provider in `provider:tid:oid`; SMTP and everything else has a Message-ID. */
const ID_KINDS: Readonly<Record<string, MessageIdKind>> = { microsoft: 'immutable', google: 'gmail' };

/** Graph's `sendMail` answers 202 without a message id: then it is the request's id, and said to be. */
export function messageIdOf(
  accepted: Extract<SendOutcome, { kind: 'accepted' }>,
  mailbox: string,
): { messageId: string; messageIdKind: MessageIdKind } {
  if (accepted.providerId === undefined) return { messageId: accepted.requestId ?? '', messageIdKind: 'request' };
  return { messageId: accepted.providerId, messageIdKind: ID_KINDS[mailbox.split(':', 1)[0] ?? ''] ?? 'internet' };
}
