/** What organisations may send to others in a day, for administrators. */
import { changeTenant, listTenants, type Tenant } from '../../shared/api/tenants.ts';
import { AppError } from '../http/appError.ts';
import type { Mount } from '../http/mount.ts';
import type { AccountsStore } from './accounts.store.ts';
import type { SentToday } from './accountView.ts';
import { tenantOf } from './speedModes.ts';
import { budgetOf, domainsOf, type TenantRow, type TenantsStore } from './tenants.store.ts';

export interface TenantsDeps {
  store: Pick<AccountsStore, 'mailboxesUnder'>;
  tenants: TenantsStore;
  sentToday: Pick<SentToday, 'outside'>;
  settingsChanged: (mailbox: string) => void;
  clock: () => number;
}

const NO_TENANT =
  'No mailbox of this organisation is connected here. Look at the list for the id, or connect one of its mailboxes first.';

export function mountTenants(mount: Mount, deps: TenantsDeps): void {
  mount(listTenants, async () => {
    const rows = new Map((await deps.tenants.all()).map((row) => [row.tid, row]));
    const tenants: Tenant[] = [];
    for (const [tid, mailboxes] of await mailboxesByTenant(deps)) {
      tenants.push(await show(deps, tid, mailboxes.length, rows.get(tid)));
    }
    return { success: true as const, tenants, count: tenants.length };
  });

  mount(changeTenant, async ({ params: { tid }, body }) => {
    const mailboxes = (await mailboxesByTenant(deps)).get(tid);
    if (!mailboxes) throw new AppError('TENANT_NOT_FOUND', NO_TENANT);
    const change = {
      ...(body.licences !== undefined && { licences: body.licences }),
      ...(body.perDay !== undefined && { per_day: body.perDay }),
      ...(body.trial !== undefined && { trial: body.trial ? 1 : 0 }),
    };
    if (Object.keys(change).length > 0) {
      await deps.tenants.save(tid, change, deps.clock());
      mailboxes.forEach(deps.settingsChanged);
    }
    return show(deps, tid, mailboxes.length, await deps.tenants.byId(tid));
  });
}

async function mailboxesByTenant({ store }: TenantsDeps): Promise<Map<string, string[]>> {
  return Map.groupBy(
    (await store.mailboxesUnder('microsoft:')).filter((mailbox) => tenantOf(mailbox) !== null),
    (mailbox) => tenantOf(mailbox) ?? '',
  );
}

async function show(deps: TenantsDeps, tid: string, mailboxes: number, row: TenantRow | undefined): Promise<Tenant> {
  return {
    tid,
    mailboxes,
    licences: row?.licences ?? null,
    perDay: row?.per_day ?? null,
    trial: row?.trial === 1,
    budget: row ? budgetOf(row) : null,
    usedToday: await deps.sentToday.outside(tid),
    domains: row ? domainsOf(row) : null,
  };
}
