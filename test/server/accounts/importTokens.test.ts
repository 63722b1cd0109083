/** Tokens that already exist: tried once, then stored; or refused with the next step, and nothing is stored. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type ImportDeps, importMailbox } from '../../../server/accounts/importTokens.ts';
import type { MailProvider, OpenedMailbox } from '../../../server/accounts/providers/mailProvider.ts';
import { AppError } from '../../../server/http/appError.ts';
import type { OAuthApp } from '../../../server/oauth/oauthApp.ts';
import type { Mender, TokenAnswer } from '../../../server/oauth/tokenAnswer.ts';
import { type AccountScene, accountScene, ANNA, granted, refused } from '../../support/accountScene.ts';

let scene: AccountScene;
let deps: ImportDeps;
let kept: OAuthApp[];
let dropped: string[];
let mended: string[];
let answer: TokenAnswer;
let opened: OpenedMailbox;
let shown: { refreshToken: string; scopes: readonly string[] }[];
let openedWith: unknown[];

const OWN = { clientId: 'own-client', clientSecret: 'own-secret', refreshToken: 'refresh-given' };

beforeEach(async () => {
  scene = await accountScene();
  [kept, dropped, mended, shown, openedWith] = [[], [], [], [], []];
  answer = granted(scene, 'access-1', 'refresh-1');
  opened = {
    ok: true,
    identity: ANNA,
    address: 'anna@contoso.example',
    displayName: 'Anna',
    grant: granted(scene, 'access-2', 'refresh-2'),
    trouble: null,
  };
  const providerFor = (app: OAuthApp): MailProvider => ({
    ...scene.provider,
    app,
    key: app.key,
    name: 'Microsoft',
    refresh: (refreshToken, scopes) => {
      shown.push({ refreshToken, scopes });
      return Promise.resolve(answer);
    },
    openMailbox: (grant, ask) => {
      openedWith.push({ refreshToken: grant.refreshToken, ...ask });
      return Promise.resolve(opened);
    },
  });
  deps = {
    store: scene.store,
    vault: scene.vault,
    clock: () => scene.now,
    newId: () => 'imported-1',
    appByKey: (key) => Promise.resolve(key === scene.app.key ? scene.app : undefined),
    appByClient: (kind, clientId) =>
      Promise.resolve(kind === scene.app.kind && clientId === scene.app.clientId ? scene.app : undefined),
    draftOwnApp: (ownerId, { kind, clientId, clientSecret }) =>
      Promise.resolve({
        ...scene.app,
        key: 'own-1',
        kind,
        clientId,
        source: 'import',
        ownerId,
        credential: clientSecret ? { kind: 'secret', secret: clientSecret } : { kind: 'none' },
      }),
    providerOf: (key) => Promise.resolve(key === scene.app.key ? providerFor(scene.app) : undefined),
    providerFor,
    keepOwnApp: (app) => Promise.resolve(void kept.push(app)),
    dropUnusedApp: (key) => Promise.resolve(void dropped.push(key)),
    credentialsChanged: (key) => Promise.resolve(void mended.push(key)),
  };
});

const importFor = (body: Parameters<typeof importMailbox>[2], userId = 'u') =>
  importMailbox(deps, { userId, role: 'user' }, body);

async function refusal(body: Parameters<typeof importMailbox>[2]): Promise<AppError> {
  const error = await importFor(body).then(
    () => new Error('it went well'),
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(AppError);
  expect(await scene.store.ofUser('u')).toEqual([]);
  expect(kept).toEqual([]);
  return error as AppError;
}

describe('good tokens', () => {
  test('are renewed once, opened, and stored sealed: the newest of them', async () => {
    const row = await importFor({ refreshToken: 'refresh-given', fromName: ' Anna at Contoso ', keepAlive: true });
    expect(shown).toEqual([{ refreshToken: 'refresh-given', scopes: ['Mail.Send'] }]);
    expect(openedWith).toEqual([{ refreshToken: 'refresh-1', nonce: null, loginHint: null }]);
    expect(row).toMatchObject({
      email_address: 'anna@contoso.example',
      app: 'microsoft',
      state: 'connected',
      from_name: 'Anna at Contoso',
      keep_alive: 1,
    });
    const place = (column: string) => `email_providers/${row.id}/${column}`;
    expect(await scene.vault.open(row.refresh_token ?? '', place('refresh_token'))).toBe('refresh-2');
    expect(await scene.vault.open(row.access_token ?? '', place('access_token'))).toBe('access-2');
    expect(kept).toEqual([]);
  });

  test('keep the given refresh token where none came back', async () => {
    answer = granted(scene, 'access-1');
    if (opened.ok) opened.grant = granted(scene, 'access-1');
    const row = await importFor({ refreshToken: 'refresh-given' });
    expect(openedWith).toMatchObject([{ refreshToken: 'refresh-given' }]);
    expect(await scene.vault.open(row.refresh_token ?? '', `email_providers/${row.id}/refresh_token`)).toBe('refresh-given');
  });

  test('with an own app store it only now, and mend what else hangs on it', async () => {
    const row = await importFor(OWN);
    expect(row.app).toBe('own-1');
    expect(kept).toMatchObject([{ key: 'own-1', clientId: 'own-client', ownerId: 'u' }]);
    expect(mended).toEqual(['own-1']);
  });

  test('of a mailbox that is connected already renew that row, and give up its former app', async () => {
    const id = await scene.connect({ app: 'own-0' });
    expect(await importFor(OWN)).toMatchObject({ id, app: 'own-1', state: 'connected' });
    expect(dropped).toEqual(['own-0']);
    expect(await scene.store.ofUser('u')).toHaveLength(1);
  });

  test('bring a disconnected mailbox back', async () => {
    const id = await scene.connect();
    await scene.store.forget(id, { state: 'disconnected', is_active: 0 });
    expect(await importFor({ refreshToken: 'refresh-given' })).toMatchObject({
      id,
      state: 'connected',
      is_active: 1,
      state_next: null,
    });
  });

  test('may be imported by whoever holds them: each person has a row of their own', async () => {
    await scene.connect({}, 'v');
    expect(await importFor({ refreshToken: 'refresh-given' })).toMatchObject({ id: 'imported-1', user_id: 'u' });
    expect(await scene.store.ofUser('v')).toHaveLength(1);
  });

  test('imported twice at the same moment are one row', async () => {
    let made = 0;
    deps.newId = () => `imported-${(made += 1)}`;
    const rows = await Promise.all([importFor({ refreshToken: 'a' }), importFor({ refreshToken: 'b' })]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    expect(await scene.store.ofUser('u')).toHaveLength(1);
  });

  test('of a mailbox whose administrator must allow it first are kept, and say so', async () => {
    if (opened.ok) opened.trouble = { state: 'needs-admin', reason: 'SMTP is off.', next: 'Ask your administrator.' };
    expect(await importFor(OWN)).toMatchObject({ state: 'needs-admin', state_reason: 'SMTP is off.', is_active: 0 });
  });

  test('pass on the address and the scopes', async () => {
    await importFor({ ...OWN, emailAddress: 'anna@contoso.example', scopes: ['SMTP.Send'] });
    expect(shown[0]?.scopes).toEqual(['SMTP.Send']);
    expect(openedWith).toMatchObject([{ loginHint: 'anna@contoso.example' }]);
  });
});

describe('refused and not stored', () => {
  test('no refresh token', async () => {
    expect(await refusal({ clientId: 'x' })).toMatchObject({
      code: 'MISSING_FIELDS',
      message: 'Missing required fields: refreshToken',
      extras: { details: { missing: ['refreshToken'] } },
    });
  });

  test('a name with a line break, before anything is asked', async () => {
    expect(await refusal({ ...OWN, fromName: 'Anna\r\nBcc: x@example.com' })).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(shown).toEqual([]);
  });

  test.each<[Mender, boolean, string, RegExp]>([
    ['user', false, 'IMPORT_REFUSED', /does not accept this refresh token .* nothing was stored\. Sign in anew/],
    ['user', true, 'IMPORT_REFUSED', /does not accept this refresh token/],
    ['declined', true, 'IMPORT_REFUSED', /does not accept this refresh token/],
    ['admin', true, 'IMPORT_REFUSED', /^help for CODE Nothing was stored; import again when that is done\.$/],
    ['operator', false, 'OPERATOR_FAULT', /^help for CODE Nothing was stored\.$/],
    ['operator', true, 'IMPORT_REFUSED', /does not let this application in\. Check clientId, clientSecret and tenant \(common\)/],
    ['later', true, 'PROVIDER_UNAVAILABLE', /^help for CODE Nothing was stored\.$/],
  ])('a refusal that the %s can mend (own app: %s) is %s', async (mender, own, code, sentence) => {
    answer = refused(mender, 'CODE', mender === 'later' ? { waitMs: 2500 } : {});
    const error = await refusal(own ? OWN : { refreshToken: 'refresh-given' });
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence), extras: { provider: { code: 'CODE' } } });
    expect(error.extras.retryAfterSeconds).toBe(mender === 'later' ? 3 : undefined);
  });

  test.each([
    ['a wrong secret', OWN, /does not accept this clientSecret with this clientId\. Give the secret’s value, not its id/],
    ['no secret where one is wanted', { ...OWN, clientSecret: undefined }, /wants a client secret for this clientId/],
  ] as const)('%s is said to whoever imports, not to the operator', async (_what, { clientSecret, ...body }, sentence) => {
    answer = { ok: false, mender: 'operator', failure: { error: 'invalid_client', help: 'set EMAIL_CLIENT_SECRET again' } };
    const error = await refusal({ ...body, ...(clientSecret !== undefined && { clientSecret }) });
    expect(error).toMatchObject({ code: 'IMPORT_REFUSED', message: expect.stringMatching(sentence) });
    expect(JSON.stringify(error.extras)).not.toContain('EMAIL_CLIENT_SECRET');
  });

  test.each<[string, boolean, OpenedMailbox, string, RegExp]>([
    [
      'nobody proved',
      true,
      { ok: false, code: 'CONNECT_FAILED', sentence: 'No proof.' },
      'IMPORT_REFUSED',
      /^No proof\. Nothing was stored\.$/,
    ],
    [
      'a permission that is missing',
      true,
      { ok: false, code: 'MAILBOX_PERMISSION_MISSING', sentence: 'May not send.' },
      'IMPORT_REFUSED',
      /May not send/,
    ],
    ['busy', true, { ok: false, code: 'PROVIDER_UNAVAILABLE', sentence: 'Busy.' }, 'PROVIDER_UNAVAILABLE', /Busy/],
    [
      'the server’s app set up wrongly',
      false,
      { ok: false, code: 'OPERATOR_FAULT', sentence: 'No server.' },
      'OPERATOR_FAULT',
      /No/,
    ],
    ['the own app set up wrongly', true, { ok: false, code: 'OPERATOR_FAULT', sentence: 'No server.' }, 'IMPORT_REFUSED', /No/],
  ])('a mailbox that does not open: %s', async (_what, own, end, code, sentence) => {
    opened = end;
    const error = await refusal(own ? OWN : { refreshToken: 'refresh-given' });
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  test.each([
    ['needs-reconnect', false],
    ['operator-fault', true],
  ] as const)('a mail server that does not let them in (%s)', async (state, own) => {
    if (opened.ok) opened.trouble = { state, reason: 'No entry.', next: 'Get others.' };
    const error = await refusal(own ? OWN : { refreshToken: 'refresh-given' });
    expect(error).toMatchObject({ code: 'IMPORT_REFUSED', message: 'No entry. Nothing was stored. Get others.' });
  });

  test('a mailbox of another organisation than the tenant that was named', async () => {
    const tenant = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
    if (opened.ok) opened.identity = { ...ANNA, tid: '8b6d9e24-1c3f-4f7a-8e52-2a9c4d6b7f31' };
    expect(await refusal({ refreshToken: 'refresh-given', tenant })).toMatchObject({
      code: 'IMPORT_REFUSED',
      message: expect.stringContaining('belongs to another organisation'),
    });
  });

  test('where a refresh token is good once, it is said that it may be used up', async () => {
    scene.app = { ...scene.app, rotation: 'strict' };
    answer = refused('later', 'no_answer', { lost: true });
    expect((await refusal({ refreshToken: 'refresh-given' })).message).toContain('may be used up now');
    answer = granted(scene, 'access-1', 'refresh-1');
    opened = { ok: false, code: 'PROVIDER_UNAVAILABLE', sentence: 'Busy.' };
    expect((await refusal({ refreshToken: 'refresh-given' })).message).toContain('may be used up now');
  });

  test('nothing of what was given is in any answer', async () => {
    for (const mender of ['user', 'admin', 'operator', 'later'] as const) {
      answer = refused(mender, 'CODE');
      const error = await refusal({ ...OWN, accessToken: 'access-given' });
      expect(`${error.message} ${JSON.stringify(error.extras)}`).not.toMatch(/refresh-given|own-secret|access-given/);
    }
  });
});
