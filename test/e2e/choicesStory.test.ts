/** Every choice about rows and letter in a real Chromium: several rows in one mail, conditions, a Word document along. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPaneStory, type PaneStory, sample } from '../support/aPaneStory.ts';
import { connectAs, press, pressPrimary } from '../support/paneDriver.ts';
import { sandboxMails } from '../support/sandboxOverHttp.ts';

/** A title above the headings, an old encoding, an order of two rows, somebody in another city, an empty company. */
const LIST = Buffer.from(
  [
    'Tickets 2027;;;;;;;;;;',
    'Email;Title;First Name;Last Name;Street;Postal Code;City;Member No;Renewal Date;Seat;Amount;Company',
    'zoe@example.com;Ms;Zo\u00eb;M\u00fcller;Quay 1;H91;Galway;0042;31.12.2026;A1;\u20ac 90.00;Caf\u00e9 M\u00fcller',
    'liam@example.com;Mr;Liam;O\u2019Brien;Quay 2;H91;Galway;0043;31.12.2026;B7;\u20ac 45.00;',
    'zoe@example.com;Ms;Zo\u00eb;M\u00fcller;Quay 1;H91;Galway;0042;31.12.2026;A2;\u20ac 90.00;Caf\u00e9 M\u00fcller',
    'nora@example.com;Ms;Nora;Ryan;Hill 3;D02;Dublin;0044;31.12.2026;C3;\u20ac 30.00;',
  ]
    .join('\r\n')
    // Where Windows-1252 differs from Latin-1.
    .replaceAll('\u20ac', '\u0080')
    .replaceAll('\u2019', '\u0092'),
  'latin1',
);

let story: PaneStory;

beforeAll(async () => {
  story = await aPaneStory();
});
afterAll(() => story?.close());

test('a list with a title and an old encoding is read, and its guesses can be seen', async () => {
  const { page } = story.pane;
  await connectAs(story.pane, 'anna@contoso.example');
  await press(page, 'New merge');
  await page.setInputFiles('input[type=file]', sample('invoice.docx'));
  await page.getByText('«Member No»').waitFor();
  await pressPrimary(page, 'Choose the list');
  await page.setInputFiles('input[type=file]', { name: 'Tickets.csv', mimeType: 'text/csv', buffer: LIST });
  await page.getByText('4 people').waitFor();
  await page.getByRole('cell', { name: 'Müller' }).first().waitFor();
  expect(await page.getByLabel('The headings are in').inputValue()).toBe('2');
  expect(await page.getByLabel('Letters are written in').inputValue()).toBe('windows-1252');
});

test('rows of one address become one mail; who does not fit is left out and counted', async () => {
  const { page } = story.pane;
  await pressPrimary(page, 'Check');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Invoice {{Member No}}{{#if Company}} for {{Company}}{{/if}}');
  await page.getByText('4 mails ready to go.').waitFor();
  await page.getByText('Rows, groups and order').click();
  await page.getByLabel('One mail for all rows that share').selectOption('Email');
  await page.getByText('3 mails ready to go.').waitFor();
  await press(page, 'Add a condition');
  const conditions = page.getByRole('region', { name: 'Only rows where' });
  await conditions.getByLabel('Column').selectOption('City');
  await conditions.getByLabel('Condition').selectOption('is');
  await conditions.getByLabel('Value').fill('galway');
  await page.getByText('2 mails ready to go.').waitFor();
  await page.getByText('1 row left out by your conditions.').waitFor();
  await page.getByLabel('Attach the merged letter as a Word document').check();
  await page.getByLabel('Its file name').fill('Invoice {{Member No}}');
  await page.getByLabel('Its file name').blur();
});

test('what was looked at is what arrives', async () => {
  const { page } = story.pane;
  await pressPrimary(page, 'Preview');
  const mail = page.frameLocator('iframe');
  await mail.getByText('Season ticket of').nth(1).waitFor();
  await page.getByText('2 rows in this mail').waitFor();
  await page.getByText('Invoice 0042.docx').waitFor();
  const seen = (await mail.locator('body').innerText()).replace(/\s+/g, ' ').trim();
  expect(seen).toMatch(/A1.*A2/);
  await pressPrimary(page, 'Go to send');
  await pressPrimary(page, 'Send 2 mails');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Send 2 mails' }).click();
  await page.getByRole('button', { name: 'Download report' }).waitFor();
  const mails = await sandboxMails(story.server);
  expect(mails.map(({ to, subject }) => [to[0], subject])).toEqual([
    ['zoe@example.com', 'Invoice 0042 for Café Müller'],
    ['liam@example.com', 'Invoice 0043'],
  ]);
  expect(mails.map(({ attachments }) => attachments.filter(({ isInline }) => !isInline).map(({ name }) => name))).toEqual([
    ['Invoice 0042.docx'],
    ['Invoice 0043.docx'],
  ]);
  const [zoe, liam] = mails;
  for (const words of ['A1', 'A2', 'Harbour', 'made out to Café Müller']) expect(zoe?.text).toContain(words);
  expect(liam?.text).toContain('This invoice is private');
  expect(liam?.text).not.toMatch(/A1|A2|Zoë/);
  expect(story.pane.complaints).toEqual([]);
});
