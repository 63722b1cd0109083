/** Pages of the server in a real browser: forms, cookies and content policy are the browser's there, and so is what people see. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import { aBrowser } from '../support/aBrowser.ts';
import { pageTexts } from '../../server/accounts/pageTexts/pageTexts.ts';
import { pageTextsGerman } from '../../server/accounts/pageTexts/pageTextsGerman.ts';
import { aServer, accountsOf, api, signedIn, type TestServer } from '../support/aServer.ts';
import { SERVER_PAGES } from '../support/serverPages.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function aGuest(): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 450, height: 700 } })).newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  const ours = (url: string): boolean => url.startsWith(server.url);
  page.on('console', (message) => message.type() === 'error' && ours(page.url()) && complaints.push(message.text()));
  // A picture that is still on its way when the page is left is nobody's trouble.
  const failed = (request: Request) => request.failure()?.errorText !== 'net::ERR_ABORTED' && ours(request.url());
  page.on('requestfailed', (request) => failed(request) && complaints.push(request.url()));
  page.on('response', (answer) => ours(answer.url()) && answer.status() >= 400 && complaints.push(answer.url()));
  return { page, complaints };
}

test('somebody opens a link, signs in at Google, says yes, and the mailbox is the sender’s', async () => {
  const { token } = await signedIn(server, 'anna@contoso.example', false);
  const { url } = (await api<{ url: string }>(server, 'POST', '/api/email/auth/links', { token, body: { note: 'Please!' } }))
    .body;
  const { page, complaints } = await aGuest();
  await page.goto(url);
  await page.getByText('Please!').waitFor();
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByText('grace.holt@gmail.example').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Connect this mailbox?' }).waitFor();
  expect(await accountsOf(server, token)).toEqual([]);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  expect(await accountsOf(server, token)).toMatchObject([{ emailAddress: 'grace.holt@gmail.example' }]);
  expect(complaints).toEqual([]);
  await page.goto(url);
  await page.getByText('This link does not work any more').waitFor();
  await page.context().close();
});

test('Google gives no lasting permission the second time: the browser goes there again by itself', async () => {
  const { token } = await signedIn(server, 'ben@contoso.example', false);
  const { url } = (await api<{ url: string }>(server, 'POST', '/api/email/auth/links', { token, body: {} })).body;
  const { page } = await aGuest();
  await page.goto(url);
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByText('grace.holt@gmail.example').click();
  // Consent was given in the first story: what is seen next is the second trip's question.
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'No, do not connect' }).click();
  await page.getByText('grace.holt@gmail.example was not connected.').waitFor();
  expect(await accountsOf(server, token)).toEqual([]);
  await page.context().close();
});

test('a German pane in an English browser: the window is German before the provider and after it', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(60_000);
  const ours: string[] = [];
  const pages = /^(?:\/connect\/|\/api\/email\/auth\/microsoft\/callback)/;
  context.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (pages.test(pathname)) ours.push(`${pathname.split('/')[1]} ${answer.headers()['content-language']}`);
  });
  const pane = await context.newPage();
  await pane.goto(`${server.url}/?lang=de`);
  const opened = context.waitForEvent('page');
  await pane.getByRole('button', { name: 'E-Mail-Konto verbinden', exact: true }).click();
  const other = await opened;
  await other.getByText('chloe@fabrikam.example').first().click();
  await other.getByRole('button', { name: /accept/i }).click();
  await pane.getByText('chloe@fabrikam.example').first().waitFor();
  expect(ours).toEqual(['connect de', 'api de']);
  await context.close();
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Shows one page after the other in the same document, which has read axe once, and says what is wrong with each: for everybody,
 * and on a narrow screen. Folded words are unfolded. In the dark only colours are looked at again.
 */
function look(pages: readonly string[], only: 'all' | 'colours'): string {
  const run = only === 'all' ? { runOnly: RULES } : { runOnly: { type: 'rule', values: ['color-contrast'] } };
  return `(async () => {
    const found = [];
    for (const html of ${JSON.stringify(pages)}) {
      const shown = new DOMParser().parseFromString(html, 'text/html');
      document.title = shown.title;
      document.documentElement.lang = shown.documentElement.lang;
      document.body.replaceWith(document.importNode(shown.body, true));
      for (const folded of document.querySelectorAll('details')) folded.open = true;
      const { violations } = await axe.run(document, ${JSON.stringify(run)});
      found.push({
        violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 200)).join(' | ')),
        sideways: Math.max(0, document.documentElement.scrollWidth - innerWidth),
        ground: getComputedStyle(document.body).backgroundColor,
      });
    }
    return found;
  })()`;
}

test.each([pageTexts, pageTextsGerman])(
  'every page of the server can be read by everybody, narrow, light and dark ($language)',
  async (texts) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme: 'light' });
    const page = await context.newPage();
    const pages = Object.values(SERVER_PAGES).map((make) => make(texts).html);
    const body = SERVER_PAGES['connected']?.(texts).html.replace(/<script[^>]*><\/script>/, '') ?? '';
    await page.route(`${server.url}/of-this-test`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
    await page.goto(`${server.url}/of-this-test`);
    await page.evaluate(axe);
    const light = await page.evaluate(look(pages, 'all'));
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await page.evaluate(look(pages, 'colours'));
    const fine = (ground: string) => Object.keys(SERVER_PAGES).map(() => ({ violations: [], sideways: 0, ground }));
    expect({ light, dark }).toEqual({ light: fine('rgb(245, 245, 245)'), dark: fine('rgb(20, 20, 20)') });
    await context.close();
  },
);
