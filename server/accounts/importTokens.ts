/**
 * A mailbox from tokens that already exist: tried once before anything is stored, never given back, never logged.
 * Whoever holds a refresh token may import the mailbox it opens: holding it is the proof, there is no other person to ask.
 */
import type { ImportBody } from '../../shared/api/importAccount.ts';
import { AppError } from '../http/appError.ts';
import type { Caller } from '../http/caller.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import type { AccountRow } from './accounts.store.ts';
import { headerSafe } from './changeAccount.ts';
import type { ProviderOf } from './connectDeps.ts';
import { chooseImportApp, type ImportAppDeps, type ImportApp } from './importApp.ts';
import { refusedOpening, refusedTokens, refusedTrouble, wrongTenant } from './importRefusal.ts';
import { type Grant, mailboxKey, type MailProvider, type OpenedMailbox } from './providers/mailProvider.ts';
import { type GrantedMailbox, grantedMailbox, saveAccount, type SaveAccountDeps } from './saveAccount.ts';

export interface ImportDeps extends SaveAccountDeps, ImportAppDeps {
  providerOf: ProviderOf;
  /** The kind of mailbox behind an app that is not stored yet. */
  providerFor: (app: OAuthApp) => MailProvider;
  /** Stores somebody's own app, its secret sealed. */
  keepOwnApp: (app: OAuthApp) => Promise<void>;
  /** Removes somebody's own app where no mailbox is connected through it any more. */
  dropUnusedApp: (key: string) => Promise<void>;
  /** The app may have come with a new secret: others of its mailboxes are tried again. */
  credentialsChanged: (appKey: string) => Promise<void>;
}

/** @throws AppError as the contract lists them; nothing is stored then. */
export async function importMailbox(
  deps: ImportDeps,
  caller: Pick<Caller, 'userId' | 'role'>,
  body: ImportBody,
): Promise<AccountRow> {
  const { refreshToken } = body;
  if (refreshToken === undefined) {
    throw new AppError('MISSING_FIELDS', 'Missing required fields: refreshToken', { details: { missing: ['refreshToken'] } });
  }
  const fromName = body.fromName === undefined ? undefined : headerSafe(body.fromName);
  const chosen = await chooseImportApp(deps, caller, body);
  const { app } = chosen;
  const provider = (chosen.own ? undefined : await deps.providerOf(app.key)) ?? deps.providerFor(app);
  const opened = await tried(provider, chosen, { ...body, refreshToken });
  const granted: GrantedMailbox = {
    ...grantedMailbox(provider, opened),
    ...(fromName !== undefined && { fromName }),
    ...(body.keepAlive !== undefined && { keepAlive: body.keepAlive }),
  };
  const before = await deps.store.byMailbox(caller.userId, mailboxKey(granted.provider, granted.identity));
  if (chosen.own) await deps.keepOwnApp(app);
  const account = await saveAccount(deps, caller.userId, granted);
  if (chosen.own) await deps.credentialsChanged(app.key);
  if (before && before.app !== account.app) await deps.dropUnusedApp(before.app);
  return account;
}

type Opened = Extract<OpenedMailbox, { ok: true }>;

/** One refresh, whose mailbox it opens, and whether mail can be sent from there. */
async function tried(
  provider: MailProvider,
  chosen: ImportApp,
  body: ImportBody & { refreshToken: string },
): Promise<Omit<Opened, 'ok'>> {
  const answer = await provider.refresh(body.refreshToken, body.scopes ?? provider.scopesFor([]));
  if (!answer.ok) throw refusedTokens(provider, chosen, answer);
  const grant: Grant = { ...answer, refreshToken: answer.refreshToken ?? body.refreshToken };
  const opened = await provider.openMailbox(grant, { nonce: null, loginHint: body.emailAddress ?? null });
  if (!opened.ok) throw refusedOpening(chosen, opened);
  if (!chosen.own && isOtherTenant(body.tenant, opened.identity.tid)) throw wrongTenant(opened.address);
  const { trouble } = opened;
  // What an administrator or the operator mends is kept, as it is when connecting; what another token would mend is not.
  if (trouble?.state === 'needs-reconnect' || (chosen.own && trouble?.state === 'operator-fault')) throw refusedTrouble(trouble);
  const { ok: _ok, ...mailbox } = opened;
  return { ...mailbox, grant: { ...opened.grant, refreshToken: opened.grant.refreshToken ?? grant.refreshToken ?? '' } };
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** With an own app the provider holds its tenant against the identity; a server's app is for more than one. */
function isOtherTenant(tenant: string | undefined, tid: string): boolean {
  return tenant !== undefined && GUID.test(tenant) && GUID.test(tid) && tenant.toLowerCase() !== tid.toLowerCase();
}
