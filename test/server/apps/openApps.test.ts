/** The room of applications from inside: what others are told, what another process wrote, own apps of imports. */
import { describe, expect, test } from '@jest/globals';
import type { OAuthAppView } from '../../../shared/api/apps.ts';
import { type AppsHouse, anAppsRoom } from '../../support/anAppsRoom.ts';

const SMTP = { host: 'smtp.fjord.example', port: 587, security: 'starttls', auth: 'oauthbearer' } as const;
const GENERIC = {
  kind: 'generic',
  name: 'Fjord',
  clientId: 'f',
  urls: { issuer: 'https://id.fjord.example' },
  smtp: SMTP,
} as const;
const MICROSOFT = { kind: 'microsoft', clientId: 'm', clientSecret: 'one' } as const;

type Body = OAuthAppView & { code?: string; error?: string; details?: unknown };
const create = (house: AppsHouse, body: object) => house.call<Body>('anna', 'POST', '/api/email/apps', { body });
const change = (house: AppsHouse, id: string, body: object) =>
  house.call<Body>('anna', 'PATCH', `/api/email/apps/${id}`, { body });
const remove = (house: AppsHouse, id: string) => house.call<Body>('anna', 'DELETE', `/api/email/apps/${id}`);

describe('an issuer', () => {
  test('is asked once when the app is made, and again when it changes', async () => {
    const house = await anAppsRoom();
    const { id } = (await create(house, GENERIC)).body;
    await change(house, id, { name: 'Fjord Mail' });
    expect(house.issuers.asked).toEqual(['https://id.fjord.example']);
    await change(house, id, { urls: { issuer: 'https://new.fjord.example' } });
    expect(house.issuers.asked).toEqual(['https://id.fjord.example', 'https://new.fjord.example']);
  });

  test.each([
    [true, 503, 'PROVIDER_UNAVAILABLE'],
    [false, 400, 'INVALID_REQUEST'],
  ])('that does not do (later: %p) stores nothing', async (later, status, code) => {
    const house = await anAppsRoom();
    house.issuers.verdict = { ok: false, later, sentence: 'It says nothing. Check the address.' };
    const answer = await create(house, GENERIC);
    expect([answer.status, answer.body.code, answer.body.error]).toEqual([status, code, 'It says nothing. Check the address.']);
    expect(await house.room.registry.all()).toHaveLength(1);
  });

  test('of Microsoft and Google is not asked', async () => {
    const house = await anAppsRoom();
    await create(house, MICROSOFT);
    expect(house.issuers.asked).toEqual([]);
  });
});

describe('mailboxes that stopped because of the app', () => {
  test.each<[object, boolean]>([
    [{ clientSecret: 'two' }, true],
    [{ clientSecret: 'one' }, false],
    [{ clientId: 'other' }, true],
    [{ accountTypes: 'contoso.com' }, true],
    [{ name: 'New name', enabled: false, prompt: 'login' }, false],
  ])('%o: tried again: %p', async (body, again) => {
    const house = await anAppsRoom();
    const { id, key } = (await create(house, MICROSOFT)).body;
    expect((await change(house, id, body)).status).toBe(200);
    expect(house.changed).toEqual(again ? [key] : []);
  });
});

describe('removing', () => {
  test.each([
    [1, /^1 mailbox is connected through “Microsoft 2”\. Disconnect it first/],
    [3, /^3 mailboxes are connected through “Microsoft 2”\. Disconnect them first/],
  ])('is refused while %p are connected', async (count, sentence) => {
    const house = await anAppsRoom();
    const { id, key } = (await create(house, { ...MICROSOFT, name: 'Microsoft 2' })).body;
    house.mailboxes.set(key, count);
    const { status, body } = await remove(house, id);
    expect([status, body.code, body.details]).toEqual([409, 'APP_IN_USE', { accounts: count }]);
    expect(body.error).toMatch(sentence);
    house.mailboxes.set(key, 0);
    expect((await remove(house, id)).status).toBe(200);
    expect(await house.room.registry.byKey(key)).toBeUndefined();
  });
});

