/** Hosted links: somebody else connects their mailbox, once, knowing who asks. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aConnectHouse, type ConnectHouse } from '../../support/aConnectHouse.ts';
import { SWITCHED_OFF } from '../../support/fakeProvider.ts';
import { askedByLink, comeBack, expectOver, LINKS, linksOf, madeLink, walkLink } from '../../support/linkGuest.ts';

let house: ConnectHouse;

beforeEach(async () => {
  house = await aConnectHouse();
});
afterEach(() => house.close());

const accounts = () => house.db.selectFrom('email_providers').selectAll().execute();

describe('a mailbox that comes by a link', () => {
  test('is asked about always, then belongs to the link’s owner; the page says how to withdraw', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    const question = await askedByLink(browser, url);
    expect(question.text).toContain(
      'Connect <strong>carl@mail.example</strong> to the Mergepost account of <strong>ben@house.example</strong>?',
    );
    expect(question.text).toContain('If you do not know this person, say no.');
    expect((await linksOf(house))[0]?.status).toBe('open');
    expect(await accounts()).toEqual([]);
    const done = await browser.press(question, 'answer', 'yes');
    expect(done.text).toContain('You may close this page.');
    expect(done.text).toContain('Ask ben@house.example to disconnect');
    expect(done.text).toContain('<a href="https://mail.example/connections" rel="noreferrer">');
    expect(done.text).not.toContain('<script');
    expect(await accounts()).toMatchObject([{ user_id: 'ben', email_address: 'carl@mail.example' }]);
    expect(await linksOf(house)).toMatchObject([
      { status: 'used', emailAddress: 'carl@mail.example', usedAt: expect.any(String) },
    ]);
  });

  test('is asked about even where it is the owner’s own', async () => {
    const question = await askedByLink(house.browser(), (await madeLink(house, {}, 'anna')).url, 'anna.lasting');
    expect(question.text).toContain('Connect <strong>anna@mail.example</strong>');
    expect(await accounts()).toEqual([]);
  });

  test('is not to be had with the link, the state and the connectId, without the click in that browser', async () => {
    const { url } = await madeLink(house);
    const victim = house.browser();
    const authUrl = await walkLink(victim, url);
    const question = await comeBack(victim, authUrl, 'carl.lasting');
    // The owner made the link, may have pressed its button and so know state and ticket, and may even see the form.
    const owner = house.browser();
    for (const attempt of [
      () => comeBack(owner, authUrl, 'carl.lasting'),
      () => owner.press(question, 'answer', 'yes'),
      () => owner.post('/api/email/auth/confirm', { secret: `${url.split('t=')[1]}`, answer: 'yes' }),
    ])
      expect((await attempt()).text).not.toContain('is connected');
    const [row] = await house.db.selectFrom('connect_attempts').selectAll().execute();
    expect((await house.call('ben', 'GET', `/api/email/auth/connections/${row?.id}`)).status).toBe(404);
    expect(await accounts()).toEqual([]);
    expect((await linksOf(house))[0]?.status).toBe('open');
  });

  test('goes twice to the provider where that is needed, and is asked about once', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    const again = await askedByLink(browser, url, 'carl');
    expect(again.status).toBe(302);
    const question = await comeBack(browser, again.location ?? '', 'carl.lasting');
    expect((await browser.press(question, 'answer', 'yes')).text).toContain('<h1>Connected</h1>');
  });

  test('that cannot send yet says so to the guest as well', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    const done = await browser.press(await askedByLink(browser, url, 'carl.lasting.switched-off'), 'answer', 'yes');
    expect(done.text).toContain(SWITCHED_OFF.reason);
  });

  test('that is declined leaves the link open, and nothing else', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    const declined = await browser.press(await askedByLink(browser, url), 'answer', 'no');
    expect(declined.text).toContain('carl@mail.example was not connected. Nothing was kept.');
    expect(declined.text).toContain('still works');
    expect(house.providers.mail.revoked).toEqual(['refresh of carl.lasting']);
    const question = await askedByLink(house.browser(), url, 'dora.lasting');
    expect(question.text).toContain('dora@mail.example');
  });

  test('that the provider refused may be tried again', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    const state = new URL(await walkLink(browser, url)).searchParams.get('state') ?? '';
    const refused = await browser.open(`/api/email/auth/mail/callback?error=access_denied&state=${state}`);
    expect(refused.text).toContain('open it once more if you want to try again');
  });
});

describe('one use', () => {
  test('a used link opens no page, starts nothing, and redeems nothing that was under way', async () => {
    const { link, url } = await madeLink(house);
    const [first, second] = [house.browser(), house.browser()];
    const late = await walkLink(second, url);
    await first.press(await askedByLink(first, url), 'answer', 'yes');
    expectOver(await second.open(url));
    expectOver(await second.post(`/link/${link.id}`, { t: url.split('t=')[1] ?? '', app: 'mail' }));
    expectOver(await comeBack(second, late, 'dora.lasting'));
    expect(house.providers.mail.redeemed).toEqual(['carl.lasting']);
  });

  test('of two browsers that are asked at once, one connects; the other’s tokens are wiped and given back', async () => {
    const { url } = await madeLink(house);
    const [carl, dora] = [house.browser(), house.browser()];
    const questions = [await askedByLink(carl, url), await askedByLink(dora, url, 'dora.lasting')] as const;
    const answers = await Promise.all([carl.press(questions[0], 'answer', 'yes'), dora.press(questions[1], 'answer', 'yes')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    const [account, ...more] = await accounts();
    expect(more).toEqual([]);
    const loser = account?.email_address === 'carl@mail.example' ? 'dora' : 'carl';
    expect(house.providers.mail.revoked).toEqual([`refresh of ${loser}.lasting`]);
    const attempts = await house.db.selectFrom('connect_attempts').selectAll().orderBy('status').execute();
    expect(attempts.map(({ status, waiting, flow }) => [status, waiting, flow])).toEqual([
      ['connected', null, null],
      ['failed', null, null],
    ]);
    expect(await linksOf(house)).toMatchObject([{ status: 'used', emailAddress: account?.email_address }]);
  });

  test('of one person in two browsers, the loser takes nothing from the winner', async () => {
    const { url } = await madeLink(house);
    const [one, two] = [house.browser(), house.browser()];
    const questions = [await askedByLink(one, url), await askedByLink(two, url, 'carl.lasting.2')] as const;
    await Promise.all([one.press(questions[0], 'answer', 'yes'), two.press(questions[1], 'answer', 'yes')]);
    expect(house.providers.mail.revoked).toEqual([]);
  });

  test('a double click is answered twice the same', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    const question = await askedByLink(browser, url);
    const both = await Promise.all([browser.press(question, 'answer', 'yes'), browser.press(question, 'answer', 'yes')]);
    expect(both.map(({ status, text }) => [status, text.includes('<h1>Connected</h1>')])).toEqual([
      [200, true],
      [200, true],
    ]);
  });

  test('where the account cannot be written, the link is not used up either', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    const question = await askedByLink(browser, url);
    const { vault } = house.deps;
    house.deps.vault = { ...vault, seal: () => Promise.reject(new Error('the vault is away')) };
    expect((await browser.press(question, 'answer', 'yes')).status).toBe(500);
    house.deps.vault = vault;
    expect((await linksOf(house))[0]?.status).toBe('open');
    expect((await browser.press(question, 'answer', 'yes')).text).toContain('<h1>Connected</h1>');
  });
});

describe('the end of a link', () => {
  test('taken back: the page, the trip and the question under way are over', async () => {
    const { link, url } = await madeLink(house);
    const [carl, dora] = [house.browser(), house.browser()];
    const question = await askedByLink(carl, url);
    const late = await walkLink(dora, url);
    expect((await house.call('ben', 'DELETE', `${LINKS}/${link.id}`)).status).toBe(200);
    expectOver(await carl.open(url));
    expectOver(await carl.press(question, 'answer', 'yes'));
    expectOver(await comeBack(dora, late, 'dora.lasting'));
    const attempts = await house.db.selectFrom('connect_attempts').selectAll().execute();
    expect(attempts.map(({ waiting, flow }) => [waiting, flow])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(await accounts()).toEqual([]);
    expect((await linksOf(house))[0]?.status).toBe('revoked');
  });

  test('taken back while the provider is answering: nothing is asked, the permission is given back', async () => {
    const { link, url } = await madeLink(house);
    const browser = house.browser();
    const authUrl = await walkLink(browser, url);
    const { mail } = house.providers;
    const plain = { ...mail };
    mail.openMailbox = async (...ask) => {
      await house.deps.links.revoke(link.id, house.clock.now());
      return plain.openMailbox(...ask);
    };
    expectOver(await comeBack(browser, authUrl, 'carl.lasting'));
    expect(house.providers.mail.revoked).toEqual(['refresh of carl.lasting']);
  });

  test('its time is over: before the button, before the callback, before the click', async () => {
    const { url } = await madeLink(house, { expiresInHours: 1 });
    const [early, middle, late] = [house.browser(), house.browser(), house.browser()];
    house.clock.step(3600_000 - 1000);
    const question = await askedByLink(late, url);
    const authUrl = await walkLink(middle, url);
    house.clock.step(1000);
    expectOver(await early.open(url));
    expectOver(await comeBack(middle, authUrl, 'dora.lasting'));
    expectOver(await late.press(question, 'answer', 'yes'));
    expect(await accounts()).toEqual([]);
    expect((await linksOf(house))[0]?.status).toBe('expired');
  });

  test('taken back after use, it stays used, and so does the mailbox', async () => {
    const { link, url } = await madeLink(house);
    const browser = house.browser();
    await browser.press(await askedByLink(browser, url), 'answer', 'yes');
    expect((await house.call('ben', 'DELETE', `${LINKS}/${link.id}`)).body).toEqual({ success: true });
    expect(await linksOf(house)).toMatchObject([{ status: 'used', emailAddress: 'carl@mail.example' }]);
    expect(await accounts()).toHaveLength(1);
  });

  test('other people’s links do not exist', async () => {
    const { link, url } = await madeLink(house);
    expect(await house.call('anna', 'DELETE', `${LINKS}/${link.id}`)).toMatchObject({
      status: 404,
      body: { code: 'LINK_NOT_FOUND' },
    });
    expect(await linksOf(house, 'anna')).toEqual([]);
    expect((await house.browser().open(url)).status).toBe(200);
  });

  test('is forgotten long after', async () => {
    await madeLink(house);
    await house.deps.links.sweep(house.clock.now() + 92 * 24 * 3600_000);
    expect(await linksOf(house)).toHaveLength(1);
    await house.deps.links.sweep(house.clock.now() + 94 * 24 * 3600_000);
    expect(await linksOf(house)).toEqual([]);
  });
});
