/** Hosted links: somebody else connects their mailbox, once, knowing who asks. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectLink } from '../../../shared/api/links.ts';
import { aConnectHouse, type Browser, type ConnectHouse, SERVER, type Shown } from '../../support/aConnectHouse.ts';
import { SWITCHED_OFF } from '../../support/fakeProvider.ts';

let house: ConnectHouse;

beforeEach(async () => {
  house = await aConnectHouse();
});
afterEach(() => house.close());

const LINKS = '/api/email/auth/links';

interface Made {
  link: ConnectLink;
  url: string;
}

async function made(body: object = {}, user = 'ben'): Promise<Made> {
  const answer = await house.call(user, 'POST', LINKS, body);
  expect(answer.status).toBe(201);
  return answer.body as Made;
}

async function listOf(user = 'ben'): Promise<ConnectLink[]> {
  return ((await house.call(user, 'GET', LINKS)).body as { links: ConnectLink[] }).links;
}

const accounts = () => house.db.selectFrom('email_providers').selectAll().execute();

/** Link → button → start page; answers the address of the provider's page. */
async function walk(browser: Browser, url: string, app = 'mail'): Promise<string> {
  const started = await browser.press(await browser.open(url), 'app', app);
  expect(started.status).toBe(303);
  const { text } = await browser.open(started.location ?? '');
  return /<a class="primary" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
}

function comeBack(browser: Browser, authUrl: string, code: string): Promise<Shown> {
  return browser.open(`/api/email/auth/mail/callback?code=${code}&state=${new URL(authUrl).searchParams.get('state') ?? ''}`);
}

/** All the way to the question. */
async function asked(browser: Browser, url: string, code = 'carl.lasting'): Promise<Shown> {
  return comeBack(browser, await walk(browser, url), code);
}

function expectOver({ status, text }: Shown): void {
  expect(status).toBe(410);
  expect(text).toContain('This link does not work any more.');
}

describe('making a link', () => {
  test('answers its address once; the list never shows it, nor does the database', async () => {
    const { link, url } = await made({ note: ' For the newsletter. ' });
    expect(url).toMatch(new RegExp(`^${SERVER}/link/${link.id}\\?t=[0-9a-f]{64}$`));
    expect(link).toMatchObject({
      status: 'open',
      providerKey: null,
      note: 'For the newsletter.',
      usedAt: null,
      emailAddress: null,
    });
    const secret = url.split('t=')[1] ?? '';
    expect(JSON.stringify(await listOf())).not.toContain(secret);
    expect(JSON.stringify(await house.db.selectFrom('connect_links').selectAll().execute())).not.toContain(secret);
  });

  test.each([
    [undefined, 72],
    [1, 1],
    [336, 336],
  ])('good for %s hours', async (expiresInHours, hours) => {
    const { link } = await made({ ...(expiresInHours !== undefined && { expiresInHours }) });
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
    const first = await made();
    house.clock.step(1000);
    const second = await made();
    await made({}, 'anna');
    expect((await listOf()).map(({ id }) => id)).toEqual([second.link.id, first.link.id]);
  });
});

describe('the page of a link', () => {
  test('says who asks, for what in their own words, what it may do, until when', async () => {
    const { url } = await made({ note: 'Dear Carl,\n<b>we</b> need your mailbox & soon' });
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
    const both = await house.browser().open((await made()).url);
    expect(both.text).toContain('Continue with Fine Mail');
    expect(both.text).toContain('Continue with Other &amp; Co');
    const one = await house.browser().open((await made({ providerKey: 'other' })).url);
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
  ] as const)('tells of %s with %j honestly about reading', async (kind, scopes, words) => {
    house.providers.mail.app = { ...house.providers.mail.app, kind };
    house.providers.mail.scopesFor = () => [...scopes];
    expect((await house.browser().open((await made({ providerKey: 'mail' })).url)).text).toContain(words);
  });

  test('asks for the address where the provider will not say it, and hands it on', async () => {
    house.providers.mail.app = { ...house.providers.mail.app, urls: {} };
    const browser = house.browser();
    const page = await browser.open((await made({ providerKey: 'mail' })).url);
    expect(page.text).toContain('<input type="email" name="address" required');
    await browser.press(page, 'app', 'mail', { address: 'carl@mail.example' });
    expect(house.providers.mail.asked.at(-1)?.loginHint).toBe('carl@mail.example');
  });

  test('consumes nothing, however often it is opened: scanners do', async () => {
    const { url } = await made();
    const browser = house.browser();
    for (const look of [browser.head(url), browser.head(url), browser.open(url), browser.open(url, '*/*')])
      expect((await look).status).toBe(200);
    expect((await listOf())[0]?.status).toBe('open');
    expect(await house.db.selectFrom('connect_attempts').selectAll().execute()).toEqual([]);
  });

  test('is the same for every way in which a link can be no good', async () => {
    const { link, url } = await made();
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
    const page = await browser.open((await made()).url);
    house.providers.mail.app = { ...house.providers.mail.app, enabled: false };
    const again = await browser.press(page, 'app', 'mail');
    expect(again.status).toBe(200);
    expect(again.text).toContain('Continue with Other');
    expect(again.text).not.toContain('Fine Mail');
  });

  test('leads to our own origin only: a form may go nowhere else', async () => {
    const browser = house.browser();
    const started = await browser.press(await browser.open((await made()).url), 'app', 'mail');
    expect(started.location).toMatch(/^\/connect\/[^/]+\?t=/);
  });
});

