/** Under which sender a mailbox's mail goes out. Pure: the same answer before a message is tried and in the check of a campaign. */
import type { SendingAccount } from '../accounts/accountUse.ts';
import { parseAddress } from '../mail/address.ts';

export type Sender =
  /** The mailbox itself. */
  | { kind: 'own' }
  | { kind: 'other'; from: string }
  /** Another sender, and the permission for that is certainly missing. `reason` is whole. */
  | { kind: 'refused'; reason: string };

/**
 * `wanted`: an address that was checked, or none. Only Graph needs a permission of its own (Mail.Send.Shared); on the other
 * wires the server decides, and says SEND_AS_DENIED.
 */
export function senderFor(
  account: Pick<SendingAccount, 'address' | 'wire' | 'maySendAs'>,
  wanted: string | null | undefined,
): Sender {
  const from = wanted?.trim() ?? '';
  const address = parseAddress(from)?.address ?? from;
  if (address === '' || address.toLowerCase() === account.address.toLowerCase()) return { kind: 'own' };
  if (account.wire !== 'graph' || account.maySendAs) return { kind: 'other', from };
  const reason =
    `${address} is another sender than the mailbox ${account.address}, which was connected without the permission to send for ` +
    'other mailboxes. Connect it again with the permission for shared mailboxes, or leave the sender out.';
  return { kind: 'refused', reason };
}

/** What the wires say when the mailbox has no right to that sender: it will be the same for every other message. */
export function isSenderRefused(code: string): boolean {
  return code === 'SEND_AS_DENIED' || code === 'ErrorSendAsDenied';
}
