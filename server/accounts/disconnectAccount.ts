/** Forgets a mailbox: tokens first, then whatever still wanted to send through it, then the permission at the provider. */
import { AppError } from '../http/appError.ts';
import type { Owned } from '../http/ownedBy.ts';
import type { Vault } from '../vault/vault.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { ProviderOf } from './connectDeps.ts';
import { nextStep } from './nextStep.ts';
import type { MailProvider } from './providers/mailProvider.ts';
import { tokenPlace } from './saveAccount.ts';

export interface DisconnectDeps {
  store: AccountsStore;
  vault: Vault;
  clock: () => number;
  providerOf: ProviderOf;
  /** Pauses running campaigns and cancels waiting messages of the account. */
  stopMailboxWork: (accountId: string, reason: string) => Promise<void>;
  /** Removes somebody's own app, with its secret, where no mailbox is connected through it any more. */
  dropUnusedApp: (key: string) => Promise<void>;
  /** Calls `run` in `ms` milliseconds; answers how to call that off. */
  after: (ms: number, run: () => void) => () => void;
  /** Takes what nobody expected, for the log. */
  surprise: (error: unknown) => void;
}

/** So long a person waits for the provider to withdraw its permission. */
const REVOKE_MS = 10_000;

/**
 * The tokens are forgotten before the provider is asked to withdraw the permission: nothing more may go out while it takes
 * its time, and a refresh under way must not bring them back.
 * @returns what to tell the person.
 */
export async function forgetMailbox(deps: DisconnectDeps, account: Owned<AccountRow>): Promise<string> {
  const provider = await deps.providerOf(account.app);
  const now = deps.clock();
  const forgotten = await deps.store.forget(account.id, {
    is_active: 0,
    state: 'disconnected',
    state_reason: 'Disconnected by its owner.',
    state_next: nextStep('disconnected', provider?.app.source),
    state_since: now,
    updated_at: now,
  });
  if (!forgotten) throw new AppError('ACCOUNT_NOT_FOUND', 'This mailbox was disconnected already.');
  await deps.stopMailboxWork(account.id, `${account.email_address} was disconnected. Connect it again, then resume.`);
  const withdrawn = provider === undefined ? '' : await withdraw(deps, account, provider);
  await deps.dropUnusedApp(account.app);
  return `Email account disconnected successfully. ${withdrawn}`.trim();
}

async function withdraw(deps: DisconnectDeps, account: AccountRow, provider: MailProvider): Promise<string> {
  const { name, afterDisconnect } = provider;
  // Two people here can have the same mailbox, and a provider that withdraws ends what it gave both of them.
  if (await deps.store.isConnected(account.mailbox)) {
    return `Mergepost’s permission at ${name} was not withdrawn: the mailbox is still connected here by somebody else.`;
  }
  switch (await revoked(deps, account, provider)) {
    case 'revoked':
      return `${name} has withdrawn Mergepost’s permission as well.`;
    case 'failed':
      return `Mergepost has deleted what it knew, but could not make ${name} withdraw the permission. ${afterDisconnect}`;
    case 'none':
      return afterDisconnect;
  }
}

/** Whatever goes wrong here does not stop the disconnecting, which is done already. */
async function revoked(
  deps: DisconnectDeps,
  account: AccountRow,
  provider: MailProvider,
): Promise<'revoked' | 'failed' | 'none'> {
  if (account.refresh_token === null) return 'none';
  try {
    const refreshToken = await deps.vault.open(account.refresh_token, tokenPlace(account.id, 'refresh_token'));
    return await inTime(deps, provider.revoke(refreshToken));
  } catch (error) {
    deps.surprise(error);
    return 'failed';
  }
}

function inTime<T>({ after, surprise }: DisconnectDeps, work: Promise<T>): Promise<T | 'failed'> {
  return new Promise((resolve) => {
    const callOff = after(REVOKE_MS, () => resolve('failed'));
    work
      .then(resolve, (error: unknown) => {
        surprise(error);
        resolve('failed');
      })
      .finally(callOff);
  });
}
