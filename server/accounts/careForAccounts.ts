/**
 * What is done for mailboxes without anybody asking: those that are to be kept alive are refreshed every 30 days, and those
 * that stopped because of an app's registration are tried again when that has changed. One after the other, in the background.
 */
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { FreshTokens } from './freshToken.ts';

const DAY_MS = 24 * 3600_000;
/** Providers end a permission after 90 days without use, or later. */
const KEEP_ALIVE_MS = 30 * DAY_MS;

export interface CareDeps {
  store: AccountsStore;
  clock: () => number;
  fresh: FreshTokens;
  /** Calls `run` in `ms` milliseconds; answers how to call that off. */
  after: (ms: number, run: () => void) => () => void;
  /** Takes what nobody expected, for the log. */
  surprise: (error: unknown) => void;
}

export interface AccountCare {
  /** Begins the daily look; settings may have been mended while the server was down, so the operator's faults are tried again. */
  start(): void;
  /** Finishes the refresh that is under way. */
  stop(): Promise<void>;
  /** Tries again what stopped because of this app's registration. Does not wait for it. */
  credentialsChanged(appKey: string): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

export function careForAccounts(deps: CareDeps): AccountCare {
  let stopping = false;
  let callOff = (): void => undefined;
  let work: Promise<unknown> = Promise.resolve();

  /** Whatever fails in a refresh is written at the account; a surprise with one must not keep the others waiting. */
  async function refreshAll(due: Promise<AccountRow[]>): Promise<void> {
    for (const { id } of await due) {
      if (stopping) return;
      await deps.fresh(id, { renew: true }).catch(deps.surprise);
    }
  }

  function inBackground(due: () => Promise<AccountRow[]>): void {
    work = work.then(() => (stopping ? undefined : refreshAll(due()))).catch(deps.surprise);
  }

  function dailyLook(): void {
    inBackground(() => deps.store.idleSince(deps.clock() - KEEP_ALIVE_MS));
    callOff = deps.after(DAY_MS, dailyLook);
  }

  return {
    start: () => {
      inBackground(() => deps.store.inState('operator-fault'));
      dailyLook();
    },
    stop: async () => {
      stopping = true;
      callOff();
      await work;
    },
    credentialsChanged: (appKey) => inBackground(() => deps.store.inState('operator-fault', appKey)),
    settled: async () => void (await work),
  };
}
