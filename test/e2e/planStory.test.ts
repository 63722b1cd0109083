/** Later, cancelled, used again, an answer that got lost, decided, erased: in a real Chromium against the real server. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPaneStory, checkSamples, type PaneStory } from '../support/aPaneStory.ts';
import { connectAs, press, pressPrimary } from '../support/paneDriver.ts';
import { sandboxMails, scriptFault } from '../support/sandboxOverHttp.ts';

let story: PaneStory;

beforeAll(async () => {
  // Doubts become open to a decision only after a multiple of this.
  story = await aPaneStory({ SEND_TIMEOUT_SECONDS: '4' }, { width: 320 });
});
afterAll(() => story?.close());

const sure = (name: string) => story.pane.page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click();

test('a merge is scheduled for later, and the start page says when it starts', async () => {
  const { page } = story.pane;
  await connectAs(story.pane, 'anna@contoso.example');
  await checkSamples(page);
  await page.getByLabel('Where «Company» is empty').selectOption('empty');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Your place for 2027');
  await page.getByText('25 mails ready to go.').waitFor();
  await pressPrimary(page, 'Preview');
  await pressPrimary(page, 'Go to send');
  await page.locator('summary', { hasText: 'When: now' }).click();
  await page.getByText('Send later', { exact: true }).click();
  await pressPrimary(page, 'Schedule 25 mails');
  await sure('Schedule 25 mails');
  await page.getByRole('heading', { name: /^Starts .*9:00/ }).waitFor();
  await press(page, 'Back');
  await page.getByText(/^Starts .* · 25 mails$/).click();
});

test('it is cancelled before anything was sent, and used again', async () => {
  const { page } = story.pane;
  await pressPrimary(page, 'Cancel');
  await sure('Cancel 25 mails');
  await page.getByText('Cancelled before anything was sent').waitFor();
  await pressPrimary(page, 'Use again');
  await page.getByText('25 mails ready to go.').waitFor();
  expect(await sandboxMails(story.server)).toEqual([]);
});

test('a mail whose answer got lost waits for a person, who says that it was sent', async () => {
  const { page } = story.pane;
  // The last one's: while its doubt is fresh, everything else has happened, however slow the computer is.
  await scriptFault(story.server, 'send', { delayMs: 1 }, 24);
  await scriptFault(story.server, 'send', { cut: 'after', taken: true });
  await pressPrimary(page, 'Preview');
  await pressPrimary(page, 'Go to send');
  await pressPrimary(page, 'Send 25 mails');
  await sure('Send 25 mails');
  await page.getByText('24 mails sent, 1 doubtful').waitFor();
  await page.getByText(/^Can be decided from /).waitFor();
  await press(page, 'Check Sent Items');
  await page.getByText(/open Sent Items in Outlook/).waitFor();
  // It opens by itself when its time has come.
  await press(page, /^Mark as sent: /);
  await page.getByText('1 mail marked as sent.').waitFor();
  await page.getByRole('heading', { name: '25 mails sent' }).waitFor();
  const arrived = (await sandboxMails(story.server)).flatMap((mail) => mail.to);
  expect([arrived.length, new Set(arrived).size]).toEqual([25, 25]);
});

test('its personal data is erased; the numbers stay', async () => {
  const { page } = story.pane;
  await press(page, 'Erase personal data');
  await sure('Erase personal data');
  await page.getByText('The numbers stay.').waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('@example.com');
  await page.getByRole('heading', { name: '25 mails sent' }).waitFor();
  expect(story.pane.complaints).toEqual([]);
});
