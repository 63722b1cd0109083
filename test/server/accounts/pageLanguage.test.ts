/** In which language somebody is shown the pages around a sign-in, and that it is chosen by nothing that could do more. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aConnectHouse, type ConnectHouse, SERVER, type Shown } from '../../support/aConnectHouse.ts';
import { comeBack, madeLink, walkLink } from '../../support/linkGuest.ts';

let house: ConnectHouse;

beforeEach(async () => {
  house = await aConnectHouse();
});
afterEach(() => house.close());

function languageOf({ text, headers }: Shown): string {
  const [, inPage = 'none'] = /^<!doctype html><html lang="([^"]*)">/.exec(text) ?? [];
  expect(headers['content-language']).toBe(inPage);
  expect(headers['vary']).toMatch(/(^|, )accept-language$/);
  return inPage;
}

const LONG = 'de'.repeat(5000);

describe('the start page', () => {
  test.each([
    ['nothing said', '', undefined, 'en'],
    ['the browser', '', 'de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['the address', '&lang=de', 'en-US', 'de'],
    ['the address over the browser', '&lang=en', 'de', 'en'],
    ['a language we lack, then the browser', '&lang=fr', 'de', 'de'],
    ['an empty word', '&lang=', 'de', 'de'],
    ['two of them: neither', '&lang=de&lang=en', 'en', 'en'],
    ['a list', '&lang[]=de', 'en', 'en'],
    ['an object', '&lang[__proto__]=de', 'en', 'en'],
    ['a name that every object has', '&lang=constructor', 'en', 'en'],
    ['markup', '&lang=%3Cscript%3Ealert(1)%3C/script%3E', 'en', 'en'],
    ['German with something after it', '&lang=de%22%3E%3Cscript%3E', 'en', 'en'],
    ['a header of its own', '&lang=de%0D%0ASet-Cookie:%20a=b', 'en', 'en'],
    ['ten thousand letters', `&lang=${LONG}`, 'en', 'en'],
    ['noise from the browser', '', ';;q=,,=de\t*', 'en'],
    ['a long header', '', Array.from({ length: 900 }, (_, n) => `x${n};q=0.${n}`).join(','), 'en'],
    ['markup from the browser', '', '"><script>;q=2,de;q=1', 'de'],
  ])('%s', async (_case, lang, accepted, language) => {
    const { startUrl } = await house.start('ben');
    const shown = await house.browser(accepted).open(`${startUrl}${lang}`);
    expect([shown.status, languageOf(shown)]).toEqual([200, language]);
    expect(shown.text).not.toContain('<script');
    expect(shown.text).toContain(language === 'de' ? 'Weiter zu Fine Mail' : 'On to Fine Mail');
    const { language: kept } = await house.db.selectFrom('connect_attempts').select('language').executeTakeFirstOrThrow();
    expect([null, 'de', 'en']).toContain(kept);
  });

  test('remembers nothing where the address says nothing: the browser says it again', async () => {
    const { startUrl } = await house.start('ben');
    await house.browser('de').open(startUrl);
    expect(await house.db.selectFrom('connect_attempts').select('language').execute()).toEqual([{ language: null }]);
  });

  test.each([
    ['office', 'office'],
    ['office-web', 'office-web'],
    ['elsewhere', 'browser'],
  ])('opened once more, stays in the language and the place of the trip (%s)', async (asked, host) => {
    const { startUrl } = await house.start('ben');
    await house.browser('en').open(`${startUrl}&lang=de&host=${asked}`);
    expect(languageOf(await house.browser('en').open(startUrl))).toBe('de');
    expect(await house.db.selectFrom('connect_attempts').select(['language', 'host']).execute()).toEqual([
      { language: 'de', host },
    ]);
  });
});

describe('after the provider', () => {
  test.each([
    ['connected', 'anna', 'anna.lasting', 'Verbunden'],
    ['connected, not ready', 'anna', 'anna.lasting.switched-off', 'Verbunden, aber nicht bereit'],
    ['the question', 'ben', 'anna.lasting', 'Dieses Postfach verbinden?'],
  ])('%s: a German pane has a German page, whatever the browser prefers', async (_case, user, code, heading) => {
    const browser = house.browser('en-US,en');
    const { startUrl, authUrl } = await house.start(user);
    await browser.open(`${startUrl}&lang=de`);
    const shown = await comeBack(browser, authUrl, code);
    expect(languageOf(shown)).toBe('de');
    expect(shown.text).toContain(`<h1>${heading}</h1>`);
  });

  test('an English pane has an English page in a German browser', async () => {
    const browser = house.browser('de');
    const { startUrl, authUrl } = await house.start('anna');
    await browser.open(`${startUrl}&lang=en`);
    expect(languageOf(await comeBack(browser, authUrl, 'anna.lasting'))).toBe('en');
  });

  test('the language survives a second trip, the question, and the answer to it', async () => {
    const browser = house.browser('en');
    const { startUrl, authUrl } = await house.start('ben');
    await browser.open(`${startUrl}&lang=de`);
    // No lasting permission came: once more to the provider.
    const again = await comeBack(browser, authUrl, 'anna');
    expect(again.status).toBe(302);
    const asked = await comeBack(browser, again.location ?? '', 'anna.lasting');
    const ended = await browser.press(asked, 'answer', 'no');
    expect([asked, ended].map(languageOf)).toEqual(['de', 'de']);
    expect(ended.text).toContain('anna@mail.example wurde nicht verbunden. Es wurde nichts behalten.');
    // Asked again, it is still German, and what the sentence named for the person alone is not kept.
    const { error } = await house.db.selectFrom('connect_attempts').select('error').executeTakeFirstOrThrow();
    expect(error).not.toContain('anna@mail.example');
  });

  test('a failure is told by its code', async () => {
    const browser = house.browser('de');
    const { authUrl } = await house.start('ben');
    const state = new URL(authUrl).searchParams.get('state') ?? '';
    const shown = await browser.open(`/api/email/auth/mail/callback?state=${state}&error=access_denied`);
    expect(languageOf(shown)).toBe('de');
    expect(shown.text).toContain('Die Erlaubnis wurde nicht gegeben.');
    expect(shown.text).not.toContain('lang="en"');
  });

  test('a program is told in English, with its JSON', async () => {
    const { authUrl } = await house.start('ben');
    const state = new URL(authUrl).searchParams.get('state') ?? '';
    const url = `/api/email/auth/mail/callback?state=${state}&error=access_denied`;
    const { text, headers } = await house.browser('de').open(url, 'application/json');
    expect(JSON.parse(text)).toMatchObject({
      code: 'CONNECT_DECLINED',
      error: expect.stringMatching(/^The permission was not given/),
    });
    expect(headers['content-language']).toBeUndefined();
  });

  test('a trip that nobody knows is answered in the language of the browser', async () => {
    expect(languageOf(await house.browser('de').open('/api/email/auth/mail/callback?code=x&state=y'))).toBe('de');
    expect(languageOf(await house.browser('de').post('/api/email/auth/confirm', { secret: 'x.y', answer: 'yes' }))).toBe('de');
  });

  test('an administrator is thanked in the language of the browser', async () => {
    house.consents.set('s', { granted: true, sentence: 'Thank you.' });
    const shown = await house.browser('de').open('/api/email/auth/mail/callback?state=s&admin_consent=True');
    expect(languageOf(shown)).toBe('de');
    expect(shown.text).toContain('<h1>Zugestimmt</h1>');
  });
});

describe('somebody who was sent a link', () => {
  test('sees it in the language of the browser, and every page after it', async () => {
    const { url } = await madeLink(house, { note: 'Please!' });
    const browser = house.browser('de-CH');
    const shown = await browser.open(url);
    expect(languageOf(shown)).toBe('de');
    expect(shown.text).toContain('<strong>ben@house.example</strong> möchte mit Mergepost E-Mails aus Ihrem Postfach senden.');
    expect(shown.text).toContain('bis 4. Juni 2026 um 09:00 (UTC)');
    const asked = await comeBack(browser, await walkLink(browser, url), 'carl.lasting');
    const done = await browser.press(asked, 'answer', 'yes');
    expect([asked, done].map(languageOf)).toEqual(['de', 'de']);
    expect(done.text).toContain('mit diesem Mergepost-Konto verbunden: <strong>ben@house.example</strong>');
    expect(languageOf(await browser.open(url))).toBe('de');
  });

  test('may be sent one in another language, which holds to the end', async () => {
    const { url } = await madeLink(house);
    const browser = house.browser('en');
    const asked = await comeBack(browser, await walkLink(browser, `${url}&lang=de`), 'carl.lasting');
    expect(languageOf(asked)).toBe('de');
  });
});

describe('what goes wrong before there is a page', () => {
  test.each([
    ['a person', 'text/html', 'de', /<h1>Das hat nicht geklappt<\/h1><p>Bei uns ist etwas schiefgegangen/],
    ['a person', 'text/html', 'en', /<h1>That did not work<\/h1><p>Something went wrong on our side/],
    ['a program', '*/*', 'de', /^\{"success":false,"error":"Something went wrong/],
  ])('%s that accepts %s, in %s', async (_who, accept, language, words) => {
    house.deps.attempts.byId = () => Promise.reject(new Error('secret of the database'));
    const { status, text } = await house.browser(language).open(`${SERVER}/connect/x?t=y`, accept);
    expect(status).toBe(500);
    expect(text).toMatch(words);
    expect(text).not.toContain('secret of the database');
  });
});
