/** Changing and removing an app that is in the table; one of the settings is changed where the settings are. */
import type { AppChange } from '../../shared/api/apps.ts';
import { AppError } from '../http/appError.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { accessElsewhere } from './accessElsewhere.ts';
import { provenApp } from './addApp.ts';
import { applyChange, sameCredential } from './applyChange.ts';
import type { AppRow } from './apps.store.ts';
import type { AppsDeps } from './appsDeps.ts';
import { openApp, sealApp } from './sealApp.ts';
import { secretElsewhere } from './secretElsewhere.ts';

/** Somebody else changed it meanwhile: the change is applied to what is there now. */
const TRIES = 5;

export async function changeApp(deps: AppsDeps, id: string, change: AppChange): Promise<OAuthApp> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const row = await changeable(deps, id);
    if (row.owner_id !== null && Object.keys(change).some((name) => name !== 'enabled')) throw somebodysOwn();
    const before = await openApp(deps.vault, row);
    const applied = applyChange(before, change, deps.clock());
    if (!applied.ok) throw new AppError('INVALID_REQUEST', applied.sentence);
    await provenApp(deps, applied.app, before.urls.issuer ?? null);
    const moved = secretElsewhere(before, applied.app, change);
    if (moved !== null) throw new AppError('INVALID_REQUEST', moved);
    await refuseMovedAccess(deps, before, applied.app);
    const fields = { ...(await sealApp(deps.vault, applied.app)), updated_at: deps.clock() };
    if (!(await deps.store.change(id, row.version, fields))) continue;
    if (registrationChanged(before, applied.app)) await deps.credentialsChanged(applied.app.key);
    return applied.app;
  }
  throw new Error(`App ${id} was changed by somebody else ${TRIES} times in a row.`);
}

/** Mailboxes that stopped because of the app may go along: moving it is how that is mended. */
async function refuseMovedAccess(deps: AppsDeps, before: OAuthApp, after: OAuthApp): Promise<void> {
  const places = accessElsewhere(before, after);
  const count = places.length === 0 ? 0 : ((await deps.workingByApp()).get(before.key) ?? 0);
  if (count === 0) return;
  const whose = count === 1 ? 'the mailbox that is connected through it' : `the ${count} mailboxes that are connected through it`;
  throw new AppError(
    'APP_IN_USE',
    `With this change the access to ${whose} would go to ${places.join(' and ')}, where nobody gave it to go. Add another application with the new address, and let people connect again through that.`,
    { details: { accounts: count } },
  );
}

export async function removeApp(deps: AppsDeps, id: string): Promise<void> {
  const row = await changeable(deps, id);
  const count = (await deps.mailboxesByApp()).get(row.key) ?? 0;
  if (count > 0) {
    throw new AppError(
      'APP_IN_USE',
      `${count === 1 ? '1 mailbox is' : `${count} mailboxes are`} connected through “${row.name}”. Disconnect ${count === 1 ? 'it' : 'them'} first, or disable the app so that nobody connects another one.`,
      { details: { accounts: count } },
    );
  }
  await deps.store.remove(id);
}

async function changeable(deps: AppsDeps, id: string): Promise<AppRow> {
  if (deps.ofSettings.some((app) => app.id === id)) {
    throw new AppError(
      'APP_READ_ONLY',
      'This app comes from the settings of the server. Change it there (EMAIL_CLIENT_ID, EMAIL_CLIENT_SECRET …) and restart the server, or add another app.',
    );
  }
  const row = await deps.store.byId(id);
  if (!row) throw new AppError('APP_NOT_FOUND', 'There is no such app. Look at the list: somebody may have removed it.');
  return row;
}

/** Its secret, and the access to its owner's mailboxes, are not the administrator's to send elsewhere. */
function somebodysOwn(): AppError {
  return new AppError(
    'APP_READ_ONLY',
    'This app came with somebody’s imported mailbox and is theirs. Its owner changes it by importing again; here it can be switched off.',
  );
}

/** Whatever a wrong value of could have stopped mailboxes as the operator's fault. */
function registrationChanged(a: OAuthApp, b: OAuthApp): boolean {
  return (
    a.clientId !== b.clientId ||
    !sameCredential(a.credential, b.credential) ||
    a.accountTypes !== b.accountTypes ||
    a.cloud !== b.cloud ||
    a.baseScope !== b.baseScope ||
    JSON.stringify([a.urls, a.smtp, a.imap, a.scopes]) !== JSON.stringify([b.urls, b.smtp, b.imap, b.scopes])
  );
}