describe('a mailbox that comes by a link', () => {
  test('is asked about always, then belongs to the link’s owner; the page says how to withdraw', async () => {
    const { url } = await made();
    const browser = house.browser();
    const question = await asked(browser, url);
    expect(question.text).toContain(
      'Connect <strong>carl@mail.example</strong> to the Mergepost account of <strong>ben@house.example</strong>?',
    );
    expect(question.text).toContain('If you do not know this person, say no.');
    expect((await listOf())[0]?.status).toBe('open');
    expect(await accounts()).toEqual([]);
    const done = await browser.press(question, 'answer', 'yes');
    expect(done.text).toContain('You may close this page.');
    expect(done.text).toContain('Ask ben@house.example to disconnect');
    expect(done.text).toContain('<a href="https://mail.example/connections" rel="noreferrer">');
    expect(done.text).not.toContain('<script');
    expect(await accounts()).toMatchObject([{ user_id: 'ben', email_address: 'carl@mail.example' }]);
    expect(await listOf()).toMatchObject([{ status: 'used', emailAddress: 'carl@mail.example', usedAt: expect.any(String) }]);
  });

  test('is asked about even where it is the owner’s own', async () => {
    const question = await asked(house.browser(), (await made({}, 'anna')).url, 'anna.lasting');
    expect(question.text).toContain('Connect <strong>anna@mail.example</strong>');
    expect(await accounts()).toEqual([]);
  });

  test('is not to be had with the link, the state and the connectId, without the click in that browser', async () => {
    const { url } = await made();
    const victim = house.browser();
    const authUrl = await walk(victim, url);
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
    expect((await listOf())[0]?.status).toBe('open');
  });

  test('goes twice to the provider where that is needed, and is asked about once', async () => {
    const { url } = await made();
    const browser = house.browser();
    const again = await asked(browser, url, 'carl');
    expect(again.status).toBe(302);
    const question = await comeBack(browser, again.location ?? '', 'carl.lasting');
    expect((await browser.press(question, 'answer', 'yes')).text).toContain('<h1>Connected</h1>');
  });

  test('that cannot send yet says so to the guest as well', async () => {
    const { url } = await made();
    const browser = house.browser();
    const done = await browser.press(await asked(browser, url, 'carl.lasting.switched-off'), 'answer', 'yes');
    expect(done.text).toContain(SWITCHED_OFF.reason);
  });

  test('that is declined leaves the link open, and nothing else', async () => {
    const { url } = await made();
    const browser = house.browser();
    const declined = await browser.press(await asked(browser, url), 'answer', 'no');
    expect(declined.text).toContain('carl@mail.example was not connected. Nothing was kept.');
    expect(declined.text).toContain('still works');
    expect(house.providers.mail.revoked).toEqual(['refresh of carl.lasting']);
    const question = await asked(house.browser(), url, 'dora.lasting');
    expect(question.text).toContain('dora@mail.example');
  });

  test('that the provider refused may be tried again', async () => {
    const { url } = await made();
    const browser = house.browser();
    const state = new URL(await walk(browser, url)).searchParams.get('state') ?? '';
    const refused = await browser.open(`/api/email/auth/mail/callback?error=access_denied&state=${state}`);
    expect(refused.text).toContain('open it once more if you want to try again');
  });
});

