/**
 * What the pages tell from data instead of from a sentence. The server's sentences are English and belong to its API; another
 * language says them by what comes along with them.
 */
import type { AppKind, Cloud } from '../../../shared/api/apps.ts';
import type { AccountState } from '../../../shared/api/accounts.ts';
import type { AttemptFailure } from '../attemptOutcome.ts';

/** Who a user is: only what is proven of them. */
export type Who =
  | { kind: 'unknown' }
  /** An address that somebody vouches for. */
  | { kind: 'address'; address: string }
  /** Of an organisation; its administrator may have written any address. */
  | { kind: 'member'; address: string | null; tenant: string }
  /** `issuer` null: the application that uses Mergepost here. */
  | { kind: 'subject'; subject: string; issuer: string | null };

/** How a permission is taken back at the provider it was given at. */
export interface Withdrawal {
  /** In English. */
  sentence: string;
  kind: AppKind;
  cloud: Cloud;
  /** The provider as a person calls it. */
  name: string;
}

/** What a failure means in the language of the page. `more`: its English sentence says something that this leaves out. */
export interface Meaning {
  text: string;
  more: boolean;
}

/** How a page says what the server has an English sentence for. */
export interface ForeignTexts {
  /** Language of those sentences, where it is not the language of the page. */
  language: 'en' | null;
  /** Said before one of them. */
  is: string;
  /** Null: the sentence itself is shown. */
  failure(failure: AttemptFailure): Meaning | null;
  /** What to do about a mailbox in this state; null: the sentence itself is shown. */
  state(state: AccountState): string | null;
}
