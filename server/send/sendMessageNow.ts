/** One message over the API: checked in the order a caller expects, then one row of the outbox that is sent at once. */
import type { Output } from '../../shared/api/route.ts';
import type { sendMessage } from '../../shared/api/send.ts';
import type { AccountUse, SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import type { MailMessage } from '../mail/message.ts';
import type { Outbox } from '../outbox/createOutbox.ts';
import { senderFor } from '../outbox/senderFor.ts';
import { checkAddresses } from './checkAddresses.ts';
import { checkAttachments } from './checkAttachments.ts';
import { checkSize } from './checkSize.ts';
import { type CompleteBody, requireFields, type SendBody } from './requireFields.ts';

export interface SendDeps {
  accounts: Pick<AccountUse, 'find'>;
  outbox: Pick<Outbox, 'sendOne'>;
}

/** Throws AppError for everything that keeps the message from being sent, and for a doubtful outcome. */
export async function sendMessageNow(
  deps: SendDeps,
  userId: string,
  body: SendBody,
  messageId: string | undefined,
): Promise<Output<typeof sendMessage>> {
  const complete = requireFields(body);
  checkAddresses(complete);
  checkAttachments(complete.attachments ?? []);
  const account = await connectedAccount(deps, userId, complete.providerId);
  const message = { ...messageOf(complete), ...senderOf(account, complete.from) };
  checkSize(message, account.wire);
  const sent = await deps.outbox.sendOne(account, 'send', message, { id: messageId });
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

/** Asked before anything is tried: without the permission Graph would refuse, in words that put the whole mailbox in doubt. */
function senderOf(account: SendingAccount, from: string | undefined): Pick<MailMessage, 'from'> {
  const sender = senderFor(account, from);
  if (sender.kind === 'refused') {
    throw new AppError('MAILBOX_PERMISSION_MISSING', `${sender.reason} Nothing was sent.`, {
      details: { feature: 'sharedMailbox' },
    });
  }
  return sender.kind === 'other' ? { from: sender.from } : {};
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