describe('one use', () => {
  test('a used link opens no page, starts nothing, and redeems nothing that was under way', async () => {
    const { link, url } = await made();
    const [first, second] = [house.browser(), house.browser()];
    const late = await walk(second, url);
    await first.press(await asked(first, url), 'answer', 'yes');
    expectOver(await second.open(url));
    expectOver(await second.post(`/link/${link.id}`, { t: url.split('t=')[1] ?? '', app: 'mail' }));
    expectOver(await comeBack(second, late, 'dora.lasting'));
    expect(house.providers.mail.redeemed).toEqual(['carl.lasting']);
  });

  test('of two browsers that are asked at once, one connects; the other’s tokens are wiped and given back', async () => {
    const { url } = await made();
    const [carl, dora] = [house.browser(), house.browser()];
    const questions = [await asked(carl, url), await asked(dora, url, 'dora.lasting')] as const;
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
    expect(await listOf()).toMatchObject([{ status: 'used', emailAddress: account?.email_address }]);
  });

  test('of one person in two browsers, the loser takes nothing from the winner', async () => {
    const { url } = await made();
    const [one, two] = [house.browser(), house.browser()];
    const questions = [await asked(one, url), await asked(two, url, 'carl.lasting.2')] as const;
    await Promise.all([one.press(questions[0], 'answer', 'yes'), two.press(questions[1], 'answer', 'yes')]);
    expect(house.providers.mail.revoked).toEqual([]);
  });

  test('a double click is answered twice the same', async () => {
    const { url } = await made();
    const browser = house.browser();
    const question = await asked(browser, url);
    const both = await Promise.all([browser.press(question, 'answer', 'yes'), browser.press(question, 'answer', 'yes')]);
    expect(both.map(({ status, text }) => [status, text.includes('<h1>Connected</h1>')])).toEqual([
      [200, true],
      [200, true],
    ]);
  });

  test('where the account cannot be written, the link is not used up either', async () => {
    const { url } = await made();
    const browser = house.browser();
    const question = await asked(browser, url);
    const { vault } = house.deps;
    house.deps.vault = { ...vault, seal: () => Promise.reject(new Error('the vault is away')) };
    expect((await browser.press(question, 'answer', 'yes')).status).toBe(500);
    house.deps.vault = vault;
    expect((await listOf())[0]?.status).toBe('open');
    expect((await browser.press(question, 'answer', 'yes')).text).toContain('<h1>Connected</h1>');
  });
});

describe('the end of a link', () => {
  test('taken back: the page, the trip and the question under way are over', async () => {
    const { link, url } = await made();
    const [carl, dora] = [house.browser(), house.browser()];
    const question = await asked(carl, url);
    const late = await walk(dora, url);
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
    expect((await listOf())[0]?.status).toBe('revoked');
  });

  test('taken back while the provider is answering: nothing is asked, the permission is given back', async () => {
    const { link, url } = await made();
    const browser = house.browser();
    const authUrl = await walk(browser, url);
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
    const { url } = await made({ expiresInHours: 1 });
    const [early, middle, late] = [house.browser(), house.browser(), house.browser()];
    house.clock.step(3600_000 - 1000);
    const question = await asked(late, url);
    const authUrl = await walk(middle, url);
    house.clock.step(1000);
    expectOver(await early.open(url));
    expectOver(await comeBack(middle, authUrl, 'dora.lasting'));
    expectOver(await late.press(question, 'answer', 'yes'));
    expect(await accounts()).toEqual([]);
    expect((await listOf())[0]?.status).toBe('expired');
  });

  test('taken back after use, it stays used, and so does the mailbox', async () => {
    const { link, url } = await made();
    const browser = house.browser();
    await browser.press(await asked(browser, url), 'answer', 'yes');
    expect((await house.call('ben', 'DELETE', `${LINKS}/${link.id}`)).body).toEqual({ success: true });
    expect(await listOf()).toMatchObject([{ status: 'used', emailAddress: 'carl@mail.example' }]);
    expect(await accounts()).toHaveLength(1);
  });

  test('other people’s links do not exist', async () => {
    const { link, url } = await made();
    expect(await house.call('anna', 'DELETE', `${LINKS}/${link.id}`)).toMatchObject({
      status: 404,
      body: { code: 'LINK_NOT_FOUND' },
    });
    expect(await listOf('anna')).toEqual([]);
    expect((await house.browser().open(url)).status).toBe(200);
  });

  test('is forgotten long after', async () => {
    await made();
    await house.deps.links.sweep(house.clock.now() + 92 * 24 * 3600_000);
    expect(await listOf()).toHaveLength(1);
    await house.deps.links.sweep(house.clock.now() + 94 * 24 * 3600_000);
    expect(await listOf()).toEqual([]);
  });
});
