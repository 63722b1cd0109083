/** Making hosted links, and the page somebody sees who was sent one. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../../server/http/appError.ts';
import { aConnectHouse, type ConnectHouse, SERVER } from '../../support/aConnectHouse.ts';
import { expectOver, LINKS, linksOf, madeLink } from '../../support/linkGuest.ts';

let house: ConnectHouse;

beforeEach(async () => {
  house = await aConnectHouse();
});
afterEach(() => house.close());

describe('making a link', () => {
  test('answers its address once; the list never shows it, nor does the database', async () => {
    const { link, url } = await madeLink(house, { note: ' For the newsletter. ' });
    expect(url).toMatch(new RegExp(`^${SERVER}/link/${link.id}\\?t=[0-9a-f]{64}$`));
    expect(link).toMatchObject({
      status: 'open',
      providerKey: null,
      note: 'For the newsletter.',
      usedAt: null,
      emailAddress: null,
    });
    const secret = url.split('t=')[1] ?? '';
    expect(JSON.stringify(await linksOf(house))).not.toContain(secret);
    expect(JSON.stringify(await house.db.selectFrom('connect_links').selectAll().execute())).not.toContain(secret);
  });

  test.each([
    [undefined, 72],
    [1, 1],
    [336, 336],
  ])('good for %s hours', async (expiresInHours, hours) => {
    const { link } = await madeLink(house, { ...(expiresInHours !== undefined && { expiresInHours }) });
    expect(Date.parse(link.expiresAt) - Date.parse(link.createdAt)).toBe(hours * 3600_000);
  });

  test('for an app that others cannot use is refused', async () => {
    house.providers.other.app = { ...house.providers.other.app, enabled: false };
    for (const providerKey of ['other', 'nothing']) {
      expect(await house.call('ben', 'POST', LINKS, { providerKey })).toMatchObject({
        status: 404,
        body: { code: 'APP_NOT_FOUND' },
      });
    }
  });

  test('lists newest first, and only one’s own', async () => {
    const first = await madeLink(house);
    house.clock.step(1000);
    const second = await madeLink(house);
    await madeLink(house, {}, 'anna');
    expect((await linksOf(house)).map(({ id }) => id)).toEqual([second.link.id, first.link.id]);
  });
});

describe('the page of a link', () => {
  test('says who asks, for what in their own words, what it may do, until when', async () => {
    const { url } = await madeLink(house, { note: 'Dear Carl,\n<b>we</b> need your mailbox & soon' });
    const { status, text, headers } = await house.browser().open(url);
    expect(status).toBe(200);
    expect(text).toContain('<strong>ben@house.example</strong> asks to send mail from your mailbox');
    expect(text).toContain(
      '<figcaption>They write</figcaption><blockquote dir="auto">Dear Carl,\n&lt;b&gt;we&lt;/b&gt; need your mailbox &amp; soon</blockquote>',
    );
    expect(text).toContain('If you do not know this person, close this page.');
    expect(text).toContain('once, until 4 June 2026 at 09:00 UTC');
    expect(text).not.toContain('<script');
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toContain("form-action 'self'; frame-ancestors 'none'");
  });

  test('has a button for each kind of mailbox, or the one of the link', async () => {
    const both = await house.browser().open((await madeLink(house)).url);
    expect(both.text).toContain('Continue with Fine Mail');
    expect(both.text).toContain('Continue with Other &amp; Co');
    const one = await house.browser().open((await madeLink(house, { providerKey: 'other' })).url);
    expect(one.text).not.toContain('Fine Mail');
    expect(one.text).toContain('Continue with Other');
  });

  test.each([
    ['generic', [], 'says what else the permission covers'],
    ['google', ['https://www.googleapis.com/auth/gmail.send'], 'They cannot read your mail.'],
    ['google', ['https://mail.google.com/'], 'also covers reading your mail'],
    ['microsoft', ['Mail.Send', 'User.Read'], 'They cannot read your mail.'],
    ['microsoft', ['Mail.Send', 'Mail.Read'], 'also covers reading your mail'],
    ['microsoft', ['https://outlook.office.com/SMTP.Send'], 'They cannot read your mail.'],
    ['microsoft', ['https://outlook.office.com/IMAP.AccessAsUser.All'], 'also covers reading your mail'],
    ['microsoft', ['https://graph.microsoft.com/.default'], 'says what else the permission covers'],
    ['microsoft', ['https://graph.microsoft.com/.default', 'Mail.Read'], 'also covers reading your mail'],
    ['google', ['https://mail.google.com/mail/feed/atom'], 'also covers reading your mail'],
  ] as const)('tells of %s with %j honestly about reading', async (kind, scopes, words) => {
    house.providers.mail.app = { ...house.providers.mail.app, kind };
    house.providers.mail.scopesFor = () => [...scopes];
    expect((await house.browser().open((await madeLink(house, { providerKey: 'mail' })).url)).text).toContain(words);
  });

  test('asks for the address where the provider will not say it, and hands it on', async () => {
    house.providers.mail.app = { ...house.providers.mail.app, urls: {} };
    const browser = house.browser();
    const page = await browser.open((await madeLink(house, { providerKey: 'mail' })).url);
    expect(page.text).toContain('<input type="email" name="address" required');
    await browser.press(page, 'app', 'mail', { address: 'carl@mail.example' });
    expect(house.providers.mail.asked.at(-1)?.loginHint).toBe('carl@mail.example');
  });

  test('consumes nothing, however often it is opened: scanners do', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser();
    for (const look of [browser.head(url), browser.head(url), browser.open(url), browser.open(url, '*/*')])
      expect((await look).status).toBe(200);
    expect((await linksOf(house))[0]?.status).toBe('open');
    expect(await house.db.selectFrom('connect_attempts').selectAll().execute()).toEqual([]);
  });

  test('is the same for every way in which a link can be no good', async () => {
    const { link, url } = await madeLink(house);
    const secret = url.split('t=')[1] ?? '';
    const browser = house.browser();
    const wrong = [`/link/${link.id}`, `/link/${link.id}?t=guess`, `/link/${link.id}?t=a&t=b`, `/link/unknown?t=${secret}`];
    const shown = await Promise.all(wrong.map((each) => browser.open(each)));
    shown.forEach(expectOver);
    expect(new Set(shown.map(({ text }) => text)).size).toBe(1);
    for (const fields of [{}, { t: 'guess', app: 'mail' }]) expectOver(await browser.post(`/link/${link.id}`, fields));
    expect(await house.db.selectFrom('connect_attempts').selectAll().execute()).toEqual([]);
  });

  test('shows what is offered again where the pressed kind is gone', async () => {
    const browser = house.browser();
    const page = await browser.open((await madeLink(house)).url);
    house.providers.mail.app = { ...house.providers.mail.app, enabled: false };
    const again = await browser.press(page, 'app', 'mail');
    expect(again.status).toBe(200);
    expect(again.text).toContain('Continue with Other');
    expect(again.text).not.toContain('Fine Mail');
  });

  test('leads to our own origin only: a form may go nowhere else', async () => {
    const browser = house.browser();
    const started = await browser.press(await browser.open((await madeLink(house)).url), 'app', 'mail');
    expect(started.location).toMatch(/^\/connect\/[^/]+\?t=/);
  });
});

test('a kind of mailbox that cannot be reached now is told to the guest, who can come back', async () => {
  house.providers.mail.authorizeUrl = () => Promise.reject(new AppError('OPERATOR_FAULT', 'The app “Mail” has no address.'));
  const browser = house.browser();
  const { text } = await browser.press(await browser.open((await madeLink(house)).url), 'app', 'mail');
  expect(text).toContain('The app “Mail” has no address.');
  expect(text).toContain('Show this page to the person who sent you the link.');
  expect(text).toContain('The link you were sent still works');
  expect(text).not.toContain('finish.js');
});
