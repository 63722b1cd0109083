/** What the last page of a trip has to say, whoever asks for it: a page for a browser, JSON, or the polling pane. */
import type { ErrorCode, ProviderFailure } from '../../shared/api/errors.ts';
import type { Mender } from '../oauth/tokenAnswer.ts';
import { CODE_OF_MENDER } from './providers/mailProvider.ts';

export interface AttemptFailure {
  code: ErrorCode;
  sentence: string;
  provider?: ProviderFailure;
}

export type AttemptOutcome =
  | { status: 'connected'; email: string; provider: string }
  /** Signed in; `code` hands the session to the pane. `email` where a mailbox was connected in the same trip. Null once used. */
  | { status: 'signed-in'; code: string | null; email: string | null; provider: string }
  /** The person in this browser is asked. The secrets exist only in this answer: a reload cannot show the form again. */
  | {
      status: 'confirm';
      mailbox: string;
      account: string;
      provider: string;
      secret: string | null;
      cookie: string | null;
    }
  | { status: 'failed'; failure: AttemptFailure };

/** Which code fits who can mend it. */
export function failureOf(provider: ProviderFailure, mender: Mender): AttemptFailure {
  return { code: CODE_OF_MENDER[mender], sentence: provider.help, provider };
}

export const EXPIRED: AttemptFailure = {
  code: 'CONNECT_EXPIRED',
  sentence: 'This sign-in is over or was never started here. Go back to Mergepost and press “Connect email account” again.',
};
