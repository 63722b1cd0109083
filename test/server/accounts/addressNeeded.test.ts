/** A provider that does not say whose mailbox it is: the address is asked for before the trip, where that is known before. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aConnectHouse, type ConnectHouse } from '../../support/aConnectHouse.ts';

const PLACES = { authorizeUrl: 'https://mail.example/authorize', tokenUrl: 'https://mail.example/token' };
let house: ConnectHouse;
beforeEach(async () => {
  house = await aConnectHouse();
});
afterEach(() => house.close());

const through = (urls: object) => Object.assign(house.providers.mail.app, { urls });
const attempts = () => house.db.selectFrom('connect_attempts').select('login_hint').execute();

test.each([
  ['nothing', null, /^Fine Mail does not say which mailbox this is\. Give its address\.$/],
  ['what is no address', 'office', /^“office” is no complete e-mail address\. Give the address of the mailbox/],
])('with %s it does not begin, and nothing is kept', async (_, loginHint, sentence) => {
  through(PLACES);
  await expect(house.start('anna', { loginHint })).rejects.toMatchObject({
    code: 'ADDRESS_NEEDED',
    message: expect.stringMatching(sentence),
  });
  expect(await attempts()).toEqual([]);
});

test.each([
  ['it was given', PLACES, 'box@mail.example'],
  ['user info may say it', { ...PLACES, userinfoUrl: 'https://mail.example/me' }, null],
  ['the issuer may say it', { issuer: 'https://mail.example' }, null],
])('it begins where %s', async (_, urls, loginHint) => {
  through(urls);
  await house.start('anna', { loginHint });
  expect(await attempts()).toEqual([{ login_hint: loginHint }]);
});

test('a mailbox that is connected again is known by its address', async () => {
  await house.start('anna');
  const state = house.providers.mail.asked.at(-1)?.state ?? '';
  const page = await house.browser().open(`/api/email/auth/mail/callback?state=${state}&code=anna.lasting`);
  expect(page.status).toBe(200);
  const { id } = await house.db.selectFrom('email_providers').select('id').executeTakeFirstOrThrow();
  through(PLACES);
  await house.start('anna', { reconnectId: id });
  expect((await attempts()).at(-1)).toEqual({ login_hint: 'anna@mail.example' });
});

test('somebody with a hosted link who gave none is told the same', async () => {
  through(PLACES);
  const made = await house.call('anna', 'POST', '/api/email/auth/links', { providerKey: 'mail' });
  const browser = house.browser();
  const page = await browser.open((made.body as { url: string }).url);
  expect((await browser.press(page, 'app', 'mail', { address: ' ' })).text).toContain('does not say which mailbox this is');
  expect((await browser.press(page, 'app', 'mail', { address: 'carl@mail.example' })).status).toBe(303);
});
