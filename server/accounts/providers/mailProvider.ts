/** What a kind of mailbox must know to be connected. One file per kind, one line in providerOfApp.ts. */
import type { AccountState, Feature } from '../../../shared/api/accounts.ts';
import type { ErrorCode, ProviderFailure } from '../../../shared/api/errors.ts';
import type { MailWire } from '../../mail/mailWire.ts';
import type { AuthorizeQuery } from '../../oauth/authorizeUrl.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import type { Explain, Mender, TokenAnswer } from '../../oauth/tokenAnswer.ts';

export type Grant = Extract<TokenAnswer, { ok: true }>;

/** `prompt` null: what the app says. */
export type AuthorizeAsk = Omit<AuthorizeQuery, 'clientId' | 'extra'>;

/** Who a mailbox belongs to, as the provider itself proves it. */
export interface MailboxIdentity {
  /** Tenant and object id; together with the provider they are the mailbox. Google: `google` and `sub`. Generic: issuer and `sub`. */
  tid: string;
  oid: string;
  name: string | null;
  shownAddress: string | null;
}

export type Identified = { ok: true; identity: MailboxIdentity } | { ok: false; later: boolean; reason: string };

/** Why a mailbox that was granted cannot send yet; the consent is kept, so that mending it is enough. */
export interface MailboxTrouble {
  state: Extract<AccountState, 'needs-reconnect' | 'needs-admin' | 'operator-fault'>;
  reason: string;
  next: string;
}

export type OpenedMailbox =
  | {
      ok: true;
      identity: MailboxIdentity;
      address: string;
      displayName: string | null;
      /** The newest grant: its access token is the one for sending. Finding out may have used the refresh token. */
      grant: Grant;
      trouble: MailboxTrouble | null;
      /**
       * The provider did not say the address: it is what was given at the start, or what the person's organisation wrote, and
       * a login with it succeeded. That shows that mail can be sent there, not that it is this person's own mailbox.
       */
      hinted?: true;
    }
  | { ok: false; code: ErrorCode; sentence: string; provider?: ProviderFailure };

export interface MailProvider {
  /** Key of the app. */
  key: string;
  app: OAuthApp;
  /** As accounts name it: `microsoft`, `google`, or the key of a generic app. First part of the mailbox key. */
  provider: string;
  /** As a person calls it. */
  name: string;
  /** Issuer under which its people are known as users. */
  issuer: string;
  wire: MailWire;
  /** True where a refresh token comes with the first consent only, and later with `prompt=consent` (Google). */
  consentForRefresh: boolean;
  /** Days without use after which a refresh token dies; null: not known. */
  idleDays: number | null;
  scopesFor(features: readonly Feature[]): string[];
  /** Whether mail may go out under another sender with these scopes. */
  maySendAs(scopes: readonly string[]): boolean;
  /** Rejects with an AppError where the provider's addresses are not known (OPERATOR_FAULT) or cannot be read now (PROVIDER_UNAVAILABLE). */
  authorizeUrl(ask: AuthorizeAsk): Promise<string>;
  /** What a refusal in the address of the callback means. */
  explain: Explain;
  redeem(ask: { code: string; verifier: string; redirectUri: string; scopes: readonly string[] }): Promise<TokenAnswer>;
  /** `scopes`: what was granted; the provider asks for those that sending needs. */
  refresh(refreshToken: string, scopes: readonly string[]): Promise<TokenAnswer>;
  /** Who signed in. `nonce`: null where there was none (tokens that were imported). */
  identify(grant: Grant, nonce: string | null): Promise<Identified>;
  /**
   * From a grant to a mailbox: who, which address, may it send. `loginHint`: the address that was asked for, where the
   * provider does not say whose mailbox it is. The grant must hold the newest refresh token.
   */
  openMailbox(grant: Grant, ask: { nonce: string | null; loginHint: string | null }): Promise<OpenedMailbox>;
  /** Withdraws the grant at the provider. `none`: it offers no way to do that. */
  revoke(refreshToken: string): Promise<'revoked' | 'failed' | 'none'>;
  /** Said after disconnecting where the grant could not be withdrawn: where the person can do it. */
  afterDisconnect: string;
}

/** The key of a mailbox: pace, rest and "is it the same one" hang on it. */
export function mailboxKey(provider: string, identity: Pick<MailboxIdentity, 'tid' | 'oid'>): string {
  return `${provider}:${identity.tid}:${identity.oid}`;
}

/** A refusal of a token endpoint as the end of a connection. */
export function refusedMailbox(answer: { mender: Mender; failure: ProviderFailure }): Extract<OpenedMailbox, { ok: false }> {
  return { ok: false, code: CODE_OF_MENDER[answer.mender], sentence: answer.failure.help, provider: answer.failure };
}

export const CODE_OF_MENDER: Record<Mender, ErrorCode> = {
  user: 'CONNECT_FAILED',
  declined: 'CONNECT_DECLINED',
  admin: 'CONNECT_NEEDS_ADMIN',
  operator: 'OPERATOR_FAULT',
  later: 'PROVIDER_UNAVAILABLE',
};

/** How a mailbox stands that somebody must mend first. */
export const STATE_OF_MENDER = { user: 'needs-reconnect', admin: 'needs-admin', operator: 'operator-fault' } as const;

/** Where the provider's answer did not prove who it was. */
export function notIdentified(
  name: string,
  who: Extract<Identified, { ok: false }>,
): { code: ErrorCode; sentence: string; provider: ProviderFailure } {
  const { reason: help } = who;
  return who.later
    ? {
        code: 'PROVIDER_UNAVAILABLE',
        sentence: `${name}’s sign-in service is not answering completely. Try again in a few minutes.`,
        provider: { error: 'keys_unreachable', help },
      }
    : {
        code: 'CONNECT_FAILED',
        sentence: `${name}’s answer did not prove who signed in. Start again from Mergepost.`,
        provider: { error: 'invalid_id_token', help },
      };
}
