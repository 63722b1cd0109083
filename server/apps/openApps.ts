/** Everything of this room, put together: what other features may use of it, and its routes. */
import type { Mount } from '../http/mount.ts';
import type { Database } from '../storage/database.ts';
import type { ConsentAnswer, ConsentQuery } from '../oauth/consentAnswer.ts';
import type { Vault } from '../vault/vault.ts';
import { type AppRegistry, appRegistry } from './appRegistry.ts';
import { appsStore } from './apps.store.ts';
import { mountApps } from './apps.routes.ts';
import type { AppsDeps } from './appsDeps.ts';
import { consentAnswered } from './consentAnswered.ts';
import { type ConsentRoutesDeps, mountConsents } from './consents.routes.ts';
import { consentsStore } from './consents.store.ts';
import { type OwnApps, ownApps } from './ownApps.ts';
import { type ExpiryWatchDeps, expiryWatch } from './watchExpiry.ts';

export interface AppsGround extends Pick<AppsDeps, 'ofSettings' | 'clock' | 'newId' | 'serverUrl' | 'checkIssuer'> {
  db: Database;
  vault: Vault;
  log: ExpiryWatchDeps['log'];
}

export interface AppsRoom {
  registry: AppRegistry;
  own: OwnApps;
  /** For the page an administrator comes back to; undefined where no request is known by that state. */
  consentAnswered(query: ConsentQuery): Promise<ConsentAnswer | undefined>;
  /** To be called at the start and every few minutes: tells the log of secrets that end soon, forgets old requests. */
  sweep(): Promise<void>;
  mount(mount: Mount, around: AppsAround): void;
}

export type AppsAround = Pick<AppsDeps, 'mailboxesByApp' | 'workingByApp' | 'credentialsChanged'> &
  Pick<ConsentRoutesDeps, 'scopesOf' | 'nameOf' | 'blockedSignIn'>;

/** How long after its end a request is still known: its link then says that it is over. */
const KEPT_MS = 30 * 24 * 3600_000;

export function openApps(ground: AppsGround): AppsRoom {
  const { db, vault, clock, log } = ground;
  const parts = { ...ground, store: appsStore(db), consents: consentsStore(db) };
  const registry = appRegistry(ground.ofSettings, parts.store, vault);
  const tellExpiry = expiryWatch({ apps: () => registry.all(), clock, log });
  return {
    registry,
    own: ownApps(parts),
    consentAnswered: (query) => consentAnswered(parts, query),
    sweep: async () => {
      await tellExpiry();
      await parts.consents.sweep(clock() - KEPT_MS);
    },
    mount: (mount, around) => {
      mountApps(mount, { ...parts, ...around, registry });
      mountConsents(mount, { ...parts, ...around, registry });
    },
  };
}
