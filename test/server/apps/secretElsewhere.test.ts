/** What is stored and never given back must not be made to go elsewhere either. */
import { expect, test } from '@jest/globals';
import { type AppsHouse, anAppsRoom } from '../../support/anAppsRoom.ts';

const SMTP = { host: 'smtp.fjord.example', port: 587, security: 'starttls', auth: 'xoauth2' } as const;
const PLACES = { authorizeUrl: 'https://id.fjord.example/auth', tokenUrl: 'https://id.fjord.example/token' };
const GENERIC = { kind: 'generic', name: 'Fjord', clientId: 'f', clientSecret: 'hush', urls: PLACES, smtp: SMTP } as const;
const GOOGLE = { kind: 'google', clientId: 'g', clientSecret: 'hush' } as const;

type Body = { id: string; code?: string; error?: string };
const call = (house: AppsHouse, method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
  house.call<Body>('anna', method, `/api/email/apps${path}`, body && { body });

const elsewhere = { ...PLACES, tokenUrl: 'https://elsewhere.example/token' };

test.each<[string, object, object, number]>([
  ['another token address', GENERIC, { urls: elsewhere }, 400],
  ['another token address of Google', GOOGLE, { urls: { tokenUrl: 'https://elsewhere.example/token' } }, 400],
  ['another issuer, which would say another token address', GENERIC, { urls: { issuer: 'https://elsewhere.example' } }, 400],
  ['a place to withdraw at', GENERIC, { urls: { ...PLACES, revocationUrl: 'https://elsewhere.example/r' } }, 400],
  ['another one with the secret, given again', GENERIC, { urls: elsewhere, clientSecret: 'hush' }, 200],
  ['another one without a secret', GENERIC, { urls: elsewhere, clientSecret: null }, 200],
  ['another one of a public client', { ...GENERIC, clientSecret: undefined }, { urls: elsewhere }, 200],
  ['another path there', GENERIC, { urls: { ...PLACES, tokenUrl: 'https://id.fjord.example/oauth/token' } }, 200],
  [
    'another place to sign in, where no secret goes',
    GENERIC,
    { urls: { ...PLACES, authorizeUrl: 'https://www.fjord.example/a' } },
    200,
  ],
  ['another mail server, where no secret goes', GENERIC, { smtp: { ...SMTP, host: 'mail.fjord.example' } }, 200],
  ['another name', GENERIC, { name: 'Fjord Mail' }, 200],
])('%s', async (_what, app, change, status) => {
  const house = await anAppsRoom();
  const { id } = (await call(house, 'POST', '', app)).body;
  const answer = await call(house, 'PATCH', `/${id}`, change);
  expect(answer.status).toBe(status);
  if (status === 200) return;
  expect(answer.body.code).toBe('INVALID_REQUEST');
  expect(answer.body.error).toMatch(/client secret would go to .*elsewhere\.example.*Give clientSecret/);
});

test('an application that came with somebody’s import is theirs: it can be switched off, and nothing else', async () => {
  const house = await anAppsRoom();
  const own = await house.room.own.draft('ben', { kind: 'microsoft', clientId: 'own', clientSecret: 'hush' });
  await house.room.own.keep(own);
  for (const change of [
    { clientSecret: 'mine' },
    { urls: { graphUrl: 'https://elsewhere.example' } },
    { enabled: true, name: 'x' },
  ]) {
    const answer = await call(house, 'PATCH', `/${own.id}`, change);
    expect([answer.status, answer.body.code]).toEqual([409, 'APP_READ_ONLY']);
  }
  expect((await call(house, 'PATCH', `/${own.id}`, { enabled: false })).status).toBe(200);
  expect(await house.room.registry.byKey(own.key)).toMatchObject({ enabled: false, credential: { secret: 'hush' } });
});
