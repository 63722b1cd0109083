/** The whole story in a real Chromium: a newcomer with the sample letter and the sample list, from Welcome to the report. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readList } from '../../server/merge/lists/readList.ts';
import { aPaneStory, checkSamples, type PaneStory, sample } from '../support/aPaneStory.ts';
import { choose, connectAs, openPane, press, pressPrimary } from '../support/paneDriver.ts';
import { type ArrivedMail, sandboxMails } from '../support/sandboxOverHttp.ts';

let story: PaneStory;

beforeAll(async () => {
  story = await aPaneStory();
});
afterAll(() => story?.close());

/** The list as the sheet shows it, read independently of the campaign: column → value, a record a row. */
function people(): Record<string, string>[] {
  const read = readList(readFileSync(sample('people.xlsx')), 'people.xlsx', {});
  if (!read.ok) throw new Error(read.text);
  const record = (row: string[]) => Object.fromEntries(read.value.headers.map((header, i) => [header, row[i] ?? '']));
  // The letter asks for this one as “d MMMM yyyy”, with a \\@ switch.
  const long = (date: string) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(date));
  return read.value.rows.map((row) => ({ ...record(row), 'Renewal Date': long(record(row)['Renewal Date'] ?? '') }));
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const holds = (mail: ArrivedMail, value: string): boolean =>
  mail.html.includes(value) || mail.html.includes(escaped(value)) || mail.text.includes(value);

