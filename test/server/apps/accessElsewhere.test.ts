/** People gave access to their mailboxes to go to certain hosts: an administrator cannot send it to others. */
import { expect, test } from '@jest/globals';
import { type AppsHouse, anAppsRoom } from '../../support/anAppsRoom.ts';

const SMTP = { host: 'smtp.fjord.example', port: 587, security: 'starttls', auth: 'xoauth2' } as const;
const PLACES = { authorizeUrl: 'https://id.fjord.example/auth', tokenUrl: 'https://id.fjord.example/token' };
const GENERIC = { kind: 'generic', name: 'Fjord', clientId: 'f', clientSecret: 'hush', urls: PLACES, smtp: SMTP } as const;
const MICROSOFT = { kind: 'microsoft', clientId: 'm', clientSecret: 'hush' } as const;

type Body = { id: string; key: string; code?: string; error?: string };
const call = (house: AppsHouse, method: 'POST' | 'PATCH', path: string, body: object) =>
  house.call<Body>('anna', method, `/api/email/apps${path}`, { body });

const again = { clientSecret: 'hush' };
test.each<[string, object, object, string | null]>([
  ['Graph somewhere else', MICROSOFT, { urls: { graphUrl: 'https://elsewhere.example' } }, 'elsewhere.example'],
  ['another cloud', MICROSOFT, { cloud: 'usgov' }, 'the usgov cloud'],
  [
    'a token address somewhere else',
    GENERIC,
    { urls: { ...PLACES, tokenUrl: 'https://elsewhere.example/t' }, ...again },
    'elsewhere.example',
  ],
  ['user info somewhere else', GENERIC, { urls: { ...PLACES, userinfoUrl: 'https://elsewhere.example/u' } }, 'elsewhere.example'],
  ['another mail server', GENERIC, { smtp: { ...SMTP, host: 'mail.elsewhere.example' } }, 'mail.elsewhere.example'],
  ['an IMAP server', GENERIC, { imap: { ...SMTP, host: 'imap.elsewhere.example', port: 993 } }, 'imap.elsewhere.example'],
  ['another port of the same mail server', GENERIC, { smtp: { ...SMTP, port: 465, security: 'tls' } }, null],
  ['another page to sign in at', GENERIC, { urls: { ...PLACES, authorizeUrl: 'https://www.fjord.example/a' } }, null],
  ['another secret, name and prompt', GENERIC, { clientSecret: 'new', name: 'Fjord Mail', prompt: 'login' }, null],
])('%s', async (_what, app, change, place) => {
  const house = await anAppsRoom();
  const { id, key } = (await call(house, 'POST', '', app)).body;
  house.mailboxes.set(key, 2);
  const answer = await call(house, 'PATCH', `/${id}`, change);
  expect(answer.status).toBe(place === null ? 200 : 409);
  if (place === null) return;
  expect(answer.body).toMatchObject({
    code: 'APP_IN_USE',
    error: expect.stringContaining(`the 2 mailboxes that are connected through it would go to ${place}`),
  });
  // With nobody connected it is only an address.
  house.mailboxes.delete(key);
  expect((await call(house, 'PATCH', `/${id}`, change)).status).toBe(200);
});
