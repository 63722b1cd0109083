/** What the last page of a trip has to say, whoever asks for it: a page for a browser, JSON, or the polling pane. */
import type { AccountState } from '../../shared/api/accounts.ts';
import type { ErrorCode, ProviderFailure } from '../../shared/api/errors.ts';
import type { Mender } from '../oauth/tokenAnswer.ts';
import type { AccountRow } from './accounts.store.ts';
import type { Who } from './pageTexts/foreignTexts.ts';
import { CODE_OF_MENDER } from './providers/mailProvider.ts';

export interface AttemptFailure {
  code: ErrorCode;
  sentence: string;
  /**
   * In its place for whoever started the attempt, who may be somebody else than the person in the window: without what
   * only that person's sign-in brought to light, such as their address.
   */
  told?: string;
  provider?: ProviderFailure;
  /** The addresses in the sentence, so that another language can name them: the one that was chosen, the one that was expected. */
  about?: { chosen?: string; expected?: string };
}

/** What is kept of a failure, for everybody who asks later. */
export function keptFailure({ told, about, ...failure }: AttemptFailure): string {
  const { expected } = about ?? {};
  return JSON.stringify({
    ...failure,
    sentence: told ?? failure.sentence,
    ...(expected !== undefined && { about: { expected } }),
  });
}

/** Connected, but no mail can go out yet. Whole sentences; `next`: the one next step. */
export interface AttemptTrouble {
  state: AccountState;
  reason: string;
  next: string | null;
  /** Whether mending it is enough; otherwise the mailbox has to be connected again afterwards. */
  kept: boolean;
}

export type AttemptOutcome =
  | { status: 'connected'; email: string; provider: string; trouble: AttemptTrouble | null }
  /** Signed in; `code` hands the session to the pane. `email` where a mailbox was connected in the same trip. Null once used. */
  | { status: 'signed-in'; code: string | null; email: string | null; provider: string; trouble: AttemptTrouble | null }
  /** The person in this browser is asked. The secrets exist only in this answer: a reload cannot show the form again. */
  | {
      status: 'confirm';
      mailbox: string;
      account: Who;
      provider: string;
      secret: string | null;
      cookie: string | null;
    }
  /** Once more to the provider, at this address: it gives lasting permission only where it is asked for expressly. */
  | { status: 'again'; url: string; provider: string }
  | { status: 'failed'; failure: AttemptFailure };

/** An outcome that ends on a page of ours. */
export type ShownOutcome = Exclude<AttemptOutcome, { status: 'again' }>;

/** Which code fits who can mend it. */
export function failureOf(provider: ProviderFailure, mender: Mender): AttemptFailure {
  return { code: CODE_OF_MENDER[mender], sentence: provider.help, provider };
}

/** Why a mailbox that has just been connected cannot send; null where it can. */
export function troubleOf(account: AccountRow | undefined): AttemptTrouble | null {
  switch (account?.state) {
    case 'needs-admin':
    case 'operator-fault':
    case 'needs-reconnect':
      return {
        state: account.state,
        reason: account.state_reason ?? 'Its mail server does not let Mergepost in.',
        next: account.state_next,
        kept: account.state !== 'needs-reconnect',
      };
    case 'connected':
    case 'throttled':
    case 'disconnected':
    case undefined:
      return null;
  }
}

export const EXPIRED: AttemptFailure = {
  code: 'CONNECT_EXPIRED',
  sentence: 'This sign-in is over or was never started here. Go back to Mergepost and press “Connect email account” again.',
};

/** For people who came by a hosted link; the same words whether it is used, over, taken back or unknown: nothing to guess from. */
export const LINK_OVER: AttemptFailure = {
  code: 'LINK_OVER',
  sentence:
    'This link does not work any more. It was used, its time is over, or the person who sent it took it back. Ask them for a new one.',
};

export const SURPRISE: AttemptFailure = {
  code: 'INTERNAL',
  sentence: 'Something went wrong on our side. Go back to Mergepost and press “Connect email account” again.',
};
