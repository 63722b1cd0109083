/** What can be done with a mailbox besides connecting it: import, change, test. */
import { changeAccount, testAccount } from '../../shared/api/accounts.ts';
import { importAccount } from '../../shared/api/importAccount.ts';
import { AppError } from '../http/appError.ts';
import type { Mount } from '../http/mount.ts';
import { type Owned, ownedBy } from '../http/ownedBy.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import { accountInLanguage, answerLanguage, reportInLanguage } from './accountInLanguage.ts';
import { showAccount } from './accountView.ts';
import { applyAccountChange, type ChangeAccountDeps } from './changeAccount.ts';
import type { AccountsRoom } from './createAccounts.ts';
import { type TestMailboxDeps, testMailbox } from './testMailbox.ts';

export interface MailboxesDeps extends TestMailboxDeps, ChangeAccountDeps {
  store: AccountsStore;
  importTokens: AccountsRoom['importTokens'];
}

export function mountMailboxes(mount: Mount, deps: MailboxesDeps): void {
  mount(importAccount, ({ caller, body }) => deps.importTokens(caller, body));

  mount(changeAccount, async ({ params, caller, body, ...asked }) => {
    const changed = await applyAccountChange(deps, await ownAccount(deps.store, caller.userId, params.providerId), body);
    return accountInLanguage(await showAccount(deps, changed), answerLanguage(asked));
  });

  mount(testAccount, async ({ params, caller, ...asked }) => {
    const report = await testMailbox(deps, await ownAccount(deps.store, caller.userId, params.providerId));
    return reportInLanguage(report, answerLanguage(asked));
  });
}

export const NO_ACCOUNT = 'This mailbox is not among yours. Choose one of your list, or connect it first.';

/** One that is not disconnected. @throws AppError ACCOUNT_NOT_FOUND */
export async function ownAccount(store: AccountsStore, userId: string, accountId: string): Promise<Owned<AccountRow>> {
  const account = ownedBy(userId, await store.byId(accountId), 'ACCOUNT_NOT_FOUND', NO_ACCOUNT);
  if (account.state === 'disconnected') throw new AppError('ACCOUNT_NOT_FOUND', NO_ACCOUNT);
  return account;
}
