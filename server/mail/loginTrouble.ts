/** Who mends a login that failed, and how: what the connect flow and a test mail say about it. Pure. */
import type { LoginCheck } from './loginCheck.ts';
import type { SmtpFailure } from './smtpOutcome.ts';

export type LoginTrouble = Omit<Extract<LoginCheck, { ok: false }>, 'ok'>;

export const AGAIN_LATER = 'Try again in a few minutes.';
export const TELL_OPERATOR = 'Tell the person who runs this Mergepost server.';

/** `failure`: of a dialogue in which no message was sent. */
export function loginTrouble(failure: SmtpFailure): LoginTrouble {
  const { kind, code, reason } = failure;
  switch (kind) {
    case 'later':
      return { mender: 'later', code, reason: reason.replace(/ Wait a moment\.$/, ''), next: AGAIN_LATER };
    case 'reconnect':
      return { mender: MENDER[failure.state ?? 'needs-reconnect'], code, ...parted(reason, failure.next) };
    case 'rejected':
    case 'stopMailbox':
    case 'unknown':
      return { mender: 'operator', code, reason, next: TELL_OPERATOR };
  }
}

const MENDER = { 'needs-reconnect': 'user', 'needs-admin': 'admin', 'operator-fault': 'operator' } as const;

/** Where the step to take has no place of its own it follows the first sentence. */
function parted(reason: string, next: string | undefined): { reason: string; next: string } {
  if (next !== undefined) return { reason, next };
  const at = reason.indexOf('. ') + 1;
  return at === 0 ? { reason, next: 'Connect it again.' } : { reason: reason.slice(0, at), next: reason.slice(at + 1) };
}
