import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { aBrowser } from '../../support/aBrowser.ts';
import { googleAuthorizeUrl, googleTokensFor, postGmail } from '../../support/googleTokens.ts';
import { authorizeUrl, mailTo, postMail, tokensFor } from '../../support/tokensFromSandbox.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** What is wrong, and the ground: so that a page that stayed light is not called accessible in the dark. */
const AXE_RUN = `axe.run({ resultTypes: ["violations"] }).then((r) => [
  r.violations.map((v) => v.id + ": " + v.nodes[0].html),
  getComputedStyle(document.body).backgroundColor,
])`;
const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
let sandbox: Sandbox;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let token: string;
let complaints: string[];

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  token = (await tokensFor(sandbox, 'anna@contoso.example')).access_token;
  browser = await aBrowser();
  // One page for all tests: a new one for each would start another process of the browser.
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser.close();
  await sandbox.close();
});
beforeEach(async () => {
  complaints = [];
  await page.setViewportSize({ width: 1100, height: 760 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(sandbox.url);
});
afterEach(async () => {
  // Nothing of it is left for the next one; these pages keep nothing in the browser but cookies.
  await page.unrouteAll({ behavior: 'wait' });
  await context.clearCookies();
  await page.goto('about:blank');
  sandbox.mailbox.clear();
  sandbox.faults.clear();
  expect(complaints).toEqual([]);
});

const send = (address: string, message: Record<string, unknown> = {}) => postMail(sandbox, token, mailTo(address, message));
/** Null while it is still coming. */
function shownWidth(img: unknown): number | null {
  const { complete, naturalWidth } = img as { complete: boolean; naturalWidth: number };
  return complete ? naturalWidth : null;
}
const row = (words: string) => page.locator('#list button', { hasText: words });

test('an empty mailbox says so; a mail appears by itself; the newest is on top', async () => {
  await page.getByText('No mail yet.').waitFor();
  await send('a@receivers.example', { subject: 'The first' });
  await row('The first').waitFor();
  await send('b@receivers.example', { subject: 'The second' });
  await row('The second').waitFor();
  expect(await page.locator('#list .what').allTextContents()).toEqual(['The second', 'The first']);
  expect(await page.locator('#count').textContent()).toBe('2 mails');
});

const file = (more: object) => ({ '@odata.type': '#microsoft.graph.fileAttachment', ...more });

describe('a mail', () => {
  beforeEach(async () => {
    await send('zoe@receivers.example', {
      subject: 'Grüße & <b>more</b>',
      body: {
        contentType: 'HTML',
        content: `<p id="hello">Dear <b>Zoë</b></p><img id="logo" src="cid:logo@x"><script>document.body.textContent = 'owned'</script><img src="https://tracker.example/x.png" onerror="parent.document.body.textContent = 'owned'">`,
      },
      bccRecipients: [{ emailAddress: { address: 'hidden@receivers.example', name: 'Archive' } }],
      internetMessageHeaders: [{ name: 'x-merge-id', value: 'run 7' }],
      attachments: [
        file({ name: 'logo.png', contentType: 'image/png', contentBytes: PIXEL, isInline: true, contentId: 'logo@x' }),
        file({ name: 'letter.txt', contentType: 'text/plain', contentBytes: Buffer.from('Hello file').toString('base64') }),
      ],
    });
    await page.reload();
    await row('Grüße').click();
    await page.frameLocator('#view iframe').locator('#hello').waitFor();
  });

  test('is shown as its receiver sees it: pictures in their place, scripts dead, names as text', async () => {
    const frame = page.frameLocator('#view iframe');
    expect(await frame.locator('#hello').textContent()).toBe('Dear Zoë');
    // A picture is there a moment after the words.
    const widthOf = () => frame.locator('#logo').evaluate(shownWidth);
    let width = await widthOf();
    while (width === null) width = await widthOf();
    expect(width).toBe(1);
    expect(await page.locator('#subject').textContent()).toBe('Grüße & <b>more</b>');
    expect(await page.locator('#people').textContent()).toContain('Archive <hidden@receivers.example>');
  });

  test('lists its files, without the pictures that the text shows, and gives them', async () => {
    expect(await page.locator('#files a').allTextContents()).toEqual(['letter.txt10 bytes']);
    const waiting = page.waitForEvent('download');
    await page.locator('#files a').click();
    const download = await waiting;
    expect([download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]).toEqual(['letter.txt', 'Hello file']);
  });

  test('has a text, its headers and its source, by keyboard too', async () => {
    await page.getByRole('tab', { name: 'HTML' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#view pre', { hasText: 'Dear Zoë' }).waitFor();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#view tr', { hasText: 'x-merge-id' }).textContent()).toContain('run 7');
    await page.keyboard.press('ArrowRight');
    await page.locator('#view pre', { hasText: 'Content-Type: multipart/mixed' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Source' }).getAttribute('aria-selected')).toBe('true');
  });

  test('is found by words and again by its address', async () => {
    await send('other@receivers.example', { subject: 'Another' });
    await page.getByLabel('Search mails').fill('another');
    await row('Grüße').waitFor({ state: 'detached' });
    expect(await page.locator('#list .what').allTextContents()).toEqual(['Another']);
    await page.getByLabel('Search mails').fill('nothing like it');
    await page.getByText('No mail has these words.').waitFor();
    await page.reload();
    await page.frameLocator('#view iframe').locator('#hello').waitFor();
  });

  test('fills a narrow window by itself, with a way back', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.locator('#list').isVisible()).toBe(false);
    const spill = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    await page.getByRole('button', { name: 'All mails' }).click();
    expect([spill, await row('Grüße').isVisible()]).toEqual([0, true]);
  });
});

describe('the failure buttons', () => {
  const cases: [string, number | 'cut', number][] = [
    ['Answer 429 next', 429, 0],
    ['Lose the next answer', 'cut', 1],
    ['Answer 503', 503, 0],
  ];
  test.each(cases)('%s', async (name, seen, mails) => {
    await page.locator('#play summary').click();
    await page.getByRole('button', { name }).click();
    await page.locator('#faultCount', { hasText: '1' }).waitFor();
    const status = await send('a@receivers.example').then(
      (answer) => answer.status,
      () => 'cut',
    );
    expect([status, sandbox.mailbox.all().length]).toEqual([seen, mails]);
    await page.locator('#faultCount').waitFor({ state: 'hidden' });
  });

  test('Clear and Empty', async () => {
    await send('a@receivers.example', { subject: 'Soon gone' });
    await row('Soon gone').waitFor();
    await page.locator('#play summary').click();
    await page.getByRole('button', { name: 'Answer 503' }).click();
    await page.getByText('Planned: answer 503').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Nothing is planned').waitFor();
    await page.getByRole('button', { name: 'Empty the mailbox' }).click();
    await page.getByText('No mail yet.').waitFor();
    expect([sandbox.faults.pending(), sandbox.mailbox.all()]).toEqual([[], []]);
  });
});

describe('can be used by everybody (axe)', () => {
  const pages: [string, () => Promise<void>][] = [
    ['the list', async () => undefined],
    [
      'a mail',
      async () =>
        row('Grüße')
          .click()
          .then(() => page.locator('#view pre').waitFor()),
    ],
    ['the account picker', async () => void (await page.goto(authorizeUrl(sandbox, { prompt: 'select_account' })))],
    [
      'Google’s consent',
      async () => {
        await page.goto(googleAuthorizeUrl(sandbox, { prompt: 'consent' }));
        await page.getByText('Grace Holt').click();
        await page.getByRole('button', { name: 'Continue' }).waitFor();
      },
    ],
    ['the code of a device', async () => void (await page.goto(`${sandbox.url}/devicelogin`))],
  ];
  const sized = pages.flatMap(([name, go]) => [1100, 320].map((width): [string, number, typeof go] => [name, width, go]));
  test.each(sized)('%s, %i px, light and dark', async (_name, width, go) => {
    await page.setViewportSize({ width, height: 700 });
    await send('zoe@receivers.example', { subject: 'Grüße', body: { contentType: 'Text', content: 'Hi' } });
    await row('Grüße').waitFor();
    await go();
    // The pages forbid foreign scripts; the debugger's own channel may.
    const session = await context.newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });
    const grounds: unknown[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const [found, ground] = await page.evaluate<[string[], string]>(AXE_RUN);
      expect([colorScheme, found]).toEqual([colorScheme, []]);
      grounds.push(ground);
    }
    expect(new Set(grounds).size).toBe(2);
  });
});

test('a person signs in with the mouse', async () => {
  await page.route('http://localhost:4999/**', (route) => route.fulfill({ body: 'back at the application' }));
  await page.goto(authorizeUrl(sandbox, { response_mode: 'form_post', prompt: 'consent' }));
  await page.getByText('Chloé Dubois').click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('back at the application').waitFor();
});

test('a person allows some of what is asked, signs a device in, and sees whose service took a mail', async () => {
  await page.route('http://localhost:4999/**', (route) => route.fulfill({ body: `back with ${route.request().url()}` }));
  await page.goto(googleAuthorizeUrl(sandbox, { prompt: 'consent' }));
  await page.getByText('Omar Haddad').click();
  await page.getByLabel('Send email on your behalf').uncheck();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('back with').waitFor();
  expect([page.url().includes('userinfo.email'), page.url().includes('gmail.send')]).toEqual([true, false]);

  const form = { client_id: sandbox.publicApp.clientId, scope: 'Mail.Send' };
  const asked = await fetch(`${sandbox.url}/common/oauth2/v2.0/devicecode`, { method: 'POST', body: new URLSearchParams(form) });
  const device = (await asked.json()) as { user_code: string; verification_uri: string };
  await page.goto(device.verification_uri);
  await page.getByLabel('Enter the code').fill(device.user_code.toLowerCase());
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Chloé Dubois').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('You may now close this window').waitFor();

  const { access_token } = await googleTokensFor(sandbox, 'grace.holt@gmail.example', { prompt: 'consent' });
  await postGmail(sandbox, access_token, 'To: a@receivers.example\r\nSubject: By Gmail\r\n\r\nHi');
  await page.goto(sandbox.url);
  await row('By Gmail').click();
  await page.getByText('Sent through Gmail').waitFor();
});
