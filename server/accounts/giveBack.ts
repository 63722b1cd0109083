/** Tokens of a mailbox that is not to be connected: withdrawn at the provider where it offers that, then forgotten. */
import type { AccountsStore } from './accounts.store.ts';
import type { ProviderOf } from './connectDeps.ts';
import { mailboxKey } from './providers/mailProvider.ts';
import type { GrantedMailbox } from './saveAccount.ts';

export interface GiveBackDeps {
  store: Pick<AccountsStore, 'isConnected'>;
  providerOf: ProviderOf;
  surprise: (error: unknown) => void;
}

/**
 * Not where anybody here is connected to the same mailbox: a provider that withdraws (Google) ends every permission the
 * person gave this server, not only the newest.
 */
export async function giveBack(deps: GiveBackDeps, { app, provider: kind, identity, grant }: GrantedMailbox): Promise<void> {
  try {
    const provider = await deps.providerOf(app);
    if (!provider || grant.refreshToken === undefined) return;
    if (await deps.store.isConnected(mailboxKey(kind, identity))) return;
    await provider.revoke(grant.refreshToken);
  } catch (error) {
    // The person's answer counts already; that it could not be told to the provider is for the log.
    deps.surprise(error);
  }
}
