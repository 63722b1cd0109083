/** From an open letter to mails without leaving Word on the web: the real office.js, its dialog, the real server and sandbox. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Frame } from 'playwright-core';
import { aBrowser } from '../support/aBrowser.ts';
import { sample } from '../support/aPaneStory.ts';
import type { TestServer } from '../support/aServer.ts';
import { aSecureServer } from '../support/officeHost/aSecureServer.ts';
import { openDialog, press, signInAs } from '../support/officeHost/dialogDriver.ts';
import { type InOffice, openInOffice } from '../support/officeHost/openInOffice.ts';
import { sandboxMails } from '../support/sandboxOverHttp.ts';

let browser: Browser;
let server: TestServer;
let word: InOffice;
let pane: Frame;

beforeAll(async () => {
  [browser, server] = await Promise.all([aBrowser(), aSecureServer()]);
  word = await openInOffice(browser, { app: 'word', server, file: readFileSync(sample('letter.docx')) });
  ({ pane } = word);
});
afterAll(async () => {
  await word?.close();
  await browser?.close();
  await server?.close();
});

const says = (text: string | RegExp) => pane.getByText(text).first().waitFor();
/** The primary button at the foot of the screen. */
const next = (name: string) => pane.locator('footer').getByRole('button', { name, exact: true }).click();

describe('in Word', () => {
  test('a mailbox is connected in Office’s own window', async () => {
    const dialog = await openDialog(word);
    await signInAs(dialog, 'anna@contoso.example');
    await pane.getByRole('button', { name: 'New merge' }).waitFor();
  });

  test('the open document is read, gets a field from the list at the cursor, and is read again', async () => {
    await press(pane, 'New merge');
    await says('13 fields');
    await next('Choose the list');
    await pane.locator('input[type=file]').first().setInputFiles(sample('people.xlsx'));
    await says('25 people');
    await pane.getByRole('button', { name: /Letter/ }).click();
    word.document.type(' Your number once more: ');
    await press(pane.getByRole('region', { name: 'Insert field' }), '«Member No»');
    await says('«Member No» is in the letter');
    await press(pane, 'Read again');
    await says('Read again: the same fields as before.');
    expect(word.openFiles()).toBe(0);
  });

  test('every mail holds what was put into the letter', async () => {
    await next('Choose the list');
    await next('Check');
    await pane.getByLabel('Where «Company» is empty').selectOption('empty');
    await pane.getByRole('textbox', { name: 'Subject' }).fill('Your place, {{First Name}}');
    await says('25 mails ready to go.');
    await next('Preview');
    await next('Go to send');
    await next('Send 25 mails');
    await press(pane.getByRole('alertdialog').or(pane.getByRole('dialog')), 'Send 25 mails');
    await pane.getByRole('button', { name: 'Download report' }).waitFor();
    const mails = await sandboxMails(server);
    expect(mails).toHaveLength(25);
    expect(new Set(mails.map((mail) => mail.to[0])).size).toBe(25);
    const numbers = mails.map(({ text }) => /Your number once more: (\S+)/.exec(text)?.[1]);
    expect(new Set(numbers).size).toBe(25);
    for (const { html } of mails) expect(html).not.toMatch(/«|»|MERGEFIELD|\{\{/);
    expect(word.complaints).toEqual([]);
  });
});
