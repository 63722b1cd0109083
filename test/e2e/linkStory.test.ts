/** A hosted link in a real browser: forms, cookies and content policy are the browser's there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import { aBrowser } from '../support/aBrowser.ts';
import { aServer, accountsOf, api, signedIn, type TestServer } from '../support/aServer.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function aGuest(): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 450, height: 700 } })).newPage();
  page.setDefaultTimeout(10_000);
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
