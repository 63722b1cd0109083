/** What this feature offers to the sending side (see accountUse.ts). */
import type { AccountUse, SendingAccount } from './accountUse.ts';
import { type AccountRow, isActive } from './accounts.store.ts';
import type { FreshTokenDeps, FreshTokens } from './freshToken.ts';
import type { LearnDomains } from './learnDomains.ts';
import { mailboxLimits, type MailboxLimitsDeps, retryChosen } from './mailboxLimits.ts';
import { nextStep } from './nextStep.ts';
import type { MailProvider } from './providers/mailProvider.ts';

export interface AccountUseDeps extends FreshTokenDeps, Pick<MailboxLimitsDeps, 'tenants' | 'standard'> {
  accessSeen: LearnDomains['seen'];
}

export function accountUse(deps: AccountUseDeps, fresh: FreshTokens): AccountUse {
  const { store, clock } = deps;
  return {
    find: async (userId, accountId) => {
      const row = await store.byId(accountId);
      if (!row || row.user_id !== userId || row.state === 'disconnected') return undefined;
      return sendingAccount(row, await deps.providerOf(row.app));
    },
    freshToken: async (accountId, refused) => {
      const access = await fresh(accountId, refused === undefined ? {} : { refused });
      deps.accessSeen(accountId, access);
      return access;
    },
    limitsOf: (mailbox) => mailboxLimits(deps, mailbox),
    retryOf: async (accountId) => {
      const row = await store.byId(accountId);
      return (row && retryChosen(row)) ?? deps.standard.retry;
    },
    used: (accountId) => used(deps, accountId),
    changeState: async (accountId, state, reason, asOf, next) => {
      const row = await store.byId(accountId);
      if (!row) return;
      const change = {
        state,
        state_reason: reason,
        state_next: next ?? nextStep(state, (await deps.providerOf(row.app))?.app.source),
        is_active: isActive(state) ? 1 : 0,
        ...(row.state !== state && { state_since: clock() }),
      };
      // What its owner disconnected stays so, whatever a late answer says.
      await store.updateConnected(accountId, change, asOf);
    },
  };
}

/**
 * Mail that went out proves that no administrator and no fault keeps the mailbox out any more. A rest goes on: it is the
 * outbox's to end. Nor does it bring back a permission that is gone: the last access token may outlive it by an hour.
 */
async function used({ store, clock }: FreshTokenDeps, accountId: string): Promise<void> {
  const now = clock();
  const row = await store.byId(accountId);
  await store.update(accountId, { last_used_at: now });
  if (row?.state !== 'needs-admin' && row?.state !== 'operator-fault') return;
  const mended = { state: 'connected', state_reason: null, state_next: null, state_since: now, is_active: 1 } as const;
  await store.updateConnected(accountId, mended);
}

export function sendingAccount(row: AccountRow, provider: MailProvider | undefined): SendingAccount {
  return {
    id: row.id,
    userId: row.user_id,
    provider: row.provider,
    address: row.email_address,
    mailbox: row.mailbox,
    state: row.state,
    stateReason: row.state_reason,
    wire: row.wire,
    maySendAs: provider?.maySendAs(JSON.parse(row.scopes) as string[]) ?? false,
  };
}
