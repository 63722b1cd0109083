/** Connecting a mailbox as a pane and a browser do it together: over HTTP, pages included. */
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { NewApp, OAuthAppView } from '../../shared/api/apps.ts';
import { api, type TestServer } from './aServer.ts';
import { signInAtSandbox, type SignInPerson } from './signInAtSandbox.ts';

type Server = Pick<TestServer, 'url'>;

export interface StartedTrip {
  authUrl: string;
  connectId: string;
  startUrl: string;
  expiresAt: string;
}

/** @param query of the connect call: `features`, `prompt`, `loginHint`, `reconnect`. */
export async function startTrip(
  server: Server,
  token: string,
  key = 'microsoft',
  query: Record<string, string> = {},
): Promise<StartedTrip> {
  const path = `/api/email/auth/${key}/connect?${new URLSearchParams(query).toString()}`;
  const { status, body } = await api<StartedTrip>(server, 'GET', path, { token });
  if (status !== 200) throw new Error(`No trip through ${key}: ${JSON.stringify(body)}`);
  return body;
}

/** Walks the provider's pages; answers where they send the browser to. */
export type Walk = (authUrl: string) => Promise<string>;

export function atSandbox(person: SignInPerson | string): Walk {
  const who = typeof person === 'string' ? { address: person } : person;
  return async (authUrl) => (await signInAtSandbox(authUrl, who)).redirect;
}

/** Back at the server: another trip where it wants one, and “yes” where it asks. Answers the last page. */
export async function walkBack(server: Server, redirect: string, walk: Walk): Promise<{ status: number; html: string }> {
  const answer = await fetch(redirect, { headers: { accept: 'text/html' }, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location !== null) return walkBack(server, await walk(location), walk);
  const html = await answer.text();
  const secret = /name="secret" value="([^"]+)"/.exec(html)?.[1];
  if (secret === undefined) return { status: answer.status, html };
  const confirmed = await fetch(`${server.url}/api/email/auth/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ secret, answer: 'yes' }),
    headers: { accept: 'text/html', cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' },
  });
  return { status: confirmed.status, html: await confirmed.text() };
}

export interface TripEnd {
  status: string;
  provider?: EmailAccount;
  error?: { code: string; error: string; provider?: { error: string; code?: string; help: string } };
  /** The last page in the window. */
  html: string;
}

/** The whole trip; what came of it is what the pane learns by asking. */
export async function trip(
  server: Server,
  token: string,
  walk: Walk | SignInPerson | string,
  { key = 'microsoft', query = {} }: { key?: string; query?: Record<string, string> } = {},
): Promise<TripEnd> {
  const { authUrl, connectId } = await startTrip(server, token, key, query);
  const goes = typeof walk === 'function' ? walk : atSandbox(walk);
  const { html } = await walkBack(server, await goes(authUrl), goes);
  const status = await api<Omit<TripEnd, 'html'>>(server, 'GET', `/api/email/auth/connections/${connectId}`, { token });
  return { ...status.body, html };
}

/** A trip that must end well; the mailbox may still have a trouble. */
export async function connected(...ask: Parameters<typeof trip>): Promise<EmailAccount> {
  const end = await trip(...ask);
  if (end.provider === undefined) throw new Error(`Not connected: ${JSON.stringify(end)}`);
  return end.provider;
}

export async function addApp(server: Server, token: string, body: NewApp): Promise<OAuthAppView> {
  const answer = await api<OAuthAppView>(server, 'POST', '/api/email/apps', { token, body });
  if (answer.status !== 201) throw new Error(`The app was not taken: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function mailboxesOf(server: Server, token: string): Promise<EmailAccount[]> {
  return (await api<{ providers: EmailAccount[] }>(server, 'GET', '/api/email/auth/providers', { token })).body.providers;
}

/** One mail from that mailbox; `more` replaces parts. */
export function sendFrom(server: Server, token: string, providerId: string, more: object = {}) {
  const body = { providerId, to: ['reader@example.com'], subject: 'Hello', bodyHtml: '<p>Hello</p>', ...more };
  return api(server, 'POST', '/api/email/auth/send', { token, body });
}

/** The words of a page of ours. */
export function wordsOf(html: string): string {
  return html
    .replace(/<head>[\s\S]*?<\/head>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
