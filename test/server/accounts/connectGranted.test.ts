/** Which mailboxes are connected without a question: those that are proven to be the person's own, and no others. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aConnectHouse, type ConnectHouse } from '../../support/aConnectHouse.ts';
import { dataOf } from '../../support/aServer.ts';

let house: ConnectHouse;
beforeEach(async () => {
  house = await aConnectHouse();
});
afterEach(() => house.close());

/** The house vouches for Anna's address, and for nobody else's. */
test.each([
  ['anna', 'anna.lasting', 'connected'],
  ['anna', 'carl.lasting', 'confirm'],
  ['ben', 'anna.lasting', 'confirm'],
  // The address is the one that Anna gave at the start; that a login with it succeeds may be somebody else's right to her mailbox.
  ['anna', 'anna.lasting.hinted', 'confirm'],
])('%s comes back with %s: %s', async (user, code, status) => {
  const { authUrl, connectId } = await house.start(user);
  const state = new URL(authUrl).searchParams.get('state') ?? '';
  const shown = await house.browser().open(`/api/email/auth/mail/callback?code=${code}&state=${state}`);
  expect(dataOf(shown.text, 'status')).toBe(status);
  expect(await house.deps.attempts.byId(connectId)).toMatchObject({ status });
});

test.each(['no', 'yes, but too late'])('of a mailbox that was not connected nothing stays: %s', async (how) => {
  const { authUrl, connectId } = await house.start('ben');
  const state = new URL(authUrl).searchParams.get('state') ?? '';
  const browser = house.browser();
  const shown = await browser.open(`/api/email/auth/mail/callback?code=carl.lasting&state=${state}`);
  if (how === 'no') await browser.press(shown, 'answer', 'no');
  else house.clock.step(11 * 60_000);
  await house.deps.attempts.sweep(house.clock.now());
  const row = await house.deps.attempts.byId(connectId);
  expect(row).toMatchObject({ waiting: null, flow: null, email: null });
  expect(JSON.stringify(row)).not.toContain('carl');
});