describe('from Welcome to the report', () => {
  test('connects a mailbox in one trip, with the sandbox said on every screen', async () => {
    await story.pane.page.getByText('Sandbox: no mail leaves this computer.').waitFor();
    await connectAs(story.pane, 'anna@contoso.example', async (consent) => {
      expect(await consent.locator('body').innerText()).toMatch(/send mail as you/i);
      // The pane stays useful while the other window is open.
      await story.pane.page.getByText('Waiting for Microsoft…').waitFor();
    });
    await story.pane.page.getByText('anna@contoso.example').waitFor();
    expect(story.pane.context.pages()).toHaveLength(1);
  });

  test('takes the letter and the list, and says what stands in the way', async () => {
    const { page } = story.pane;
    await checkSamples(page);
    await page.getByText('nothing in «Company»').first().waitFor();
    await page.getByLabel('Where «Company» is empty').selectOption('empty');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Your place for 2027, {{First Name}}');
    await page.getByText('25 mails ready to go.').waitFor();
  });

  test('shows every mail before it goes, and sends a test to myself', async () => {
    const { page } = story.pane;
    await pressPrimary(page, 'Preview');
    const frame = page.frameLocator('iframe');
    const [first, second] = people();
    await frame
      .getByText(first?.['Member No'] ?? '?')
      .first()
      .waitFor();
    await press(page, 'Next row');
    await frame
      .getByText(second?.['Member No'] ?? '?')
      .first()
      .waitFor();
    await page.getByText(`Your place for 2027, ${second?.['First Name']}`).first().waitFor();
    await press(page, 'Send a test to myself');
    await page.getByText('Test sent to anna@contoso.example').waitFor();
    expect((await sandboxMails(story.server)).map((mail) => mail.to)).toEqual([['anna@contoso.example']]);
  });

  test('sends 25 mails after one question with the numbers in it', async () => {
    const { page } = story.pane;
    await pressPrimary(page, 'Go to send');
    await page.getByText('25 mails from anna@contoso.example, one each.').waitFor();
    await pressPrimary(page, 'Send 25 mails');
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await question.getByText('Send 25 mails now?').waitFor();
    await question.getByRole('button', { name: 'Send 25 mails' }).click();
    await page.getByRole('button', { name: 'Download report' }).waitFor();
  });

  test('every person got their own mail, once, with their own values and nobody else’s', async () => {
    const arrived = (await sandboxMails(story.server)).slice(1);
    const rows = people();
    expect(rows).toHaveLength(25);
    expect(arrived).toHaveLength(25);
    expect(new Set(arrived.map((mail) => mail.to[0]))).toEqual(new Set(rows.map((row) => row['E-mail'])));
    for (const row of rows) {
      const [mail, ...more] = arrived.filter((each) => each.to[0] === row['E-mail']);
      if (!mail) throw new Error(`No mail for ${row['E-mail']}`);
      expect(more).toEqual([]);
      expect(mail.subject).toBe(`Your place for 2027, ${row['First Name']}`);
      const unseen = Object.entries(row).filter(
        ([column, value]) => column !== 'E-mail' && column !== 'Country' && value !== '' && !holds(mail, value),
      );
      expect({ to: mail.to, unseen }).toEqual({ to: mail.to, unseen: [] });
      const others = rows.filter((other) => other !== row && holds(mail, other['Member No'] ?? ''));
      expect(others).toEqual([]);
      expect(mail.html).not.toMatch(/«|»|MERGEFIELD|\{\{/);
      expect(mail.attachments.filter((file) => file.isInline)).toHaveLength(1);
    }
  });

  test('offers the result of every row and the report as a file', async () => {
    const { page } = story.pane;
    const download = page.waitForEvent('download');
    await press(page, 'Download report');
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(26);
    expect(lines[1]).toContain('accepted');
  });

  test('the browser had nothing to complain about', () => {
    expect(story.pane.complaints).toEqual([]);
  });
});

describe('coming back', () => {
  test('a reload is still signed in, and knows the finished merge', async () => {
    const { page } = story.pane;
    await page.reload();
    await page.getByRole('button', { name: 'New merge' }).waitFor();
    await page
      .getByText(/25 of 25 sent|25 mails/)
      .first()
      .waitFor();
  });

  test('a draft that was begun is still there after the pane was closed', async () => {
    const { page } = story.pane;
    await press(page, 'New merge');
    await choose(page, sample('letter.docx'));
    await page.getByText('13 fields').waitFor();
    await page.reload();
    await page.getByText('13 fields').waitFor();
  });
});

describe('when something goes wrong', () => {
  test('a letter that is none gets a sentence, and the next one is taken', async () => {
    const { page } = story.pane;
    await press(page, 'Back');
    await press(page, 'New merge');
    await choose(page, sample('people.xlsx'));
    await page
      .getByText(/is not a Word document|Word/)
      .first()
      .waitFor();
    await choose(page, sample('letter.docx'));
    await page.getByText('13 fields').waitFor();
  });

  test('somebody who says no in the other window is told, and can try again', async () => {
    const stranger = await openPane(story.browser, story.server);
    const opened = stranger.context.waitForEvent('page');
    await press(stranger.page, 'Connect email account');
    const other = await opened;
    await other.getByText('ben@contoso.example').first().click();
    await other.getByRole('button', { name: /cancel/i }).click();
    await stranger.page.getByText('You did not give the permission').first().waitFor();
    await stranger.page.getByRole('button', { name: 'Try again' }).waitFor();
    await stranger.context.close();
  });

  test('a window that cannot talk to the pane still ends signed in, by the code typed by hand', async () => {
    const person = await openPane(story.browser, story.server);
    // As Entra will do for new applications: the opener is cut off, and no message can come through.
    await person.context.addInitScript(() => {
      Object.defineProperty(globalThis, 'opener', { value: null });
      Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined });
    });
    const opened = person.context.waitForEvent('page');
    await press(person.page, 'Connect email account');
    const other = await opened;
    await other.getByText('chloe@fabrikam.example').first().click();
    await other.getByRole('button', { name: /accept/i }).click();
    const code = await other.locator('.code').innerText();
    await person.page.getByLabel('Type the code from the other window').fill(code.toLowerCase());
    await press(person.page, 'Connect');
    await person.page.getByRole('button', { name: 'New merge' }).waitFor();
    await person.context.close();
  });
});
