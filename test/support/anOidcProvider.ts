/**
 * A provider that nobody here wrote: `oidc-provider` on a free loopback port. PKCE is required, each refresh token is good
 * once, and a second use of one ends the whole grant. Its sign-in pages are plain forms: for `signIn`, and for a browser.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type ClientMetadata, type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { mapAdapter } from './mapAdapter.ts';

export interface OidcPerson {
  sub: string;
  email: string;
  verified: boolean;
  name: string;
}

export const OIDC_PEOPLE: readonly OidcPerson[] = [
  { sub: 'mia-1', email: 'mia@post.example', verified: true, name: 'Mia Post' },
  { sub: 'tom-2', email: 'tom@post.example', verified: false, name: 'Tom Post' },
];

export interface OidcOptions {
  /** 3600 */
  accessTokenSeconds?: number;
  /** `client_secret_post` */
  clientAuth?: 'client_secret_post' | 'client_secret_basic' | 'none';
  /** On: refresh tokens without `offline_access` and `prompt=consent`, as many providers give them. */
  lasting?: boolean;
  /** On: the address is in the id_token too; off: in user info only. */
  claimsInIdToken?: boolean;
  /** PEM texts; without them plain http. */
  tls?: { key: string; cert: string };
  people?: readonly OidcPerson[];
}

export interface OidcCounts {
  /** Refresh grants that were answered with new tokens. */
  refreshes: number;
  /** Refresh tokens that came a second time: the whole grant was ended. */
  reuses: number;
  revocations: number;
  signIns: number;
}

export interface AnOidcProvider {
  issuer: string;
  clientId: string;
  /** Undefined for a public client. */
  clientSecret: string | undefined;
  counts: OidcCounts;
  /** Where browsers may be sent back to: must be called before the trip. */
  allowRedirect(uri: string): void;
  /** Walks the pages like a browser, from the authorize URL to the address it is sent back to. Not followed. */
  signIn(authUrl: string, who: { login: string; decision?: 'accept' | 'deny' }): Promise<string>;
  /** Carries out the next token requests, but hangs up in place of answering. */
  loseAnswers(count: number): void;
  /** Whose access token this is, while it is good: for a mail server that checks it. */
  whose(accessToken: string): Promise<OidcPerson | undefined>;
  close(): Promise<void>;
}

const CLIENT_ID = 'mergepost-at-post';
const TOKEN_PATH = '/token';

