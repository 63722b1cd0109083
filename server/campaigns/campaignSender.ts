/** Under which sender a campaign's mails go out: what stands against it, and what it is. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import { parseAddress } from '../mail/address.ts';
import { quoted } from '../merge/readResult.ts';
import { senderFor } from '../outbox/senderFor.ts';

/** As it is stored: null for the mailbox itself. Throws INVALID_ADDRESS. */
export function takeSender(sendAs: string | null): string | null {
  const text = sendAs?.trim() ?? '';
  if (text === '') return null;
  if (parseAddress(text)) return text;
  throw new AppError('INVALID_ADDRESS', `${quoted(text)} is no email address to send as. Correct it, or leave the sender out.`, {
    details: [{ field: 'sendAs', value: text }],
  });
}

/** A permission can be given or lost without the draft being touched, so this is never stored. */
export function senderBlockers(account: SendingAccount | undefined, sendAs: string | null): Remark[] {
  const sender = account && senderFor(account, sendAs);
  return sender?.kind === 'refused' ? [{ code: 'SEND_AS_PERMISSION_MISSING', text: sender.reason }] : [];
}

/** The other sender, or null for the mailbox itself. Throws MAILBOX_PERMISSION_MISSING. */
export function readySender(account: SendingAccount, sendAs: string | null): string | null {
  const sender = senderFor(account, sendAs);
  if (sender.kind === 'refused') {
    throw new AppError('MAILBOX_PERMISSION_MISSING', sender.reason, {
      details: { feature: 'sharedMailbox', blockers: senderBlockers(account, sendAs) },
    });
  }
  return sender.kind === 'other' ? sender.from : null;
}

/** Who a receiver would see. `from`: the mailbox's own address, null while none is chosen. */
export function shownSender(from: string | null, sendAs: string | null): string | null {
  const other = sendAs === null ? undefined : parseAddress(sendAs)?.address.toLowerCase();
  return other === undefined || other === from?.toLowerCase() ? from : sendAs;
}
