/** What becomes of a message whose turn was over before its first byte left (`SendHooks.mayWrite`). */
import type { SendOutcome } from './sendOutcome.ts';

export const LEASE_OVER: SendOutcome = {
  kind: 'later',
  code: 'LEASE_OVER',
  reason: 'The turn of this mailbox was over before the message could leave, so nothing was sent. It is tried again by itself.',
};
