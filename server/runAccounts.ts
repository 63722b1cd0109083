/** `mergepost accounts …`, composed: what the commands use of this computer and of the network. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import open from 'open';
import type { MailProvider } from './accounts/providers/mailProvider.ts';
import { providerOfApp } from './accounts/providers/providerOfApp.ts';
import type { AccountRuns } from './cli/accountCommands.ts';
import { accountRuns } from './cli/accountRuns.ts';
import { diskAccess } from './cli/fileAccess.ts';
import { listenOnLoopback } from './cli/loopback.ts';
import type { SignInDeps } from './cli/signIn.ts';
import { AppError } from './http/appError.ts';
import { importHere } from './importHere.ts';
import type { CheckLogin } from './mail/loginCheck.ts';
import { deviceCode, type DeviceCodeDeps } from './oauth/deviceCode.ts';
import { issuerDiscovery } from './oauth/discoverIssuer.ts';
import { endpointsOf } from './oauth/endpointsOf.ts';
import { genericEndpoints } from './oauth/genericEndpoints.ts';
import type { OAuthApp } from './oauth/oauthApp.ts';
import type { Explain } from './oauth/tokenAnswer.ts';

export interface AccountsIo {
  env: Readonly<Record<string, string | undefined>>;
  out: (line: string) => unknown;
  err: (line: string) => unknown;
}

const ASK = { fetch, clock: Date.now, newId: randomUUID, timeoutMs: 30_000 };
/** A person has to find a password and a second factor. */
const PATIENCE_MS = 10 * 60_000;
/** The server tries the tokens at the provider and at its mail servers before it answers. */
const IMPORT_MS = 120_000;

export function runAccounts({ env, out, err }: AccountsIo): AccountRuns {
  const providerOf = providerOfApp({ ...ASK, readMe: () => notHere, checkLogin: notHere });
  return accountRuns({
    out,
    err,
    env,
    files: diskAccess,
    call: { fetch, timeoutMs: IMPORT_MS },
    ways: (app) => waysOf(providerOf(app)),
    device: (app) => deviceOf(app, providerOf(app)),
    listen: listenOnLoopback,
    openBrowser,
    random: randomBytes,
    patienceMs: PATIENCE_MS,
    importHere: (body, user) => importHere(env, body, user),
  });
}

/** Whose mailbox it is and whether it sends is found out where it is kept. */
const notHere: () => ReturnType<CheckLogin> & Promise<never> = () =>
  Promise.reject(new Error('A sign-in from the command line opens no mailbox.'));

function waysOf(provider: MailProvider): ReturnType<SignInDeps['ways']> {
  return { ...provider, authorizeUrl: (ask) => provider.authorizeUrl(ask).then((url) => ({ ok: true, url }), told) };
}

/** An address that cannot be read, or is not known, is nobody's surprise. */
function told(error: unknown): { ok: false; sentence: string } {
  if (error instanceof AppError) return { ok: false, sentence: error.message };
  throw error;
}

async function deviceOf(app: OAuthApp, { name, explain }: { name: string; explain: Explain }): ReturnType<SignInDeps['device']> {
  const places = await devicePlaces(app);
  if (places === null || 'sentence' in places) return places ?? { ok: true, code: null };
  return { ok: true, code: deviceCode({ ...ASK, ...places, app, name, explain, sleep }) };
}

type DevicePlaces = Pick<DeviceCodeDeps, 'deviceUrl' | 'tokenUrl' | 'secretIn'>;

async function devicePlaces(app: OAuthApp): Promise<DevicePlaces | { ok: false; sentence: string } | null> {
  if (app.kind === 'microsoft') return endpointsOf(app);
  // Google gives no mail permissions this way (Google "OAuth 2.0 for TV and Limited-Input Device Applications").
  if (app.kind === 'google') return null;
  const found = await genericEndpoints(app, issuerDiscovery(ASK));
  if (!found.ok) {
    const { later, reason } = found;
    const sentence = later
      ? `${app.name} is not answering. Try again in a few minutes. (${reason})`
      : `${reason} Check the addresses you gave.`;
    return { ok: false, sentence };
  }
  const { deviceUrl, ...places } = found.endpoints;
  return deviceUrl === null ? null : { ...places, deviceUrl };
}

async function openBrowser(url: string): Promise<boolean> {
  try {
    const started = await open(url);
    // Without a desktop the opener ends with an error a moment later; the address is printed in any case.
    started.once('error', () => undefined);
    started.unref();
    return true;
  } catch {
    return false;
  }
}
