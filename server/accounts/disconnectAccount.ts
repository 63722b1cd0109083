/** Forgets a mailbox: tokens first, then whatever still wanted to send through it. */
import type { Owned } from '../http/ownedBy.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { ProviderOf } from './connectDeps.ts';

export interface DisconnectDeps {
  store: AccountsStore;
  clock: () => number;
  providerOf: ProviderOf;
  /** Pauses running campaigns and cancels waiting messages of the account. */
  stopMailboxWork: (accountId: string, reason: string) => Promise<void>;
}

/** @returns what to tell the person. */
export async function forgetMailbox(deps: DisconnectDeps, account: Owned<AccountRow>): Promise<string> {
  const now = deps.clock();
  await deps.store.forget(account.id, {
    is_active: 0,
    state: 'disconnected',
    state_reason: 'Disconnected by its owner.',
    state_since: now,
    updated_at: now,
  });
  await deps.stopMailboxWork(account.id, `${account.email_address} was disconnected. Connect it again, then resume.`);
  const provider = await deps.providerOf(account.app);
  return `Email account disconnected successfully. ${provider?.afterDisconnect ?? ''}`.trim();
}
