/** What it means for a message when no answer came at all: `later` only where it is certain that nothing was written. */
import type { NetworkFault } from '../network/networkFault.ts';
import type { SendOutcome } from './sendOutcome.ts';

type NetworkOutcome = Extract<SendOutcome, { kind: 'later' | 'unknown' }>;

/** As people know it, and where sent mails are found there. */
interface MailService {
  name: string;
  sent: string;
}

const MICROSOFT: MailService = { name: 'Microsoft', sent: 'Sent Items' };
export const GOOGLE: MailService = { name: 'Google', sent: 'Sent' };

export function networkOutcome(fault: NetworkFault, { name, sent }: MailService = MICROSOFT): NetworkOutcome {
  if (fault.unwritten) {
    return { kind: 'later', reason: `${name} could not be reached, so nothing was sent. Wait a moment.`, code: fault.code };
  }
  const what = fault.code === 'TIMEOUT' ? `${name} did not answer in time` : `The connection broke before ${name} answered`;
  const reason = `${what}, so the mail may or may not have gone out. Look into ${sent} before you send it again.`;
  return { kind: 'unknown', reason, code: fault.code };
}
