/**
 * Reads the verified domains of organisations, once a day where one of their mailboxes is used: with the access that was made
 * for sending anyway. Nobody waits for it, and where it fails they are as unknown as before.
 */
import type { FreshToken } from './accountUse.ts';
import type { AccountsStore } from './accounts.store.ts';
import { tenantOf } from './speedModes.ts';
import type { TenantsStore } from './tenants.store.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Where it failed it is tried again after this. */
const AGAIN_MS = 60 * 60_000;

export interface LearnDomainsDeps {
  store: Pick<AccountsStore, 'byId'>;
  tenants: TenantsStore;
  clock: () => number;
  /** Null: they cannot be read with this access, or not now. Never rejects. */
  verifiedDomains: (graphUrl: string, accessToken: string) => Promise<string[] | null>;
  /** Takes what nobody expected, for the log. */
  surprise: (error: unknown) => void;
}

export interface LearnDomains {
  /** Access to an account was made. Returns at once. */
  seen(accountId: string, access: FreshToken): void;
  /** Resolves when nothing of it is under way. */
  settled(): Promise<void>;
}

export function learnDomains(deps: LearnDomainsDeps): LearnDomains {
  /** When an account's organisation is looked at again: this is asked for every message. */
  const lookAt = new Map<string, number>();
  const underWay = new Set<Promise<void>>();

  async function learn(accountId: string, graphUrl: string, accessToken: string): Promise<void> {
    const row = await deps.store.byId(accountId);
    const tid = row ? tenantOf(row.mailbox) : null;
    if (tid === null) return;
    const now = deps.clock();
    const readAt = (await deps.tenants.byId(tid))?.domains_read_at ?? null;
    // A time that lies ahead was written by a clock that was wrong.
    if (readAt !== null && readAt <= now && readAt > now - DAY_MS) return;
    const domains = await deps.verifiedDomains(graphUrl, accessToken);
    const known = domains === null ? { domains_read_at: now - DAY_MS + AGAIN_MS } : read(domains, now);
    await deps.tenants.save(tid, known, now);
  }

  return {
    seen(accountId, access) {
      if (!access.ok || access.wire.kind !== 'graph') return;
      const now = deps.clock();
      const next = lookAt.get(accountId) ?? 0;
      if (next > now && next <= now + AGAIN_MS) return;
      lookAt.set(accountId, now + AGAIN_MS);
      const learning = learn(accountId, access.wire.graphUrl, access.accessToken)
        .catch(deps.surprise)
        .finally(() => underWay.delete(learning));
      underWay.add(learning);
    },
    settled: async () => void (await Promise.all(underWay)),
  };
}

function read(domains: readonly string[], now: number) {
  return { domains: JSON.stringify(domains.map((domain) => domain.toLowerCase())), domains_read_at: now };
}
