/** The connection pages and links on an in-memory database, with a fake clock and providers that do as the code says. */
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { accountsStore } from '../../server/accounts/accounts.store.ts';
import { attemptsStore } from '../../server/accounts/attempts.store.ts';
import type { ConnectDeps } from '../../server/accounts/connectDeps.ts';
import type { ConsentAnswer } from '../../server/oauth/consentAnswer.ts';
import { mountConnectPages } from '../../server/accounts/connectPages.routes.ts';
import { linksStore } from '../../server/accounts/links.store.ts';
import { type StartedAttempt, startAttempt } from '../../server/accounts/startAttempt.ts';
import { errorReply } from '../../server/http/errorReply.ts';
import { mounter } from '../../server/http/mount.ts';
import { idempotentRun } from '../../server/idempotency/idempotentRun.ts';
import type { Database } from '../../server/storage/database.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createVault } from '../../server/vault/vault.ts';
import { type FakeClock, fakeClock } from './fakeClock.ts';
import { type FakeProvider, fakeProvider } from './fakeProvider.ts';

export const SERVER = 'https://merge.example';

export interface ConnectHouse {
  db: Database;
  clock: FakeClock;
  deps: ConnectDeps;
  /** `mail` gives refresh tokens at the first consent only; `other` is another one beside it. */
  providers: { mail: FakeProvider; other: FakeProvider };
  /** What the log was told. */
  surprises: unknown[];
  /** Answers for states that an administrator brings back. */
  consents: Map<string, ConsentAnswer>;
  /** As somebody's pane would. */
  start(userId: string, change?: Partial<Parameters<typeof startAttempt>[1]>): Promise<StartedAttempt>;
  call(user: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<{ status: number; body: unknown }>;
  /** @param language what it sends as Accept-Language. */
  browser(language?: string): Browser;
  close(): Promise<void>;
}

/** One browser: it keeps its cookies. */
export interface Browser {
  open(url: string, accept?: string): Promise<Shown>;
  head(url: string): Promise<Shown>;
  post(url: string, fields: Record<string, string>): Promise<Shown>;
  /** Presses a button of the form that is on the page. */
  press(page: Shown, name: string, value: string, more?: Record<string, string>): Promise<Shown>;
}

export interface Shown {
  status: number;
  text: string;
  location: string | null;
  headers: Record<string, unknown>;
}

/** What the house vouches for, by user; everybody else's mailbox is a stranger's. */
const VOUCHED: Record<string, string> = { anna: 'anna@mail.example' };

export async function aConnectHouse(): Promise<ConnectHouse> {
  const db = openSqlite(':memory:');
  await migrate(db);
  for (const id of ['anna', 'ben']) await db.insertInto('users').values(aUser(id)).execute();
  const clock = fakeClock();
  const [mail, other] = [fakeProvider('mail', clock.now), fakeProvider('other', clock.now)];
  other.consentForRefresh = false;
  const surprises: unknown[] = [];
  const consents = new Map<string, ConsentAnswer>();
  let ids = 0;
  const deps: ConnectDeps = {
    attempts: attemptsStore(db),
    store: accountsStore(db),
    links: linksStore(db),
    vault: createVault([Buffer.alloc(32, 5)]),
    clock: clock.now,
    newId: () => `id-${(ids += 1)}`,
    providerOf: (key) => Promise.resolve([mail, other].find((provider) => provider.key === key)),
    choices: () => Promise.resolve([mail, other].filter(({ app }) => app.enabled).map(({ key }) => key)),
    surprise: (error) => void surprises.push(error),
    consentAnswered: ({ state = '' }) => Promise.resolve(consents.get(state)),
    serverUrl: SERVER,
    userFor: () => Promise.reject(new Error('nobody signs in here')),
    maySignIn: () => false,
    ownSignIn: false,
    whoIs: (userId) => Promise.resolve({ kind: 'address', address: `${userId}@house.example` }),
    provenOf: (userId) => Promise.resolve({ vouchedEmail: VOUCHED[userId] ?? null, entra: null }),
  };
  const app = routesOf(deps, db, clock);
  return {
    db,
    clock,
    deps,
    providers: { mail, other },
    surprises,
    consents,
    start: (userId, change = {}) =>
      startAttempt(deps, {
        provider: mail,
        purpose: 'connect',
        userId,
        prompt: null,
        loginHint: null,
        features: [],
        reconnectId: null,
        ...change,
      }),
    call: async (user, method, url, body) => {
      const answer = await app.inject({ method, url, headers: { 'x-user': user }, ...(body && { payload: body }) });
      return { status: answer.statusCode, body: answer.json() };
    },
    browser: (language) => aBrowserOf(app, language),
    close: async () => {
      await app.close();
      await db.destroy();
    },
  };
}

function routesOf(deps: ConnectDeps, db: Database, clock: FakeClock): FastifyInstance {
  const app = Fastify({ exposeHeadRoutes: false });
  app.setErrorHandler((error, request, reply) => void errorReply(error, request, reply));
  void app.register(cookie);
  const mount = mounter({
    app,
    callerOf: ({ headers }) => {
      const userId = String(headers['x-user']);
      return Promise.resolve({ userId, role: 'user', sessionId: null, vouchedEmail: VOUCHED[userId] ?? null, entra: null });
    },
    idempotent: idempotentRun({ db, now: clock.now }),
  });
  mountConnectPages(app, mount, deps);
  return app;
}

function aBrowserOf(app: FastifyInstance, language?: string): Browser {
  const cookies = new Map<string, string>();
  const spoken = language === undefined ? {} : { 'accept-language': language };
  const keep = (answer: LightMyRequestResponse): Shown => {
    for (const { name, value } of answer.cookies) cookies.set(name, value);
    const location = answer.headers.location ?? null;
    return { status: answer.statusCode, text: answer.payload, location, headers: answer.headers };
  };
  const path = (url: string): string => url.replace(SERVER, '');
  const post: Browser['post'] = async (url, fields) =>
    keep(
      await app.inject({
        method: 'POST',
        url: path(url),
        cookies: Object.fromEntries(cookies),
        headers: { ...spoken, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    );
  return {
    open: async (url, accept = 'text/html') =>
      keep(
        await app.inject({ method: 'GET', url: path(url), cookies: Object.fromEntries(cookies), headers: { ...spoken, accept } }),
      ),
    head: async (url) => keep(await app.inject({ method: 'HEAD', url: path(url) })),
    post,
    press: ({ text }, name, value, more = {}) => {
      const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(text) ?? [];
      const [, hidden = '', secret = ''] = /<input type="hidden" name="([^"]+)" value="([^"]+)"/.exec(text) ?? [];
      if (action === '' || !text.includes(`name="${name}" value="${value}"`)) throw new Error(`No such button: ${text}`);
      return post(action, { [hidden]: secret, [name]: value, ...more });
    },
  };
}

function aUser(id: string) {
  const said = { email: null, email_verified: 0, name: null, tenant: null, role: 'user' as const };
  return { ...said, id, issuer: 'host', subject: id, created_at: 0, last_seen_at: 0 };
}
