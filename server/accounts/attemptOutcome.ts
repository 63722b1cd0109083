/** What the last page of a trip has to say, whoever asks for it: a page for a browser, JSON, or the polling pane. */
import type { ErrorCode, ProviderFailure } from '../../shared/api/errors.ts';

export interface AttemptFailure {
  code: ErrorCode;
  sentence: string;
  provider?: ProviderFailure;
}

export type AttemptOutcome =
  | { status: 'connected'; email: string }
  /** Signed in; `code` hands the session to the pane. `email` where a mailbox was connected in the same trip. Null once used. */
  | { status: 'signed-in'; code: string | null; email: string | null }
  /** The person in this browser is asked. The secrets exist only in this answer: a reload cannot show the form again. */
  | { status: 'confirm'; mailbox: string; account: string; secret: string | null; cookie: string | null }
  | { status: 'failed'; failure: AttemptFailure };

/** Which words fit who can mend it. */
export function failureOf(
  provider: ProviderFailure,
  mender: 'user' | 'declined' | 'admin' | 'operator' | 'later',
): AttemptFailure {
  const code: Record<typeof mender, ErrorCode> = {
    user: 'CONNECT_FAILED',
    declined: 'CONNECT_DECLINED',
    admin: 'CONNECT_NEEDS_ADMIN',
    operator: 'OPERATOR_FAULT',
    later: 'PROVIDER_UNAVAILABLE',
  };
  return { code: code[mender], sentence: provider.help, provider };
}

export const EXPIRED: AttemptFailure = {
  code: 'CONNECT_EXPIRED',
  sentence: 'This sign-in is over or was never started here. Go back to Mergepost and press “Connect email account” again.',
};