describe('the registry', () => {
  test('sees at once what another process wrote, secrets open', async () => {
    const house = await anAppsRoom();
    const there = house.elsewhere().registry;
    const { id } = (await create(house, { ...MICROSOFT, key: 'contoso' })).body;
    expect(await there.byKey('contoso')).toMatchObject({ clientId: 'm', credential: { kind: 'secret', secret: 'one' } });
    const before = (await there.byKey('contoso'))?.version ?? 0;
    await change(house, id, { clientSecret: 'two' });
    const after = await there.byKey('contoso');
    expect(after?.credential).toEqual({ kind: 'secret', secret: 'two' });
    expect(after?.version).toBeGreaterThan(before);
    expect((await there.all()).map(({ key }) => key)).toEqual(['microsoft', 'contoso']);
  });

  test('finds an app by what the provider knows it as, and nobody else’s', async () => {
    const house = await anAppsRoom();
    const own = await house.room.own.draft('ben', MICROSOFT);
    await house.room.own.keep(own);
    const { registry } = house.room;
    expect((await registry.byClient('microsoft', 'settings-client', null))?.key).toBe('microsoft');
    expect((await registry.byClient('microsoft', 'm', 'ben'))?.key).toBe(own.key);
    expect(await registry.byClient('microsoft', 'm', 'anna')).toBeUndefined();
    expect(await registry.byClient('microsoft', 'm', null)).toBeUndefined();
    expect(await registry.byClient('google', 'm', 'ben')).toBeUndefined();
  });
});

describe('somebody’s own app', () => {
  test('is stored only when it is kept, is no choice, and administrators see it as what it is', async () => {
    const house = await anAppsRoom();
    const own = await house.room.own.draft('ben', MICROSOFT);
    expect(await house.room.registry.byKey(own.key)).toBeUndefined();
    await house.room.own.keep(own);
    expect(await house.room.registry.byKey(own.key)).toEqual(own);
    const listed = await house.call<{ apps: OAuthAppView[] }>('anna', 'GET', '/api/email/apps');
    expect(listed.body.apps[1]).toMatchObject({ source: 'import', key: own.key });
    const choices = await house.call<{ choices: { key: string }[] }>('ben', 'GET', '/api/email/auth/choices');
    expect(choices.body.choices.map(({ key }) => key)).toEqual(['microsoft']);
  });

  test('that comes again is the same one with a new secret, and a new version for whoever keeps something of it', async () => {
    const house = await anAppsRoom();
    const first = await house.room.own.draft('ben', MICROSOFT);
    await house.room.own.keep(first);
    const again = await house.room.own.draft('ben', { ...MICROSOFT, clientSecret: 'two' });
    expect([again.id, again.key]).toEqual([first.id, first.key]);
    expect(again.version).toBeGreaterThan(first.version);
    await house.room.own.keep(again);
    expect((await house.room.registry.all()).filter(({ source }) => source === 'import')).toEqual([again]);
    const { id } = await house.room.own.draft('anna', MICROSOFT);
    expect(id).not.toBe(first.id);
  });

  test('of another organisation, or for another way of sending, is another one: the first must go on working', async () => {
    const house = await anAppsRoom();
    const first = await house.room.own.draft('ben', MICROSOFT);
    await house.room.own.keep(first);
    for (const change of [{ accountTypes: 'contoso.example' }, { cloud: 'usgov' }, { baseScope: 'smtp' }] as const) {
      expect((await house.room.own.draft('ben', { ...MICROSOFT, ...change })).key).not.toBe(first.key);
    }
    expect((await house.room.own.draft('ben', { kind: 'microsoft', clientId: MICROSOFT.clientId })).key).toBe(first.key);
  });

  test('may be without a secret, and must fit together like any other', async () => {
    const house = await anAppsRoom();
    const urls = { authorizeUrl: 'https://id.fjord.example/auth', tokenUrl: 'https://id.fjord.example/token' };
    await expect(house.room.own.draft('ben', { kind: 'generic', clientId: 'p', urls, smtp: SMTP })).resolves.toMatchObject({
      credential: { kind: 'none' },
    });
    await expect(house.room.own.draft('ben', { kind: 'generic', clientId: 'p', urls })).rejects.toThrow(/mail server is missing/);
  });

  test('is forgotten with its secret; another app is not', async () => {
    const house = await anAppsRoom();
    const own = await house.room.own.draft('ben', MICROSOFT);
    await house.room.own.keep(own);
    const { key } = (await create(house, MICROSOFT)).body;
    for (const each of [own.key, key, 'microsoft', 'nowhere']) await house.room.own.forget(each);
    expect((await house.room.registry.all()).map((app) => app.key)).toEqual(['microsoft', key]);
  });
});

describe('the sweep', () => {
  test('tells of a secret that ends soon, once a day', async () => {
    const house = await anAppsRoom({ secretExpiresAt: Date.UTC(2026, 5, 5) });
    await house.room.sweep();
    await house.room.sweep();
    expect(house.said).toEqual([expect.stringMatching(/expires in 3 days, on 2026-06-05.*EMAIL_CLIENT_SECRET_EXPIRES/)]);
  });
});
