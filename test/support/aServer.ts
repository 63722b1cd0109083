/** The real server with its sandbox on free ports and a database of its own, and a person who uses it over HTTP. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../server/config.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { askJson, type JsonAsk } from './askJson.ts';
import { signInAtSandbox } from './signInAtSandbox.ts';

export interface TestServer {
  url: string;
  sandboxUrl: string;
  databasePath: string;
  /** What the server printed for its operator. */
  printed: string[];
  close(): Promise<void>;
}

/** @param settings more settings than the free ports and the database. */
export async function aServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-'));
  const databasePath = join(folder, 'test.db');
  const loaded = loadConfig(
    { PORT: '0', SANDBOX_PORT: '0', DATABASE_URL: `file:${databasePath}`, LOG_LEVEL: 'silent', ...settings },
    (path) => readFileSync(path, 'utf8'),
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const printed: string[] = [];
  const running: RunningServer = await startServer(loaded.config, { out: (line) => printed.push(line) });
  return {
    url: running.config.serverUrl,
    sandboxUrl: running.config.microsoft.graphUrl,
    databasePath,
    printed,
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/** One API call; the body is JSON or text as it came. */
export async function api<T = Record<string, unknown>>(
  server: Pick<TestServer, 'url'>,
  method: string,
  path: string,
  ask: JsonAsk = {},
): Promise<Answer<T>> {
  const { status, headers, text, json } = await askJson(`${server.url}${path}`, method, ask);
  return { status, headers, body: (json === undefined ? text : json) as T };
}

/** A page of the server as a browser would ask for it. */
export async function page(url: string, cookie?: string): Promise<{ status: number; html: string; cookie: string | undefined }> {
  const response = await fetch(url, {
    headers: { accept: 'text/html', ...(cookie !== undefined && { cookie }) },
    redirect: 'manual',
  });
  return { status: response.status, html: await response.text(), cookie: response.headers.get('set-cookie')?.split(';')[0] };
}

/** The address of Microsoft's page that a start page leads to. */
export function authUrlOn(html: string): string {
  const href = /<a class="primary" href="([^"]+)"/.exec(html)?.[1];
  if (href === undefined) throw new Error(`No way to Microsoft on this page: ${html}`);
  return href.replaceAll('&amp;', '&');
}

/** Value of a `data-…` attribute of the last page. */
export function dataOf(html: string, name: string): string | undefined {
  return new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1];
}

export interface SignedInPerson {
  token: string;
  userId: string;
}

/** Signs in (and connects the mailbox) as a person of the sandbox would, with the one-time code. */
export async function signedIn(server: Pick<TestServer, 'url'>, address: string, connect = true): Promise<SignedInPerson> {
  const started = await api<{ connectId: string; startUrl: string; verifier: string }>(server, 'POST', '/api/auth/sign-in', {
    body: { connect },
  });
  const { connectId, startUrl, verifier } = started.body;
  const { redirect } = await signInAtSandbox(authUrlOn((await page(startUrl)).html), { address });
  const code = dataOf((await page(redirect)).html, 'code') ?? '';
  const session = await api<{ token: string; user: { id: string } }>(server, 'POST', '/api/auth/session', {
    body: { connectId, verifier, code },
  });
  if (session.status !== 200) throw new Error(`Could not sign in as ${address}: ${JSON.stringify(session.body)}`);
  return { token: session.body.token, userId: session.body.user.id };
}

/** The mailboxes of a person. */
export async function accountsOf(
  server: Pick<TestServer, 'url'>,
  token: string,
): Promise<{ id: string; emailAddress: string; state: string; isActive: boolean }[]> {
  const list = await api<{ providers: { id: string; emailAddress: string; state: string; isActive: boolean }[] }>(
    server,
    'GET',
    '/api/email/auth/providers',
    { token },
  );
  return list.body.providers;
}
