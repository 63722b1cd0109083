/** Apps that people bring along with the tokens they import: for that person's mailboxes only. */
import type { NewApp } from '../../shared/api/apps.ts';
import { AppError } from '../http/appError.ts';
import { emptyApp } from '../oauth/emptyApp.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import type { Vault } from '../vault/vault.ts';
import { provenApp } from './addApp.ts';
import { applyChange } from './applyChange.ts';
import type { AppsStore } from './apps.store.ts';
import type { AppsDeps } from './appsDeps.ts';
import { openApp, sealApp } from './sealApp.ts';

export interface OwnApps {
  /**
   * The app as it would be stored, to be tried first. The same person's app with that kind, client id and place (tenant,
   * cloud, addresses, base scope) is taken up again, with what is new about it.
   * @throws AppError INVALID_REQUEST or PROVIDER_UNAVAILABLE with a sentence.
   */
  draft(ownerId: string, ask: Omit<NewApp, 'key'>): Promise<OAuthApp>;
  /** Stores a draft that worked. */
  keep(app: OAuthApp): Promise<void>;
  /** Removes somebody's own app with its secret; does nothing where the key is another app's. */
  forget(key: string): Promise<void>;
}

export interface OwnAppsDeps extends Pick<AppsDeps, 'clock' | 'newId' | 'checkIssuer'> {
  store: AppsStore;
  vault: Vault;
}

export function ownApps(deps: OwnAppsDeps): OwnApps {
  return {
    draft: (ownerId, ask) => draft(deps, ownerId, ask),
    keep: (app) => keep(deps, app),
    forget: async (key) => {
      const row = await deps.store.byKey(key);
      if (row && row.owner_id !== null) await deps.store.remove(row.id);
    },
  };
}

async function draft(deps: OwnAppsDeps, ownerId: string, ask: Omit<NewApp, 'key'>): Promise<OAuthApp> {
  const { kind, ...change } = ask;
  const made = applyChange(fresh(deps.newId(), ownerId, kind), change, deps.clock());
  if (!made.ok) throw new AppError('INVALID_REQUEST', made.sentence);
  const known = await knownOwn(deps, made.app);
  const applied = known ? applyChange(known, change, deps.clock()) : made;
  if (!applied.ok) throw new AppError('INVALID_REQUEST', applied.sentence);
  await provenApp(deps, applied.app, known?.urls.issuer ?? null);
  return applied.app;
}

/**
 * The same client can be used at two organisations, or for two ways of sending: those are two apps, because changing one
 * for a new mailbox would stop the mailboxes that came before.
 */
async function knownOwn(deps: OwnAppsDeps, made: OAuthApp): Promise<OAuthApp | undefined> {
  const { kind, clientId, ownerId } = made;
  const rows = (await deps.store.all()).filter(
    (row) => row.owner_id === ownerId && row.kind === kind && row.client_id === clientId,
  );
  const place = ({ accountTypes, cloud, urls, baseScope }: OAuthApp): string =>
    [
      accountTypes,
      cloud,
      baseScope,
      ...Object.entries(urls)
        .map(([name, url]) => `${name}=${url}`)
        .toSorted(),
    ].join(' ');
  const apps = await Promise.all(rows.map((row) => openApp(deps.vault, row)));
  return apps.find((app) => place(app) === place(made));
}

/** Nobody signs in through its address, so its key need not be pleasant, only free. */
function fresh(id: string, ownerId: string, kind: NewApp['kind']): OAuthApp {
  const key = `own-${id.replaceAll('-', '').slice(0, 20)}`;
  return { ...emptyApp(kind), id, key, name: 'Own app', source: 'import', ownerId };
}

async function keep(deps: OwnAppsDeps, app: OAuthApp): Promise<void> {
  const now = deps.clock();
  const fields = { ...(await sealApp(deps.vault, app)), updated_at: now };
  const row = await deps.store.byId(app.id);
  const done = row
    ? await deps.store.change(app.id, row.version, fields)
    : await deps.store.insert({ ...fields, created_at: now });
  if (!done) throw new Error(`The own app ${app.id} was changed while it was being stored.`);
}
