/** Under which address and name a message goes out. Pure. */
import { type MailAddress, parseAddress } from './address.ts';
import { foldLine } from './foldLine.ts';
import type { Credentials } from './mailTransport.ts';
import type { MailMessage } from './message.ts';

/** The other sender that was asked for, or the mailbox itself with the name that its owner chose. */
export function senderOf(message: Pick<MailMessage, 'from'>, as: Pick<Credentials, 'address' | 'fromName'>): MailAddress {
  const other = message.from === undefined ? undefined : (parseAddress(message.from) ?? { address: foldLine(message.from) });
  if (other !== undefined && other.address.toLowerCase() !== as.address.toLowerCase()) return other;
  const name = foldLine(other?.name ?? as.fromName ?? '');
  return name === '' ? { address: as.address } : { address: as.address, name };
}
