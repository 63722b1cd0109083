/** What it means for a message when no answer came at all: `later` only where it is certain that nothing was written. */
import { networkFault } from '../network/networkFault.ts';
import type { SendOutcome } from './sendOutcome.ts';

type NetworkOutcome = Extract<SendOutcome, { kind: 'later' | 'unknown' }>;

/** `error` is what fetch rejected with, or an error below it. */
export function networkOutcome(error: unknown): NetworkOutcome {
  const fault = networkFault(error);
  if (fault.unwritten) {
    const reason = 'Microsoft could not be reached, so nothing was sent. Wait a moment.';
    return { kind: 'later', reason, code: fault.code };
  }
  const what = fault.code === 'TIMEOUT' ? 'Microsoft did not answer in time' : 'The connection broke before Microsoft answered';
  const reason = `${what}, so the mail may or may not have gone out. Look into Sent Items before you send it again.`;
  return { kind: 'unknown', reason, code: fault.code };
}
