/** What is known of organisations at Microsoft: what an administrator entered, and their domains. Only this feature opens this table. */
import type { Selectable, Updateable } from 'kysely';
import type { Queries } from '../storage/database.ts';
import type { TenantsTable } from '../storage/sendingTables.ts';

export type TenantRow = Selectable<TenantsTable>;

export interface TenantsStore {
  byId(tid: string): Promise<TenantRow | undefined>;
  all(): Promise<TenantRow[]>;
  /** Writes what is given; the rest stays. */
  save(tid: string, change: Omit<Updateable<TenantsTable>, 'tid' | 'updated_at'>, now: number): Promise<void>;
}

export function tenantsStore(db: Queries): TenantsStore {
  return {
    byId: (tid) => db.selectFrom('tenants').selectAll().where('tid', '=', tid).executeTakeFirst(),
    all: () => db.selectFrom('tenants').selectAll().execute(),
    save: async (tid, change, now) => {
      const fields = { ...change, updated_at: now };
      await db
        .insertInto('tenants')
        .values({ tid, ...fields })
        .onConflict((conflict) => conflict.column('tid').doUpdateSet(fields))
        .execute();
    },
  };
}

/** For a trial without licences of its own (Exchange Online, "Tenant external recipient rate limit"). */
const TRIAL_PER_DAY = 5_000;

/** Recipients outside of it in any rolling 24 hours; null: nobody entered anything. */
export function budgetOf({ per_day, trial, licences }: Pick<TenantRow, 'per_day' | 'trial' | 'licences'>): number | null {
  if (per_day !== null) return per_day;
  if (trial === 1) return TRIAL_PER_DAY;
  return licences === null ? null : Math.floor(500 * licences ** 0.7 + 9_500);
}

export function domainsOf({ domains }: Pick<TenantRow, 'domains'>): string[] | null {
  return domains === null ? null : (JSON.parse(domains) as string[]);
}
