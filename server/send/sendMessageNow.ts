/** One message over the API: checked in the order a caller expects, then one row of the outbox that is sent at once. */
import type { Output } from '../../shared/api/route.ts';
import type { sendMessage } from '../../shared/api/send.ts';
import type { AccountUse, SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import { GRAPH_REQUEST_BYTES_MAX, graphBytes, graphOversize, graphRequest } from '../mail/graphRequest.ts';
import type { MailMessage } from '../mail/message.ts';
import type { Outbox } from '../outbox/createOutbox.ts';
import { checkAddresses } from './checkAddresses.ts';
import { checkAttachments } from './checkAttachments.ts';
import { type CompleteBody, requireFields, type SendBody } from './requireFields.ts';

export interface SendDeps {
  accounts: Pick<AccountUse, 'find'>;
  outbox: Pick<Outbox, 'sendOne'>;
}

/** Throws AppError for everything that keeps the message from being sent, and for a doubtful outcome. */
export async function sendMessageNow(deps: SendDeps, userId: string, body: SendBody): Promise<Output<typeof sendMessage>> {
  const complete = requireFields(body);
  checkAddresses(complete);
  checkAttachments(complete.attachments ?? []);
  const message = messageOf(complete);
  checkSize(message);
  const account = await connectedAccount(deps, userId, complete.providerId);
  const sent = await deps.outbox.sendOne(account, 'send', message);
  return {
    success: true,
    messageId: sent.messageId,
    messageIdKind: sent.messageIdKind,
    sentAt: sent.sentAt.toISOString(),
    ...(complete.trackingId !== undefined && { trackingId: complete.trackingId }),
  };
}

/** The HTML goes out as given: it is the caller's own mail, and cleaning it would change what receivers see. */
function messageOf(body: CompleteBody): Omit<MailMessage, 'markerId'> {
  return {
    to: trimmed(body.to),
    cc: trimmed(body.cc),
    bcc: trimmed(body.bcc),
    replyTo: trimmed(body.replyTo),
    ...(body.from !== undefined && { from: body.from.trim() }),
    subject: body.subject,
    html: body.bodyHtml,
    ...(body.bodyText !== undefined && { text: body.bodyText }),
    attachments: (body.attachments ?? []).map(({ name, contentType, contentBytes }) => ({ name, contentType, contentBytes })),
    importance: body.importance ?? 'normal',
    ...(body.trackingId !== undefined && { trackingId: body.trackingId }),
  };
}

function trimmed(addresses: readonly string[] | undefined): string[] {
  return (addresses ?? []).map((address) => address.trim());
}

/** As long as the mark it will get: the size is the one that will be on the wire. */
const MARKER_LIKE = '0'.repeat(36);

function checkSize(message: Omit<MailMessage, 'markerId'>): void {
  const bytes = graphBytes(graphRequest({ ...message, markerId: MARKER_LIKE }));
  const oversize = graphOversize(bytes);
  if (oversize === undefined) return;
  throw new AppError('MESSAGE_TOO_LARGE', oversize, { details: { bytes, limitBytes: GRAPH_REQUEST_BYTES_MAX } });
}

async function connectedAccount(deps: SendDeps, userId: string, accountId: string): Promise<SendingAccount> {
  const account = await deps.accounts.find(userId, accountId);
  if (!account) {
    throw new AppError('ACCOUNT_NOT_FOUND', 'There is no such mailbox among yours. Look at the list of connected mailboxes.');
  }
  // Other troubles may be over by now: the outbox asks for fresh access and finds out.
  if (account.state === 'needs-reconnect' || account.state === 'disconnected') {
    throw new AppError('ACCOUNT_NOT_CONNECTED', 'Email account not connected or token expired', {
      details: { state: account.state, reason: account.stateReason, next: 'Reconnect the mailbox, then send again.' },
    });
  }
  return account;
}
