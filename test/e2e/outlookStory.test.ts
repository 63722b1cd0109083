/** The pane in Outlook on the web, with the real office.js: the open draft becomes mails, each with its own name. */
import { expect, test } from '@jest/globals';
import { draftTexts } from '../../addin/ui/texts/draftTexts.ts';
import { letterTexts } from '../../addin/ui/texts/letterTexts.ts';
import { FILE_BYTES_MAX } from '../../shared/api/draftLimits.ts';
import { sample } from '../support/aPaneStory.ts';
import { anOutlookItem, type OutlookFile, type OutlookItem } from '../support/officeHost/anOutlookItem.ts';
import { openDialog, press, signInAs } from '../support/officeHost/dialogDriver.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';
import type { InOffice } from '../support/officeHost/openInOffice.ts';
import { sandboxMails } from '../support/sandboxOverHttp.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const FILES: OutlookFile[] = [
  { id: 'p', name: 'logo.png', contentType: 'image/png', content: PNG, isInline: true, contentId: 'logo-1' },
  { id: 'a', name: 'Terms.pdf', contentType: 'application/pdf', content: base64('%PDF terms'), isInline: false },
  { id: 'b', name: 'Map.txt', contentType: 'text/plain', content: base64('a map'), isInline: false },
];
const DRAFT: Partial<OutlookItem> = {
  subject: 'A seat for {{First name}}',
  body: '<html><body><p>Dear {{First name}} {{Last name}},</p><p><img src="cid:logo-1" alt="Logo"></p><p>Anna Berg</p></body></html>',
  attachments: FILES,
};

const office = insideOffice();

/** The person says yes to what Mergepost may do the first time only. */
async function signedIn(item: Partial<OutlookItem>, first: boolean): Promise<InOffice> {
  const outlook = await office.open({ app: 'outlook', item, width: 320 });
  const dialog = await openDialog(outlook);
  if (first) await signInAs(dialog, 'anna@contoso.example');
  else await dialog.getByText('anna@contoso.example').first().click();
  await outlook.pane.getByRole('button', { name: 'New merge', exact: true }).waitFor();
  return outlook;
}

test('the open draft is merged, the whole way to the mails', async () => {
  const outlook = await signedIn(DRAFT, true);
  const { pane, page } = outlook;
  const next = (name: string) => pane.locator('footer').getByRole('button', { name, exact: true }).click();
  await press(pane, 'New merge');
  await pane.getByText('2 fields').waitFor();
  await pane.getByText(draftTexts.taken).waitFor();
  await next('Choose the list');
  const chooser = page.waitForEvent('filechooser');
  await press(pane, 'Choose a file');
  await (await chooser).setFiles(sample('people.xlsx'));
  await pane.getByText('25 people').waitFor();
  await next('Check');
  expect(await pane.getByLabel('Subject').inputValue()).toBe('A seat for {{First name}}');
  await pane.getByText('Terms.pdf').waitFor();
  await pane.getByText('Map.txt').waitFor();
  await next('Preview');
  await pane.getByText('A seat for Ada').first().waitFor();
  await next('Go to send');
  await next('Send 25 mails');
  await pane.getByRole('alertdialog').or(pane.getByRole('dialog')).getByRole('button', { name: 'Send 25 mails' }).click();
  await pane.getByRole('button', { name: 'Download report' }).waitFor();
  const mails = await sandboxMails(office.server());
  expect(mails).toHaveLength(25);
  const ada = mails.find(({ subject }) => subject === 'A seat for Ada');
  expect(ada?.html).toContain('Dear Ada Lovelace,');
  expect(ada?.attachments.map(({ name, isInline }) => [isInline ? 'picture' : name])).toEqual([
    ['picture'],
    ['Terms.pdf'],
    ['Map.txt'],
  ]);
  expect(outlook.complaints).toEqual([]);
  await outlook.close();
});

test('beside a mail that is only read there are mailboxes, campaigns and their results, and a new merge says where a letter comes from', async () => {
  const outlook = await signedIn({ kind: 'read', subject: 'Lunch?', body: '<p>Lunch?</p>' }, false);
  const { pane } = outlook;
  await pane.getByText('25 sent').first().waitFor();
  await press(pane, 'New merge');
  await pane.getByText(draftTexts.elsewhere).waitFor();
  await pane.getByRole('button', { name: 'Choose a file' }).waitFor();
  expect(await pane.getByRole('button', { name: 'Read this draft' }).count()).toBe(0);
  // Pinned: the next mail, none, an answer that is begun.
  await outlook.select(anOutlookItem({ kind: 'read', subject: 'Dinner?' }));
  await outlook.select(null);
  await pane.getByText(draftTexts.elsewhere).waitFor();
  await outlook.select(anOutlookItem({ subject: 'Re: Dinner?' }));
  await pane.getByRole('button', { name: 'Read this draft' }).waitFor();
  expect(outlook.complaints).toEqual([]);
  await outlook.close();
});

const FILM = { id: 'f', name: 'Film.mp4', contentType: 'video/mp4', content: '', isInline: false, size: 4 * 1024 * 1024 };
const LUNCH = anOutlookItem({ id: 'b', subject: 'Lunch, {{First name}}', body: '<p>Lunch?</p>', attachments: [FILM] });

test('another draft beside a pinned pane is said, is not mixed with the first, and takes its place when asked to; what stays behind stays in sight', async () => {
  const outlook = await signedIn({ ...DRAFT, id: 'a' }, false);
  const { pane } = outlook;
  const note = pane.getByText(letterTexts.other.open('Lunch, {{First name}}', 'A seat for {{First name}}'));
  await press(pane, 'New merge');
  await pane.getByText('2 fields').waitFor();
  await outlook.select(LUNCH);
  await note.waitFor();
  await outlook.select(null);
  await outlook.select(outlook.item);
  await note.waitFor({ state: 'detached' });
  await pane.getByText('2 fields').waitFor();
  await outlook.select(LUNCH);
  await press(pane, letterTexts.other.instead);
  await note.waitFor({ state: 'detached' });
  await pane.getByText('1 field', { exact: false }).first().waitFor();
  const behind = pane.getByText(draftTexts.remarks.tooLarge('Film.mp4', FILM.size, FILE_BYTES_MAX));
  await behind.waitFor();
  await press(pane, 'Choose the list');
  await pane.locator('input[type=file]').first().setInputFiles(sample('people.xlsx'));
  await pane.getByText('25 people').waitFor();
  await pane.locator('footer').getByRole('button', { name: 'Check' }).click();
  await behind.waitFor();
  expect(await pane.getByLabel('Subject').inputValue()).toBe('Lunch, {{First name}}');
  expect(await pane.getByText('Terms.pdf').count()).toBe(0);
  expect(await pane.getByRole('heading', { level: 1 }).innerText()).toBe('Lunch, {{First name}}');
  expect(outlook.complaints).toEqual([]);
});
