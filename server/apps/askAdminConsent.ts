/** A link for the administrator of an organisation, kept by the hash of its state for a week. */
import { createHash, randomBytes } from 'node:crypto';
import type { Feature } from '../../shared/api/accounts.ts';
import { AppError } from '../http/appError.ts';
import { adminConsentUrl } from '../oauth/adminConsentUrl.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { PERSONAL_TENANT } from '../oauth/personalTenant.ts';
import type { AppRegistry } from './appRegistry.ts';
import { redirectUriOf } from './appsDeps.ts';
import { consentNote } from './consentNote.ts';
import type { ConsentsStore } from './consents.store.ts';

export interface ConsentDeps {
  registry: AppRegistry;
  consents: ConsentsStore;
  clock: () => number;
  newId: () => string;
  serverUrl: string;
  /** Everything a connection through that app would ask for. */
  scopesOf: (appKey: string, features: readonly Feature[]) => Promise<readonly string[]>;
  /** How the person signs a mail; null: not known. */
  nameOf: (userId: string) => Promise<string | null>;
}

export interface ConsentAsk {
  key: string;
  tenant?: string;
  features?: readonly Feature[];
}

/** Somebody with a session, or nobody yet: then the sign-in that was turned away. */
export type Asker = { userId: string; attemptId: null } | { userId: null; attemptId: string };

export interface AskedConsent {
  id: string;
  url: string;
  note: string;
  expiresAt: string;
}

const WEEK_MS = 7 * 24 * 3600_000;
/** Nobody is signed in then: what a stranger can make us keep is bounded. */
const LINKS_PER_SIGN_IN = 5;

export async function askAdminConsent(deps: ConsentDeps, { userId, attemptId }: Asker, ask: ConsentAsk): Promise<AskedConsent> {
  const app = await microsoftApp(deps, userId, ask.key);
  const tenant = tenantOf(app, ask.tenant);
  const scopes = await deps.scopesOf(app.key, [...app.features, ...(ask.features ?? [])]);
  const state = randomBytes(32).toString('base64url');
  const url = adminConsentUrl({ app, tenant, scopes, redirectUri: redirectUriOf(deps.serverUrl, app.key), state });
  if (attemptId !== null && (await deps.consents.ofAttempt(attemptId)) >= LINKS_PER_SIGN_IN) throw tooManyLinks();
  const [id, now] = [deps.newId(), deps.clock()];
  const expiresAt = now + WEEK_MS;
  await deps.consents.insert({
    id,
    user_id: userId,
    attempt_id: attemptId,
    app_key: app.key,
    tenant,
    state_hash: stateHashOf(state),
    status: 'open',
    error: null,
    created_at: now,
    expires_at: expiresAt,
  });
  const { clientId } = app;
  const name = userId === null ? null : await deps.nameOf(userId);
  const note = consentNote({ url, scopes, clientId, serverUrl: deps.serverUrl, name, expiresAt });
  return { id, url, note, expiresAt: new Date(expiresAt).toISOString() };
}

function tooManyLinks(): AppError {
  return new AppError(
    'TOO_MANY_REQUESTS',
    'There are enough links for this sign-in: use the last one, or start the sign-in again.',
  );
}

/** Only the hash is kept: whoever reads the database cannot answer in an administrator's place. */
export function stateHashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

async function microsoftApp({ registry }: ConsentDeps, userId: string | null, key: string): Promise<OAuthApp> {
  const app = await registry.byKey(key);
  const open = app?.enabled && (app.ownerId === null || app.ownerId === userId);
  if (!app || !open) {
    throw new AppError(
      'APP_NOT_FOUND',
      'Mailboxes of this kind cannot be connected here. Look at the list of choices, or ask the person who runs the server.',
    );
  }
  if (app.kind !== 'microsoft') {
    throw new AppError(
      'INVALID_REQUEST',
      `Only Microsoft has a page on which an administrator allows an app for everybody. “${app.name}” needs none: connect the mailbox.`,
    );
  }
  return app;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MANY = ['common', 'organizations', 'consumers'];

/**
 * The organisation that is asked: the one named, else the app's own, else that of whoever opens the link as its
 * administrator. Never the caller's by itself: the mailbox may belong to another, and its own organisation's administrator
 * would be turned away at the caller's.
 */
function tenantOf(app: OAuthApp, named: string | undefined): string {
  const own = MANY.includes(app.accountTypes) ? undefined : app.accountTypes;
  if (app.accountTypes === 'consumers') {
    throw new AppError(
      'INVALID_REQUEST',
      `“${app.name}” is for personal accounts, and those have no administrator. Connect the mailbox directly.`,
    );
  }
  if (named === 'common' || named === 'consumers' || named?.toLowerCase() === PERSONAL_TENANT) {
    throw new AppError(
      'INVALID_REQUEST',
      `tenant “${named}” is no organisation with an administrator. Give the organisation’s id or domain, or leave it out.`,
    );
  }
  if (named !== undefined && own !== undefined && differ(named, own)) {
    throw new AppError('INVALID_REQUEST', `“${app.name}” is for one organisation only (${own}). Leave tenant out.`);
  }
  return named ?? own ?? 'organizations';
}

/** An id and a domain may mean the same organisation; two ids do not. */
function differ(a: string, b: string): boolean {
  return GUID.test(a) && GUID.test(b) && a.toLowerCase() !== b.toLowerCase();
}
