/** Adding an app: defaults, checks, its issuer asked once, then sealed and stored under a key that is free. */
import type { AppKind, NewApp } from '../../shared/api/apps.ts';
import { AppError } from '../http/appError.ts';
import { emptyApp } from '../oauth/emptyApp.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { applyChange } from './applyChange.ts';
import { defaultKey, firstFree, keyProblem } from './appKey.ts';
import type { AppsDeps } from './appsDeps.ts';
import { checkApp } from './checkApp.ts';
import { openApp, sealApp } from './sealApp.ts';

export async function addApp(deps: AppsDeps, ask: NewApp): Promise<OAuthApp> {
  const { kind, key, ...change } = ask;
  const problem = key === undefined ? null : keyProblem(key, kind);
  if (problem !== null) throw new AppError('INVALID_REQUEST', problem);
  const known = await knownApps(deps);
  const name = ask.name ?? defaultName(ask, new Set(known.map((app) => app.name)));
  const applied = applyChange({ ...emptyApp(kind), id: deps.newId(), name }, { ...change, name }, deps.clock());
  if (!applied.ok) throw new AppError('INVALID_REQUEST', applied.sentence);
  await provenApp(deps, applied.app, null);
  return stored(deps, applied.app, key, new Set(known.map((app) => app.key)));
}

/**
 * Refuses what does not fit together, and a discovery document that is not there. `before`: the issuer that was asked
 * already, with success.
 */
export async function provenApp(deps: Pick<AppsDeps, 'checkIssuer'>, app: OAuthApp, before: string | null): Promise<void> {
  const problems = checkApp(app);
  if (problems.length > 0) throw new AppError('INVALID_REQUEST', problems.join(' '), { details: problems });
  const { issuer } = app.urls;
  if (app.kind !== 'generic' || issuer === undefined || issuer === before) return;
  const verdict = await deps.checkIssuer(app.urls, issuer);
  if (!verdict.ok) throw new AppError(verdict.later ? 'PROVIDER_UNAVAILABLE' : 'INVALID_REQUEST', verdict.sentence);
}

async function stored(deps: AppsDeps, app: OAuthApp, key: string | undefined, known: Set<string>): Promise<OAuthApp> {
  const chosen = { ...app, key: key ?? defaultKey(app.kind, app.name, known) };
  const now = deps.clock();
  const free =
    !known.has(chosen.key) &&
    (await deps.store.insert({ ...(await sealApp(deps.vault, chosen)), created_at: now, updated_at: now }));
  if (free) return chosen;
  if (key !== undefined) {
    throw new AppError('APP_KEY_TAKEN', `There is an app with the key “${key}” already. Choose another key, or change that app.`);
  }
  // Somebody added one in between: that key is known now.
  return stored(deps, app, key, known.add(chosen.key));
}

async function knownApps(deps: AppsDeps): Promise<OAuthApp[]> {
  return [...deps.ofSettings, ...(await Promise.all((await deps.store.all()).map((row) => openApp(deps.vault, row))))];
}

function defaultName({ kind, urls }: NewApp, taken: ReadonlySet<string>): string {
  return firstFree(nameStem(kind, urls?.issuer ?? urls?.authorizeUrl), ' ', (name) => taken.has(name));
}

function nameStem(kind: AppKind, url: string | undefined): string {
  switch (kind) {
    case 'microsoft':
      return 'Microsoft';
    case 'google':
      return 'Google';
    case 'generic':
      return url !== undefined && URL.canParse(url) ? new URL(url).hostname : 'Mail';
  }
}
