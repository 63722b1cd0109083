/** The room of OAuth applications on an in-memory database with a fake clock, as it is composed in earnest. */
import Fastify, { type FastifyInstance } from 'fastify';
import type { IssuerVerdict } from '../../server/apps/appsDeps.ts';
import { type AppsRoom, openApps } from '../../server/apps/openApps.ts';
import { errorReply } from '../../server/http/errorReply.ts';
import { mounter } from '../../server/http/mount.ts';
import { idempotentRun } from '../../server/idempotency/idempotentRun.ts';
import { appOfSettings } from '../../server/oauth/oauthApp.ts';
import type { Database } from '../../server/storage/database.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createVault } from '../../server/vault/vault.ts';
import { type FakeClock, fakeClock } from './fakeClock.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Called<T> {
  status: number;
  body: T;
}

export interface AppsHouse {
  db: Database;
  clock: FakeClock;
  room: AppsRoom;
  /** The same rows as another process sees them. */
  elsewhere(): AppsRoom;
  /** Calls a route as that user; `anna` is the administrator. `tid`: the Entra tenant they signed in at. */
  call<T = Record<string, unknown>>(
    user: 'anna' | 'ben',
    method: Method,
    url: string,
    ask?: { body?: object; tid?: string },
  ): Promise<Called<T>>;
  /** Mailboxes by key of the app; to be changed at will. */
  mailboxes: Map<string, number>;
  /** Keys of apps whose mailboxes were called worth another try. */
  changed: string[];
  /** What looks at issuers find, and which were looked at. */
  issuers: { verdict: IssuerVerdict; asked: string[] };
  /** What the log was told. */
  said: string[];
}

export async function anAppsRoom({ tenant = 'common', secretExpiresAt = null as number | null } = {}): Promise<AppsHouse> {
  const db = openSqlite(':memory:');
  await migrate(db);
  for (const id of ['anna', 'ben']) await db.insertInto('users').values(aUser(id)).execute();
  const clock = fakeClock();
  const house = { db, clock, mailboxes: new Map<string, number>(), changed: [] as string[], said: [] as string[] };
  const issuers: AppsHouse['issuers'] = { verdict: { ok: true }, asked: [] };
  const open = (): AppsRoom =>
    openApps({ ...house, ...groundOf({ tenant, secretExpiresAt }, issuers, house.said), clock: clock.now });
  const room = open();
  const app = routesOf(room, house);
  return {
    ...house,
    room,
    issuers,
    elsewhere: open,
    call: async (user, method, url, { body, tid } = {}) => {
      const headers = { 'x-user': user, ...(tid !== undefined && { 'x-tid': tid }) };
      const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}

const VAULT = createVault([Buffer.alloc(32, 7)]);

function groundOf(settings: { tenant: string; secretExpiresAt: number | null }, issuers: AppsHouse['issuers'], said: string[]) {
  const note = (_: object, text: string): void => void said.push(text);
  let ids = 0;
  const ofSettings = appOfSettings({
    ...settings,
    clientId: 'settings-client',
    clientSecret: 's',
    authorityUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
  });
  return {
    vault: VAULT,
    newId: () => `id-${(ids += 1)}`,
    serverUrl: 'https://mail.example.com',
    ofSettings: [ofSettings],
    checkIssuer: (_urls: object, issuer: string) => {
      issuers.asked.push(issuer);
      return Promise.resolve(issuers.verdict);
    },
    log: { warn: note, error: note },
  };
}

function routesOf(
  room: AppsRoom,
  { db, clock, mailboxes, changed }: Pick<AppsHouse, 'db' | 'clock' | 'mailboxes' | 'changed'>,
): FastifyInstance {
  const app = Fastify({ ajv: { customOptions: { removeAdditional: false } } });
  app.setErrorHandler((error, request, reply) => void errorReply(error, request, reply));
  const mount = mounter({
    app,
    callerOf: ({ headers }) => {
      const [userId, tid] = [String(headers['x-user']), headers['x-tid']];
      const entra = typeof tid === 'string' ? { tid, oid: 'o' } : null;
      const role = userId === 'anna' ? ('admin' as const) : ('user' as const);
      return Promise.resolve({ userId, role, sessionId: null, vouchedEmail: null, entra });
    },
    idempotent: idempotentRun({ db, now: clock.now }),
  });
  room.mount(mount, {
    mailboxesByApp: () => Promise.resolve(mailboxes),
    workingByApp: () => Promise.resolve(mailboxes),
    credentialsChanged: async (key) => void changed.push(key),
    scopesOf: (_key, features) =>
      Promise.resolve(['Mail.Send', 'offline_access', 'User.Read', ...(features.includes('followUp') ? ['Mail.Read'] : [])]),
    nameOf: (userId) => Promise.resolve(userId === 'ben' ? 'Ben Berg' : null),
    blockedSignIn: () => Promise.reject(new Error('nobody signs in here')),
  });
  return app;
}

function aUser(id: string) {
  const said = { email: null, email_verified: 0, name: null, tenant: null, role: 'user' as const };
  return { ...said, id, issuer: 'host', subject: id, created_at: 0, last_seen_at: 0 };
}
