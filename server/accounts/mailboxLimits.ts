/** How fast a mailbox may send now: what was chosen for it, what its provider lets through, what its organisation may. */
import type { Pace, RetryPolicy } from '../../shared/api/pace.ts';
import type { MailboxLimits } from './accountUse.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import { DAY_MS, GROWS_FOR_DAYS, kindOf, NORMAL, type Speed, speedOf, strictest, tenantOf } from './speedModes.ts';
import { budgetOf, domainsOf, type TenantsStore } from './tenants.store.ts';

/** What holds where nobody chose anything. */
export interface Standard {
  /** In place of the numbers of the modes `normal` and `fast`; null: theirs. */
  messagesPerMinute: number | null;
  retry: RetryPolicy;
}

export interface MailboxLimitsDeps {
  store: Pick<AccountsStore, 'ofMailbox'>;
  tenants: Pick<TenantsStore, 'byId'>;
  clock: () => number;
  standard: Standard;
}

export async function mailboxLimits(deps: MailboxLimitsDeps, mailbox: string): Promise<MailboxLimits> {
  const now = deps.clock();
  const rows = await deps.store.ofMailbox(mailbox);
  const connected = rows.filter((row) => row.state !== 'disconnected');
  // New is what nobody had connected here before, whoever it was.
  const born = Math.min(now, ...rows.map((row) => row.created_at));
  const paces = connected.length > 0 ? connected.map(paceOf) : [NORMAL];
  const speedAt = (at: number): Speed =>
    strictest(paces.map((pace) => speedOf(pace, kindOf(mailbox), at - born, deps.standard.messagesPerMinute)));
  const grows = growthFrom(now, born, speedAt);
  return { ...speedAt(now), ...(grows.length > 0 && { grows }), tenant: await tenantLimits(deps, tenantOf(mailbox)) };
}

function growthFrom(now: number, born: number, speedAt: (at: number) => Speed): NonNullable<MailboxLimits['grows']> {
  const days = Array.from({ length: GROWS_FOR_DAYS }, (_, day) => born + (day + 1) * DAY_MS);
  let before = speedAt(now).perDay;
  return days.flatMap((at) => {
    const { perDay } = speedAt(at);
    if (at <= now || perDay === null || perDay === before) return [];
    before = perDay;
    return { at, perDay };
  });
}

async function tenantLimits({ tenants }: MailboxLimitsDeps, tid: string | null): Promise<MailboxLimits['tenant']> {
  if (tid === null) return null;
  const row = await tenants.byId(tid);
  return { tid, perDay: row ? budgetOf(row) : null, domains: row ? domainsOf(row) : null };
}

export function paceOf({ pace }: Pick<AccountRow, 'pace'>): Pace {
  return pace === null ? NORMAL : (JSON.parse(pace) as Pace);
}

/** What was chosen for the account; null: what the server does for all. */
export function retryChosen({ retry }: Pick<AccountRow, 'retry'>): RetryPolicy | null {
  return retry === null ? null : (JSON.parse(retry) as RetryPolicy);
}
