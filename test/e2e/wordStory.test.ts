/** From an open letter to mails without leaving Word on the web: the real office.js, its dialog, the real server and sandbox. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { sample } from '../support/aPaneStory.ts';
import { openDialog, press, signInAs } from '../support/officeHost/dialogDriver.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';
import type { InOffice } from '../support/officeHost/openInOffice.ts';
import { sandboxMails } from '../support/sandboxOverHttp.ts';

const office = insideOffice();
let word: InOffice;
let pane: Frame;

beforeAll(async () => {
  word = await office.open({ app: 'word', file: readFileSync(sample('letter.docx')) });
  ({ pane } = word);
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
    const mails = await sandboxMails(office.server());
    expect(mails).toHaveLength(25);
    expect(new Set(mails.map((mail) => mail.to[0])).size).toBe(25);
    const numbers = mails.map(({ text }) => /Your number once more: (\S+)/.exec(text)?.[1]);
    expect(new Set(numbers).size).toBe(25);
    for (const { html } of mails) expect(html).not.toMatch(/«|»|MERGEFIELD|\{\{/);
    expect(word.complaints).toEqual([]);
  });
});
