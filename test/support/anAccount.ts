/** Connected mailboxes without OAuth: what the sending side sees of them, scriptable. */
import { STANDARD_RETRY } from '../../shared/api/pace.ts';
import type { AccountUse, FreshToken, MailboxLimits, SendingAccount } from '../../server/accounts/accountUse.ts';

export function anAccount(change: Partial<SendingAccount> = {}): SendingAccount {
  return {
    id: 'account-anna',
    userId: 'anna',
    provider: 'microsoft',
    address: 'anna@contoso.com',
    mailbox: 'microsoft:contoso:anna',
    state: 'connected',
    stateReason: null,
    wire: 'graph',
    maySendAs: false,
    ...change,
  };
}

export interface FakeAccounts extends AccountUse {
  all: SendingAccount[];
  /** The next answers of freshToken; afterwards a good one. */
  tokenNext(...answers: FreshToken[]): void;
  /** Every token that was said to be refused. */
  refused: string[];
  usedIds: string[];
  /** What `limitsOf` answers; may be changed. */
  limits: MailboxLimits;
}

export function fakeAccounts(...all: SendingAccount[]): FakeAccounts {
  const answers: FreshToken[] = [];
  const refused: string[] = [];
  const usedIds: string[] = [];
  const limits: MailboxLimits = { perMinute: 28, perDay: null, tenant: null };
  let made = 0;
  const byId = (id: string) => all.find((account) => account.id === id);
  return {
    all,
    refused,
    usedIds,
    tokenNext: (...next) => void answers.push(...next),
    find: (userId, id) => Promise.resolve(all.find((account) => account.id === id && account.userId === userId)),
    freshToken: (id, wasRefused) => {
      if (wasRefused !== undefined) refused.push(wasRefused);
      const scripted = answers.shift();
      if (scripted) return Promise.resolve(scripted);
      made += wasRefused === undefined ? 0 : 1;
      const address = byId(id)?.address ?? '';
      const wire = { kind: 'graph', graphUrl: 'https://graph.example' } as const;
      return Promise.resolve({ ok: true, accessToken: `token-${made}`, address, wire, fromName: null });
    },
    limitsOf: () => Promise.resolve(limits),
    retryOf: () => Promise.resolve(STANDARD_RETRY),
    limits,
    used: (id) => Promise.resolve(void usedIds.push(id)),
    changeState: (id, state, stateReason) => {
      const account = byId(id);
      if (account) Object.assign(account, { state, stateReason });
      return Promise.resolve();
    },
  };
}
