/**
 * A small stand-in for the server's API: canned answers in the shapes of the contracts, and the built pane beside them.
 * For looking at the pane and for its tests; it knows the routes from the contracts, not from the server.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { connectionStatus, connectMailbox, disconnectAccount, listAccounts } from '../../shared/api/accounts.ts';
import { previewRow, sendTest } from '../../shared/api/campaignPreview.ts';
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import * as campaigns from '../../shared/api/campaigns.ts';
import { downloadReport, listResults } from '../../shared/api/campaignResults.ts';
import type { Output, Route } from '../../shared/api/route.ts';
import { about, openSession, renewSession, type Session, signInStatus, startSignIn } from '../../shared/api/session.ts';
import type { FakeAdministration } from './fakeAdministration.ts';
import { freshAdministration, mountAdministration } from './fakeAdministration.ts';
import type { FakeAfterwards } from './fakeAfterwards.ts';
import { mountAfterwards } from './fakeAfterwards.ts';
import * as data from './fakeData.ts';

/** What the stand-in knows; a test changes it as it likes. */
export interface FakeWorld extends FakeAdministration, FakeAfterwards {
  mode: 'sandbox' | 'microsoft';
  campaigns: Campaign[];
  signIn: Output<typeof signInStatus>;
  connection: Output<typeof connectionStatus>;
  /** Route summary → the answer it gives instead, for trouble. */
  trouble: Map<string, { status: number; body: unknown }>;
}

export interface FakeApi {
  origin: string;
  world: FakeWorld;
  close(): Promise<void>;
}

export interface Asked {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  response: ServerResponse;
}
type Handler = (asked: Asked) => unknown;

const STREAMED = Symbol('the handler has written the answer itself');

