/** The connection window inside Office on the web, with the real office.js: whatever happens to it, the pane ends connected or says what to do. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { allowDialog, openDialog, press, signInAs } from '../support/officeHost/dialogDriver.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';
import type { InOffice } from '../support/officeHost/openInOffice.ts';
import { changeSandbox, revokeAtSandbox } from '../support/sandboxOverHttp.ts';

const PEOPLE = ['anna@contoso.example', 'ben@contoso.example', 'sam.rivers@outlook.com', 'chloe@fabrikam.example'];

const host = insideOffice();
let office: InOffice;

afterEach(async () => {
  await office?.close();
  // Whoever has agreed once is not asked again.
  for (const person of PEOPLE) await revokeAtSandbox(host.server(), person);
});

const AGAIN = 'Window gone? Open it again';
const OPEN = 'Open the window';
const connected = () => office.pane.getByRole('button', { name: 'New merge' }).waitFor();
const says = (sentence: string | RegExp) => office.pane.getByText(sentence).first().waitFor();
const heading = (title: string) => office.pane.getByRole('heading', { name: title }).waitFor();
const typeCode = async (code: string) => {
  await office.pane.getByLabel('Type the code from the other window').fill(code);
  await press(office.pane, 'Connect');
};

describe('whatever happens to the window', () => {
  beforeEach(async () => {
    office = await host.open({ app: 'word', prepare: blockable });
  });

  test('two quick clicks open one, closed by hand: it looks closed, is opened again, and goes on', async () => {
    await office.pane.getByRole('button', { name: 'Connect email account' }).dblclick();
    const dialog = await allowDialog(office);
    await dialog.getByText('ben@contoso.example').first().waitFor();
    await dialog.close();
    await says('The sign-in window looks closed.');
    expect(office.context.pages()).toEqual([office.page]);
    await press(office.pane, AGAIN);
    await signInAs(await allowDialog(office), 'ben@contoso.example');
    await connected();
  });

  test('still open and opened again (12007): Office is asked until the first one is gone', async () => {
    const first = await openDialog(office);
    await first.getByText('sam.rivers@outlook.com').first().waitFor();
    const gone = first.waitForEvent('close');
    await press(office.pane, AGAIN);
    await gone;
    await signInAs(await allowDialog(office), 'sam.rivers@outlook.com');
    await connected();
  });

  test('“Ignore” (12009): what to choose next time, and the window on the next press', async () => {
    await press(office.pane, 'Connect email account');
    await press(office.pane, 'Ignore');
    await says('You chose not to open the window. Press the button again and choose “Allow”.');
    await heading('The other window did not open.');
    await press(office.pane, OPEN);
    const dialog = await allowDialog(office);
    await dialog.getByText('anna@contoso.example').first().waitFor();
  });

  test('blocked by the browser (12011): allow pop-ups, and then it opens', async () => {
    await office.pane.evaluate('globalThis.popupsBlocked = true');
    await press(office.pane, 'Connect email account');
    await press(office.pane, 'Allow');
    await says('Your browser blocked the window. Allow pop-up windows for this page and try again.');
    await office.pane.evaluate('globalThis.popupsBlocked = false');
    await press(office.pane, 'OK');
    await heading('The other window did not open.');
    await press(office.pane, OPEN);
    const dialog = await allowDialog(office);
    await dialog.getByText('anna@contoso.example').first().waitFor();
  });

  test('the message is lost, and the window closed with its code in it: a new one, whose code is typed by hand', async () => {
    const first = await openDialog(office);
    office.officeJs.reachable = false;
    await signInAs(first, 'chloe@fabrikam.example');
    await office.pane.getByLabel('Type the code from the other window').waitFor();
    await first.close();
    await press(office.pane, 'Window gone? Start again');
    const second = await allowDialog(office);
    await second.getByText('chloe@fabrikam.example').first().click();
    await typeCode(await second.locator('.code').innerText());
    await connected();
  });

  test('the pane is loaded anew while the window is open: the next click connects in the same window', async () => {
    const dialog = await openDialog(office);
    await dialog.getByText('ben@contoso.example').first().waitFor();
    await office.pane.evaluate('location.reload()');
    await press(office.pane, 'Connect email account');
    const anew = dialog.waitForEvent('framenavigated');
    await press(office.pane, 'Allow');
    await anew;
    await signInAs(dialog, 'ben@contoso.example');
    await connected();
  });

  describe('the opener is gone, as Entra will have it (COOP): the window looks closed at once and lives on', () => {
    beforeEach(() => changeSandbox(host.server(), { openerPolicy: true }));
    afterEach(() => changeSandbox(host.server(), { openerPolicy: false }));

    const signInByCode = async () => {
      const dialog = await openDialog(office);
      await dialog.getByText('ben@contoso.example').first().waitFor();
      await says('The sign-in window looks closed.');
      await signInAs(dialog, 'ben@contoso.example');
      const code = await dialog.locator('.code').innerText();
      expect(await dialog.evaluate('globalThis.opener')).toBeNull();
      await typeCode(code);
      await connected();
    };

    test('a sign-in ends with the code, a further mailbox by what the server says', async () => {
      await signInByCode();
      await press(office.pane, 'Mailboxes');
      await press(office.pane, 'Add a mailbox');
      await office.pane.getByRole('button', { name: /^Microsoft/ }).click();
      const dialog = await allowDialog(office);
      await dialog.getByText('sam.rivers@outlook.com').first().waitFor();
      await says('The sign-in window looks closed.');
      await signInAs(dialog, 'sam.rivers@outlook.com');
      await heading('Please confirm in the other window.');
      await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
      await office.pane.getByRole('region', { name: 'sam.rivers@outlook.com' }).waitFor();
    });
  });
});

/** The popup blocker of the pane, which a test turns on and off; Chromium's own is off in every driven browser. */
async function blockable(context: BrowserContext): Promise<void> {
  await context.addInitScript(`
    const open = window.open.bind(window);
    window.open = (...how) => (globalThis.popupsBlocked ? null : open(...how));
  `);
}

test.each(['word', 'outlook'] as const)(
  'in %s the code comes by messageParent, never a token, and the window closes',
  async (app) => {
    const person = { word: 'anna@contoso.example', outlook: 'ben@contoso.example' }[app];
    office = await host.open({ app });
    const messages = await listen(office);
    const dialog = await openDialog(office);
    const closed = dialog.waitForEvent('close');
    await signInAs(dialog, person);
    await connected();
    await closed;
    const ours = (await messages()).filter((text) => text.includes('"source":"mergepost"'));
    expect(ours.map((text) => JSON.parse(text) as unknown)).toEqual([
      {
        source: 'mergepost',
        status: 'signed-in',
        connectId: expect.any(String),
        email: person,
        code: expect.stringMatching(/^\w{4}-\w{4}$/),
      },
    ]);
    expect(office.complaints).toEqual([]);
  },
);

/** What windows say to the pane; Office's own traffic is among it. */
async function listen({ pane }: InOffice): Promise<() => Promise<string[]>> {
  await pane.evaluate(`
    globalThis.heard = [];
    addEventListener('message', ({ data }) => globalThis.heard.push(String(data)), true);
  `);
  return () => pane.evaluate('globalThis.heard');
}
