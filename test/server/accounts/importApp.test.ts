/** Which application imported tokens belong to, and who may say what about it. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { chooseImportApp, type ImportAppDeps } from '../../../server/accounts/importApp.ts';
import { AppError } from '../../../server/http/appError.ts';
import { appOfSettings, type OAuthApp } from '../../../server/oauth/oauthApp.ts';
import type { NewApp } from '../../../shared/api/apps.ts';
import type { ImportBody } from '../../../shared/api/importAccount.ts';

const SETTINGS = {
  clientSecret: 's',
  tenant: 'common',
  authorityUrl: 'https://login.example',
  graphUrl: 'https://graph.example',
};
const MICROSOFT = appOfSettings({ ...SETTINGS, clientId: 'server-client' });
const SECOND = { ...MICROSOFT, key: 'microsoft-2', name: 'Second', clientId: 'second-client', source: 'api' } as const;
const ACME = { ...MICROSOFT, key: 'acme', name: 'Acme', kind: 'generic', clientId: 'acme-client', source: 'api' } as const;
const BENS = { ...MICROSOFT, key: 'own-ben', clientId: 'ben-client', source: 'import', ownerId: 'ben' } as const;

let apps: OAuthApp[];
let drafted: { ownerId: string; ask: Omit<NewApp, 'key'> }[];
let deps: ImportAppDeps;

beforeEach(() => {
  apps = [MICROSOFT, SECOND, ACME, BENS];
  drafted = [];
  deps = {
    appByKey: (key) => Promise.resolve(apps.find((app) => app.key === key)),
    appByClient: (kind, clientId) =>
      Promise.resolve(apps.find((app) => app.kind === kind && app.clientId === clientId && app.ownerId === null)),
    draftOwnApp: (ownerId, ask) => {
      drafted.push({ ownerId, ask });
      return Promise.resolve({ ...MICROSOFT, key: 'own-new', kind: ask.kind, clientId: ask.clientId, source: 'import', ownerId });
    },
  };
});

const choose = (body: ImportBody, role: 'user' | 'admin' = 'user', userId = 'anna') =>
  chooseImportApp(deps, { userId, role }, body);

describe('tokens belong to', () => {
  test.each<[string, ImportBody, string, boolean]>([
    ['the app of the settings, where nothing is said', {}, 'microsoft', false],
    ['a server’s app by its client id', { clientId: 'server-client' }, 'microsoft', false],
    ['another of the server’s apps by its client id', { clientId: 'second-client' }, 'microsoft-2', false],
    ['a server’s app by its key', { provider: 'acme' }, 'acme', false],
    ['a server’s app by key and client id', { provider: 'acme', clientId: 'acme-client' }, 'acme', false],
    ['an app of their own, with a client id nobody here has', { clientId: 'mine' }, 'own-new', true],
    ['an app of their own, with a secret', { clientId: 'server-client', clientSecret: 'mine' }, 'own-new', true],
    ['an app of their own of another kind', { provider: 'google', clientId: 'mine', clientSecret: 'x' }, 'own-new', true],
    [
      'not an app of another kind that has the same client id',
      { provider: 'google', clientId: 'server-client' },
      'own-new',
      true,
    ],
    ['nobody else’s own app', { clientId: 'ben-client' }, 'own-new', true],
  ])('%s', async (_what, body, key, own) => {
    expect(await choose(body)).toMatchObject({ own, app: { key } });
  });

  test('their owner’s own app by its key', async () => {
    expect(await choose({ provider: 'own-ben' }, 'user', 'ben')).toMatchObject({ own: false, app: { key: 'own-ben' } });
  });

  test('an own app made of what was given, for that person', async () => {
    await choose({ clientId: 'mine', clientSecret: 'x', tenant: 'contoso.example', cloud: 'usgov', baseScope: 'smtp' });
    expect(drafted).toEqual([
      {
        ownerId: 'anna',
        ask: {
          kind: 'microsoft',
          clientId: 'mine',
          clientSecret: 'x',
          accountTypes: 'contoso.example',
          cloud: 'usgov',
          baseScope: 'smtp',
        },
      },
    ]);
  });

  test('a generic app that is called after its host', async () => {
    const smtp = { host: 'smtp.example', port: 587, security: 'starttls', auth: 'xoauth2' } as const;
    await choose({ provider: 'generic', clientId: 'mine', urls: { issuer: 'https://login.post.example/a' }, smtp }, 'admin');
    expect(drafted[0]?.ask).toMatchObject({ kind: 'generic', name: 'login.post.example', smtp });
  });
});

describe('refused is', () => {
  const server = { host: 'smtp.example', port: 587, security: 'starttls', auth: 'xoauth2' } as const;
  test.each<[string, ImportBody, string, RegExp]>([
    ['an app that is not there', { provider: 'nobody' }, 'APP_NOT_FOUND', /knows no “nobody”/],
    ['somebody else’s app by its key', { provider: 'own-ben' }, 'APP_NOT_FOUND', /knows no/],
    ['a secret without its client id', { clientSecret: 'x' }, 'MISSING_FIELDS', /clientId/],
    ['a kind this server has no app of, without a client id', { provider: 'google' }, 'MISSING_FIELDS', /clientId/],
    [
      'a server’s app with another client id',
      { provider: 'acme', clientId: 'mine' },
      'INVALID_REQUEST',
      /“Acme” .* has its own client id/,
    ],
    ['a server’s app with another secret', { provider: 'acme', clientSecret: 'x' }, 'INVALID_REQUEST', /give provider generic/],
    [
      'addresses to call, from somebody',
      { clientId: 'mine', urls: { tokenUrl: 'https://10.0.0.1/token' } },
      'ADMIN_ONLY',
      /urls/,
    ],
    ['a mail server to call, from somebody', { clientId: 'mine', smtp: server, imap: server }, 'ADMIN_ONLY', /smtp, imap/],
    [
      'what follows from a server’s app',
      { cloud: 'china', baseScope: 'smtp' },
      'INVALID_REQUEST',
      /cloud, baseScope follow from it/,
    ],
  ])('%s', async (_what, body, code, sentence) => {
    const error = await choose(body).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  test('an app that is switched off', async () => {
    apps = [{ ...MICROSOFT, enabled: false }];
    await expect(choose({})).rejects.toMatchObject({ code: 'APP_NOT_FOUND', message: expect.stringContaining('switched off') });
  });

  test('not an administrator’s own addresses', async () => {
    expect(await choose({ clientId: 'mine', urls: { tokenUrl: 'https://login.example/token' } }, 'admin')).toMatchObject({
      own: true,
    });
  });
});
