/** Writes a freshly granted mailbox: a new row, or the same mailbox connected again. */
import type { WireKind } from '../../shared/api/accounts.ts';
import type { Vault } from '../vault/vault.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import {
  type Grant,
  type MailboxIdentity,
  mailboxKey,
  type MailboxTrouble,
  type MailProvider,
  type OpenedMailbox,
} from './providers/mailProvider.ts';

/** A mailbox that was granted but perhaps not yet accepted; JSON of it waits sealed for the click on the confirm page. */
export interface GrantedMailbox {
  /** Key of the app. */
  app: string;
  /** First part of the mailbox key. */
  provider: string;
  wire: WireKind;
  identity: MailboxIdentity;
  address: string;
  displayName: string | null;
  grant: Grant;
  trouble: MailboxTrouble | null;
  /** The address is the one that was given at the start, and not proven to be this person's (see OpenedMailbox). */
  hinted?: true;
  fromName?: string | null;
  keepAlive?: boolean;
}

export function grantedMailbox(
  { key, provider, wire }: Pick<MailProvider, 'key' | 'provider' | 'wire'>,
  { identity, address, displayName, grant, trouble, hinted }: Omit<Extract<OpenedMailbox, { ok: true }>, 'ok'>,
): GrantedMailbox {
  return { app: key, provider, wire: wire.kind, identity, address, displayName, grant, trouble, ...(hinted && { hinted }) };
}

export interface SaveAccountDeps {
  store: AccountsStore;
  vault: Vault;
  clock: () => number;
  newId: () => string;
}

/** Where a token of an account lives, for the vault. */
export function tokenPlace(accountId: string, column: 'access_token' | 'refresh_token'): string {
  return `email_providers/${accountId}/${column}`;
}

/** The same mailbox connected twice is one row, also when both happen at the same moment or the row was disconnected. */
export async function saveAccount(deps: SaveAccountDeps, userId: string, granted: GrantedMailbox): Promise<AccountRow> {
  const mailbox = mailboxKey(granted.provider, granted.identity);
  const known = await deps.store.byMailbox(userId, mailbox);
  const id = known?.id ?? deps.newId();
  const kept = granted.grant.refreshToken === undefined && known !== undefined && keepsRefreshToken(known, granted.app);
  const fields = await sealedFields(deps, id, granted, kept);
  if (known) await deps.store.overwriteTokens(id, fields);
  else if (!(await deps.store.insert(newRow(deps, id, userId, granted, fields)))) return saveAccount(deps, userId, granted);
  const saved = await deps.store.byId(id);
  if (!saved) throw new Error(`Account ${id} was just written and is not there.`);
  const { accessToken, expiresAt } = granted.grant;
  // It did not wait for the click on the confirm page (connectGranted.ts).
  if (granted.wire === 'smtp' && accessToken !== '') {
    deps.store.inMemory.keep(id, saved.token_version, { accessToken, expiresAt, since: saved.connected_at });
  }
  return saved;
}

function newRow(
  deps: SaveAccountDeps,
  id: string,
  userId: string,
  { provider, identity }: GrantedMailbox,
  fields: Awaited<ReturnType<typeof sealedFields>>,
): Parameters<AccountsStore['insert']>[0] {
  return {
    ...fields,
    id,
    user_id: userId,
    provider,
    mailbox: mailboxKey(provider, identity),
    tid: identity.tid,
    oid: identity.oid,
    created_at: deps.clock(),
    last_used_at: null,
    token_version: 1,
  };
}

/**
 * A grant may bring no refresh token because the one that is stored is still good (Google gives it with the first consent
 * only). It belongs to the app it was given to, and a mailbox that must be connected again has none that works.
 */
export function keepsRefreshToken(known: AccountRow, app: string): boolean {
  return known.refresh_token !== null && known.app === app && known.state !== 'needs-reconnect' && known.state !== 'disconnected';
}

/** `kept`: the stored refresh token stays. */
async function sealedFields(deps: SaveAccountDeps, id: string, granted: GrantedMailbox, kept: boolean) {
  const { grant, address, displayName, trouble } = granted;
  const now = deps.clock();
  // An access token for SMTP lives in memory only.
  const inMemory = granted.wire === 'smtp';
  return {
    app: granted.app,
    wire: granted.wire,
    ...(granted.fromName !== undefined && { from_name: granted.fromName }),
    ...(granted.keepAlive !== undefined && { keep_alive: granted.keepAlive ? 1 : 0 }),
    // One that is kept was not used, and goes on growing old.
    ...(!kept && { refreshed_at: now }),
    refresh_started_at: null,
    email_address: address,
    display_name: displayName,
    access_token: inMemory ? null : await deps.vault.seal(grant.accessToken, tokenPlace(id, 'access_token')),
    ...(!kept && {
      refresh_token:
        grant.refreshToken === undefined ? null : await deps.vault.seal(grant.refreshToken, tokenPlace(id, 'refresh_token')),
    }),
    token_expires_at: inMemory ? null : grant.expiresAt,
    // The answer does not repeat offline_access; that a refresh token came is its proof.
    scopes: JSON.stringify(
      grant.refreshToken === undefined && !kept ? grant.scopes : [...new Set([...grant.scopes, 'offline_access'])],
    ),
    is_active: trouble ? 0 : 1,
    state: trouble?.state ?? ('connected' as const),
    state_reason: trouble?.reason ?? null,
    state_next: trouble?.next ?? null,
    state_since: now,
    connected_at: now,
    updated_at: now,
  };
}
