/** What a kind of mailbox must know to be connected. One file per provider, one line in the registry. */
import type { Feature } from '../../../shared/api/accounts.ts';
import type { ProviderFailure } from '../../../shared/api/errors.ts';
import type { TokenAnswer } from '../../oauth/tokenAnswer.ts';

export interface AuthorizeAsk {
  state: string;
  nonce: string;
  challenge: string;
  redirectUri: string;
  scopes: readonly string[];
  prompt: string | null;
  loginHint: string | null;
}

/** Who a mailbox belongs to, as the provider itself proves it. */
export interface MailboxIdentity {
  /** Tenant and object id; together with the provider they are the mailbox. */
  tid: string;
  oid: string;
  name: string | null;
  shownAddress: string | null;
}

export type MailboxAnswer =
  | { ok: true; address: string; displayName: string | null }
  | { ok: false; mender: 'user' | 'admin' | 'later'; failure: ProviderFailure };

export interface MailProvider {
  id: string;
  /** As a person calls it. */
  name: string;
  /** Issuer under which its people are known as users. */
  issuer: string;
  scopesFor(features: readonly Feature[]): string[];
  authorizeUrl(ask: AuthorizeAsk): string;
  redeem(ask: { code: string; verifier: string; redirectUri: string }): Promise<TokenAnswer>;
  refresh(refreshToken: string, scopes: readonly string[]): Promise<TokenAnswer>;
  identify(
    idToken: string | undefined,
    nonce: string,
  ): Promise<{ ok: true; identity: MailboxIdentity } | { ok: false; later: boolean; reason: string }>;
  readMailbox(accessToken: string): Promise<MailboxAnswer>;
  /** Said after disconnecting: what cannot be done from here and where the person can do it. */
  afterDisconnect: string;
}

/** The key of a mailbox: pace, rest and "is it the same one" hang on it. */
export function mailboxKey(provider: string, identity: Pick<MailboxIdentity, 'tid' | 'oid'>): string {
  return `${provider}:${identity.tid}:${identity.oid}`;
}