export async function startFakeApi(options: { dist?: string; port?: number } = {}): Promise<FakeApi> {
  const world: FakeWorld = {
    mode: 'sandbox',
    accounts: [data.anna],
    campaigns: [],
    signIn: { status: 'pending' },
    connection: { status: 'pending' },
    trouble: new Map(),
    rows: data.resultRows(Date.now()),
    mayRead: false,
    ...freshAdministration(),
  };
  let origin = '';
  const handlers = routesOf(world, () => origin);
  const server = createServer((request, response) => void answer(handlers, world, options.dist, request, response));
  origin = await listen(server, options.port ?? 0);
  const close = () => new Promise<void>((resolve) => void (server.closeAllConnections(), server.close(() => resolve())));
  return { origin, world, close };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`));
  });
}

interface Mounted {
  route: Route;
  handler: Handler;
}

export type On = <R extends Route>(route: R, handler: (asked: Asked) => NoInfer<Output<R>>) => void;

function routesOf(world: FakeWorld, origin: () => string): Mounted[] {
  const mounted: Mounted[] = [];
  const on: On = (route, handler) => void mounted.push({ route, handler });
  const limits = { letterBytes: 20e6, listBytes: 20e6, attachmentBytes: 3e6, rows: 100_000 };
  on(about, () => ({
    name: 'Mergepost',
    version: '0.1.0',
    mode: world.mode,
    ownSignIn: true,
    office: null,
    mailboxUrl: `${origin()}/mailbox`,
    limits,
  }));
  on(startSignIn, () => ({ connectId: 'c1', startUrl: `${origin()}/start`, verifier: 'v1', expiresAt: inTenMinutes() }));
  on(signInStatus, () => world.signIn);
  on(openSession, session);
  on(renewSession, session);
  on(connectMailbox, () => ({ authUrl: '', connectId: 'c2', startUrl: `${origin()}/start`, expiresAt: inTenMinutes() }));
  on(connectionStatus, () => world.connection);
  on(listAccounts, () => ({ success: true as const, providers: world.accounts, count: world.accounts.length }));
  on(disconnectAccount, ({ params }) => {
    world.accounts = world.accounts.filter((account) => account.id !== params['providerId']);
    return {
      success: true as const,
      message: 'The mailbox was disconnected. Microsoft keeps the consent until you remove it at myapps.microsoft.com.',
    };
  });
  mountCampaigns(world, on);
  mountAdministration(world, on, origin);
  return mounted;
}

function session(): Session {
  const user = { id: 'u1', name: 'Anna Berger', email: data.anna.emailAddress, role: 'user' as const };
  return { token: 'a-session', expiresAt: inTenMinutes(), user };
}

function inTenMinutes(): string {
  return new Date(Date.now() + 600_000).toISOString();
}

function mountCampaigns(world: FakeWorld, on: On): void {
  const find = ({ params }: Asked) => world.campaigns.find((campaign) => campaign.id === params['id']) ?? data.emptyDraft;
  const put = (next: Campaign) => {
    world.campaigns = [next, ...world.campaigns.filter((campaign) => campaign.id !== next.id)];
    return next;
  };
  on(campaigns.listCampaigns, () => ({
    success: true as const,
    campaigns: world.campaigns.map(data.summaryOf),
    count: world.campaigns.length,
  }));
  on(campaigns.createCampaign, ({ body }) => put(applied(data.emptyDraft, body as CampaignInput)));
  on(campaigns.changeCampaign, (asked) => put(applied(find(asked), asked.body as CampaignInput)));
  on(campaigns.getCampaign, find);
  on(previewRow, (asked) => data.previewOf(find(asked), Number(asked.params['row'])));
  on(sendTest, () => ({ success: true as const, to: data.anna.emailAddress, sentAt: new Date().toISOString() }));
  on(campaigns.startCampaign, (asked) => put({ ...data.runningCampaign(Date.now()), id: find(asked).id }));
  on(campaigns.pauseCampaign, (asked) => put({ ...find(asked), status: 'paused' }));
  on(campaigns.resumeCampaign, (asked) => put({ ...find(asked), status: 'running' }));
  on(campaigns.cancelCampaign, (asked) => put({ ...find(asked), status: 'cancelled', finishedAt: new Date().toISOString() }));
  on(campaigns.campaignEvents, (asked) => {
    asked.response.writeHead(200, { 'content-type': 'text/event-stream' });
    asked.response.write(`event: campaign\ndata: ${JSON.stringify(data.summaryOf(find(asked)))}\n\n`);
    return STREAMED as unknown as string;
  });
  on(listResults, ({ query }) => {
    const wanted = world.rows
      .filter((row) => !query.has('status') || row.status === query.get('status'))
      .filter((row) => (row.to ?? '').includes(query.get('search') ?? ''));
    const offset = Number(query.get('offset') ?? 0);
    return { results: wanted.slice(offset, offset + Number(query.get('limit') ?? 50)), count: wanted.length };
  });
  mountAfterwards(world, on, { find, put });
  on(downloadReport, ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/csv' }).end('row,to,status\n1,anna@contoso.com,accepted\n');
    return STREAMED as unknown as string;
  });
}

/** As the server would: a letter has its fields, a list its columns, and the check follows. */
function applied(draft: Campaign, input: CampaignInput): Campaign {
  const {
    letter,
    list,
    sheet,
    columns,
    attachment: _attachment,
    attachments,
    providerId,
    fieldPolicies,
    merge,
    reading: _reading,
    sending,
    ...plain
  } = input;
  const next: Campaign = { ...draft, ...plain, merge: { ...draft.merge, ...merge }, sending: { ...draft.sending, ...sending } };
  if (providerId !== undefined) Object.assign(next, { providerId, from: data.anna.emailAddress });
  if (letter && 'name' in letter) Object.assign(next, { name: letter.name, letter: { ...data.letter, name: letter.name } });
  if (list)
    Object.assign(next, { ...data.checkedDraft, id: draft.id, letter: next.letter, list: data.list, subject: next.subject });
  if (sheet !== undefined && next.list) next.list = { ...next.list, sheet };
  if (columns)
    next.columns = {
      ...next.columns,
      ...Object.fromEntries(Object.entries(columns).map(([key, value]) => [key, value || null])),
    };
  if (fieldPolicies) next.fieldPolicies = fieldPolicies;
  if (attachments !== undefined)
    next.attachments = attachments.flatMap((file) =>
      'id' in file
        ? draft.attachments.filter(({ id }) => id === file.id)
        : { id: file.name, name: file.name, bytes: 1000, contentType: file.contentType },
    );
  const blockers = next.list
    ? data.checkedDraft.check.blockers.filter(({ code, field = '' }) =>
        code === 'FIELD_UNMATCHED' ? next.columns[field] === null : next.fieldPolicies[field] !== 'empty',
      )
    : [];
  return { ...next, check: { ...next.check, blockers } };
}

async function answer(
  handlers: Mounted[],
  world: FakeWorld,
  dist: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  for (const { route, handler } of handlers) {
    const params = matchPath(route.path, url.pathname);
    if (request.method !== route.method || !params) continue;
    const body = await readBody(request);
    const trouble = world.trouble.get(route.summary);
    if (trouble) return sendJson(response, trouble.status, trouble.body);
    const given = handler({ params, query: url.searchParams, body, response });
    return given === STREAMED ? undefined : sendJson(response, route.okStatus ?? 200, given);
  }
  await sendFile(dist, url.pathname, response);
}

function matchPath(pattern: string, given: string): Record<string, string> | null {
  const source = pattern.replace(/\./g, '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${source}$`).exec(given);
  return found ? { ...found.groups } : null;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self' blob: data: about:";

async function sendFile(dist: string | undefined, pathname: string, response: ServerResponse): Promise<void> {
  const name = pathname === '/' ? '/pane.html' : pathname;
  try {
    if (dist === undefined || name.includes('..')) throw new Error('no such page');
    const content = await readFile(path.join(dist, name));
    response.writeHead(200, {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
