/** Access to a mailbox's accounts, kept for a moment: asking for it costs a query and an unsealing, which a fast lane cannot afford for each mail. */
import type { FreshToken } from '../accounts/accountUse.ts';
import type { Credentials, MailTransport } from '../mail/mailTransport.ts';
import type { OutboxDeps } from './outboxDeps.ts';

export interface Access {
  as: Credentials;
  transport: MailTransport;
}

export type Refusal = Extract<FreshToken, { ok: false }>;
export type Asked = { ok: true; access: Access } | { ok: false; refusal: Refusal };

export interface KeptAccess {
  /** What was asked for within the last second. */
  kept(accountId: string): Access | undefined;
  /** @param refused the token the provider just answered 401 to. */
  ask(accountId: string, refused?: string): Promise<Asked>;
  /** Disconnected, connected again, or otherwise changed. */
  forget(): void;
}

const KEPT_MS = 1_000;

export function keptAccess(deps: Pick<OutboxDeps, 'now' | 'accounts' | 'transportOf'>): KeptAccess {
  const all = new Map<string, { access: Access; askedAt: number }>();
  let changes = 0;
  return {
    kept(accountId) {
      const known = all.get(accountId);
      if (!known) return undefined;
      const age = deps.now() - known.askedAt;
      // A clock that was set back says nothing about the age.
      return age >= 0 && age < KEPT_MS ? known.access : undefined;
    },
    async ask(accountId, refused) {
      all.delete(accountId);
      const asking = changes;
      const askedAt = deps.now();
      const token = await (refused === undefined
        ? deps.accounts.freshToken(accountId)
        : deps.accounts.freshToken(accountId, refused));
      if (!token.ok) return { ok: false, refusal: token };
      const { address, fromName, accessToken } = token;
      const access = { as: { address, fromName, accessToken }, transport: deps.transportOf(token.wire) };
      if (asking === changes) all.set(accountId, { access, askedAt });
      return { ok: true, access };
    },
    forget() {
      changes += 1;
      all.clear();
    },
  };
}
