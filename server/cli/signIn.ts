/**
 * `mergepost accounts sign-in`: the same sign-in as in the pane, for a computer where only the command line is. As a public
 * client with PKCE over a loopback port (RFC 8252), or with a code typed on another device (RFC 8628). What comes back is
 * handed on and never printed.
 */
import type { ImportBody } from '../../shared/api/importAccount.ts';
import type { AuthorizeQuery } from '../oauth/authorizeUrl.ts';
import type { DeviceCode } from '../oauth/deviceCode.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { challengeOf, newVerifier } from '../oauth/pkce.ts';
import type { Explain, TokenAnswer } from '../oauth/tokenAnswer.ts';
import type { Loopback } from './loopback.ts';

/** What a sign-in asks of a kind of mailbox. */
export interface SignInWays {
  name: string;
  scopesFor(features: readonly never[]): string[];
  authorizeUrl(ask: Omit<AuthorizeQuery, 'clientId' | 'extra'>): Promise<{ ok: true; url: string } | Refused>;
  explain: Explain;
  redeem(ask: { code: string; verifier: string; redirectUri: string; scopes: readonly string[] }): Promise<TokenAnswer>;
}

/** A whole sentence. */
interface Refused {
  ok: false;
  sentence: string;
}

export interface SignInDeps {
  out: (line: string) => unknown;
  ways: (app: OAuthApp) => SignInWays;
  /** `code` null where the provider offers no sign-in on another device. */
  device: (app: OAuthApp) => Promise<{ ok: true; code: DeviceCode | null } | Refused>;
  listen: (port: number) => Promise<Loopback>;
  /** Opens the person's browser; false where there is none. */
  openBrowser: (url: string) => Promise<boolean>;
  random: (bytes: number) => Buffer;
  /** How long a person may take, in milliseconds. */
  patienceMs: number;
}

export interface SignInAsk {
  app: OAuthApp;
  deviceCode: boolean;
  /** 0: any free one. */
  port: number;
  /** Address to sign in with. */
  email?: string;
}

export type SignedInHere = { ok: true; tokens: Pick<ImportBody, 'refreshToken' | 'accessToken'> } | Refused;

export async function signIn(deps: SignInDeps, ask: SignInAsk): Promise<SignedInHere> {
  const answer = ask.deviceCode ? await onAnotherDevice(deps, ask) : await inTheBrowser(deps, ask);
  if (!answer.ok) return answer;
  const { refreshToken, accessToken } = answer.grant;
  if (refreshToken === undefined) return { ok: false, sentence: NOT_LASTING };
  return { ok: true, tokens: { refreshToken, accessToken } };
}

const NOT_LASTING =
  'You are signed in, but the permission lasts for an hour only: no refresh token came. Ask for offline access in --scope (often offline_access), then sign in again.';

type Granted = { ok: true; grant: Extract<TokenAnswer, { ok: true }> } | Refused;

async function inTheBrowser(deps: SignInDeps, { app, port, email }: SignInAsk): Promise<Granted> {
  let loopback: Loopback;
  try {
    loopback = await deps.listen(port);
  } catch (error) {
    return { ok: false, sentence: portTrouble(error, port) };
  }
  try {
    return await throughLoopback(deps, app, loopback, email ?? null);
  } finally {
    await loopback.close();
  }
}

async function throughLoopback(deps: SignInDeps, app: OAuthApp, loopback: Loopback, loginHint: string | null): Promise<Granted> {
  const ways = deps.ways(app);
  const [state, nonce, verifier] = [newVerifier(deps.random), newVerifier(deps.random), newVerifier(deps.random)];
  // Entra compares `http://localhost` without its port; others follow RFC 8252, which wants the number (section 8.3).
  const redirectUri = `http://${app.kind === 'microsoft' ? 'localhost' : '127.0.0.1'}:${loopback.port}`;
  const scopes = ways.scopesFor([]);
  const challenge = challengeOf(verifier);
  const page = await ways.authorizeUrl({ state, nonce, challenge, redirectUri, scopes, prompt: null, loginHint });
  if (!page.ok) return page;
  const { url } = page;
  const answer = loopback.answer(state, deps.patienceMs);
  const opened = await deps.openBrowser(url);
  deps.out(
    opened
      ? 'Your browser opens. If it does not, open this address yourself:'
      : 'Open this address in a browser on this computer:',
  );
  deps.out(`  ${url}`);
  const came = await answer;
  if (came === 'timeout') return { ok: false, sentence: 'Nobody signed in within the time. Nothing was changed; start again.' };
  if (came.code === undefined) return { ok: false, sentence: ways.explain(came).failure.help };
  const grant = await ways.redeem({ code: came.code, verifier, redirectUri, scopes });
  return grant.ok ? { ok: true, grant } : { ok: false, sentence: grant.failure.help };
}

async function onAnotherDevice(deps: SignInDeps, { app }: SignInAsk): Promise<Granted> {
  const ways = deps.ways(app);
  const device = await deps.device(app);
  if (!device.ok) return device;
  const { code } = device;
  if (code === null) {
    const sentence = `${ways.name} offers no sign-in by code for sending mail. Leave --device-code out and sign in on a computer with a browser, then bring the mailbox with --import-to.`;
    return { ok: false, sentence };
  }
  const started = await code.start(ways.scopesFor([]));
  if (!started.ok) return { ok: false, sentence: started.failure.help };
  const { verificationUri, userCode } = started.started;
  deps.out(`Open ${verificationUri} on any device and type this code: ${userCode}`);
  deps.out('Waiting …');
  const grant = await code.wait(started.started);
  return grant.ok ? { ok: true, grant } : { ok: false, sentence: grant.failure.help };
}

function portTrouble(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const which =
    port === 0 ? 'No free port on this computer could be listened on' : `Port ${port} on this computer cannot be listened on`;
  return `${which} (${code}). Allow it in the firewall or antivirus, choose another with --port, or sign in with --device-code.`;
}