export async function anOidcProvider(options: OidcOptions = {}): Promise<AnOidcProvider> {
  const people = options.people ?? OIDC_PEOPLE;
  const counts: OidcCounts = { refreshes: 0, reuses: 0, revocations: 0, signIns: 0 };
  const state = { lost: 0 };
  const { server, issuer, use } = await listening(options.tls);
  const clientSecret = options.clientAuth === 'none' ? undefined : 'post-client-secret-that-is-long';
  const provider = new Provider(issuer, configuration(options, clientSecret, people));
  const allowed = new Set<string>();
  // The port of the server under test is not known yet; otherwise it is compared letter by letter.
  Object.assign(provider.Client.prototype, { redirectUriAllowed: (uri: string) => allowed.has(uri) });
  countGrants(provider, counts);
  const answer = provider.callback();
  use((request, response) => {
    if (request.url?.startsWith('/interaction/')) return void interaction(provider, request, response, { people, counts });
    if (request.url === TOKEN_PATH && state.lost > 0) {
      state.lost -= 1;
      hangUpInPlaceOfAnswering(request, response);
    }
    return void answer(request, response);
  });
  return {
    issuer,
    clientId: CLIENT_ID,
    clientSecret,
    counts,
    allowRedirect: (uri) => void allowed.add(uri),
    signIn: walk,
    loseAnswers: (count) => {
      state.lost = count;
    },
    whose: async (accessToken) => {
      const token = await provider.AccessToken.find(accessToken);
      return people.find(({ sub }) => sub === token?.accountId);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** On a free port, before it is known what to answer: the issuer's name has the port in it. */
async function listening(tls: OidcOptions['tls']) {
  let handle: RequestListener = () => undefined;
  const listener: RequestListener = (request, response) => handle(request, response);
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const use = (next: RequestListener): void => {
    handle = next;
  };
  return { server, issuer, use };
}

function configuration(options: OidcOptions, secret: string | undefined, people: readonly OidcPerson[]): Configuration {
  const client: ClientMetadata = {
    client_id: CLIENT_ID,
    redirect_uris: ['https://never.example/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: options.clientAuth ?? 'client_secret_post',
    ...(secret !== undefined && { client_secret: secret }),
  };
  return {
    adapter: mapAdapter(),
    clients: [client],
    jwks: { keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    clientAuthMethods: [options.clientAuth ?? 'client_secret_post'],
    conformIdTokenClaims: options.claimsInIdToken !== true,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    features: { devInteractions: { enabled: false }, revocation: { enabled: true, allowedPolicy: () => true } },
    ...(options.lasting === true && { issueRefreshToken: () => true, expiresWithSession: () => false }),
    ttl: {
      AccessToken: options.accessTokenSeconds ?? 3600,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => {
      const person = people.find(({ sub }) => sub === id);
      const claims = person && { sub: person.sub, email: person.email, email_verified: person.verified, name: person.name };
      return claims && { accountId: claims.sub, claims: () => claims };
    },
    renderError: (context, out) => {
      context.body = JSON.stringify(out);
    },
  };
}

function countGrants(provider: Provider, counts: OidcCounts): void {
  const kindOf = (context: KoaContextWithOIDC): unknown => context.oidc.params?.['grant_type'];
  provider.on('grant.success', (context) => {
    if (kindOf(context) === 'refresh_token') counts.refreshes += 1;
  });
  provider.on('grant.error', (context, error) => {
    const detail = (error as { error_detail?: string }).error_detail;
    if (kindOf(context) === 'refresh_token' && detail === 'refresh token already used') counts.reuses += 1;
  });
  provider.on('refresh_token.destroyed', () => {
    counts.revocations += 1;
  });
}

/** The request is carried out to its end; then nothing of the answer gets out. */
function hangUpInPlaceOfAnswering(request: IncomingMessage, response: ServerResponse): void {
  const hangUp = (): ServerResponse => {
    request.socket.destroy();
    return response;
  };
  Object.assign(response, { end: hangUp, writeHead: () => response, write: () => true });
}

async function interaction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  { people, counts }: { people: readonly OidcPerson[]; counts: OidcCounts },
): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return page(response, prompt.name, textOf(params['login_hint']));
  const form = new URLSearchParams(await bodyOf(request));
  if (form.get('decision') === 'deny') {
    return provider.interactionFinished(request, response, { error: 'access_denied' }, { mergeWithLastSubmission: false });
  }
  if (prompt.name === 'login') {
    counts.signIns += 1;
    const accountId = people.find(({ email }) => email === form.get('login'))?.sub ?? 'nobody';
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = known ?? new provider.Grant({ accountId: session?.accountId ?? '', clientId: textOf(params['client_id']) });
  grant.addOIDCScope(textOf(params['scope']));
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function page(response: ServerResponse, prompt: string, hint: string): void {
  const field = prompt === 'login' ? `<input name="login" value="${hint.replace(/[&<>"]/g, '')}">` : '<p>May it?</p>';
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><title>Post</title><form method="post" data-step="${prompt}">${field}<button name="decision" value="accept">Accept</button><button name="decision" value="deny">Deny</button></form>`,
    );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}

/** Follows redirects on the provider's own origin with its cookies, fills in the forms, stops where it is sent elsewhere. */
async function walk(
  authUrl: string,
  { login, decision = 'accept' }: { login: string; decision?: 'accept' | 'deny' },
): Promise<string> {
  const cookies = new Map<string, string>();
  let url = authUrl;
  let body: URLSearchParams | undefined;
  for (let step = 0; step < 12; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      ...(body && { body }),
      headers: { cookie },
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    const text = await answer.text();
    if (location === null) {
      if (!/data-step="/.test(text)) throw new Error(`The provider shows a page of its own: ${text}`);
      body = new URLSearchParams({ login, decision: /data-step="login"/.test(text) ? 'accept' : decision });
      continue;
    }
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) return next.href;
    url = next.href;
    body = undefined;
  }
  throw new Error(`The provider asked too many questions on the way from ${authUrl}`);
}
