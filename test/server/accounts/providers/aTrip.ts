/** Apps and providers without a server around them, and a person's whole way through the sandbox's sign-in pages. */
import { randomBytes } from 'node:crypto';
import type { AuthorizeAsk, Grant, MailProvider } from '../../../../server/accounts/providers/mailProvider.ts';
import { providerOfApp } from '../../../../server/accounts/providers/providerOfApp.ts';
import { graphMe } from '../../../../server/mail/graphMe.ts';
import type { LoginCheck } from '../../../../server/mail/loginCheck.ts';
import { appOfSettings, type OAuthApp } from '../../../../server/oauth/oauthApp.ts';
import { challengeOf, newVerifier } from '../../../../server/oauth/pkce.ts';
import { signInAtSandbox, type SignInPerson } from '../../../support/signInAtSandbox.ts';

export const CALLBACK = 'http://localhost:4999/callback';

/** A Microsoft app of the public cloud without addresses of its own. */
export function anApp(change: Partial<OAuthApp> = {}): OAuthApp {
  const settings = { clientId: 'client', clientSecret: 'secret', tenant: 'common', authorityUrl: '', graphUrl: '' };
  const { authorityUrl: _none, ...app } = appOfSettings(settings);
  return { ...app, urls: {}, ...change };
}

export interface Looked {
  address: string;
  accessToken: string;
}

/** `looked`: the logins that were tried; `asked`: the forms that went to token endpoints. */
export function aProvider(app: OAuthApp, login: LoginCheck = { ok: true }) {
  const looked: Looked[] = [];
  const asked: Record<string, string>[] = [];
  const listening: typeof fetch = (url, init) => {
    if (init?.body instanceof URLSearchParams) asked.push(Object.fromEntries(init.body));
    return fetch(url, init);
  };
  let id = 0;
  const deps = { fetch: listening, clock: Date.now, newId: () => `id-${(id += 1)}`, timeoutMs: 10_000 };
  const provider = providerOfApp({
    ...deps,
    readMe: (graphUrl) => graphMe({ ...deps, graphUrl, requestTimeoutMs: 10_000 }),
    checkLogin: (_wire, as) => {
      looked.push(as);
      return Promise.resolve(login);
    },
  })(app);
  return { provider, looked, asked };
}

export const ask = (change: Partial<AuthorizeAsk> = {}): AuthorizeAsk => ({
  state: 'state',
  nonce: 'nonce',
  challenge: 'challenge',
  redirectUri: CALLBACK,
  scopes: ['scope'],
  prompt: null,
  loginHint: null,
  ...change,
});

/** What a sign-in page would be asked. */
export async function queryOf(provider: MailProvider, change: Partial<AuthorizeAsk> = {}): Promise<Record<string, string>> {
  return Object.fromEntries(new URL(await provider.authorizeUrl(ask(change))).searchParams);
}

export async function signedIn(
  provider: MailProvider,
  person: SignInPerson,
  { prompt = null, scopes = provider.scopesFor(provider.app.features) }: { prompt?: string | null; scopes?: string[] } = {},
): Promise<Grant> {
  const verifier = newVerifier(randomBytes);
  const url = await provider.authorizeUrl(ask({ challenge: challengeOf(verifier), scopes, prompt }));
  const { redirect } = await signInAtSandbox(url, person);
  const code = new URL(redirect).searchParams.get('code');
  if (code === null) throw new Error(`No code in ${redirect}`);
  const grant = await provider.redeem({ code, verifier, redirectUri: CALLBACK, scopes });
  if (!grant.ok) throw new Error(grant.failure.help);
  return grant;
}

export async function refreshed(provider: MailProvider, grant: Grant, scopes = grant.scopes): Promise<Grant> {
  const answer = await provider.refresh(grant.refreshToken ?? 'none came', scopes);
  if (!answer.ok) throw new Error(answer.failure.help);
  return { ...answer, refreshToken: answer.refreshToken ?? grant.refreshToken ?? '' };
}
