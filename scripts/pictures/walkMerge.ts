/** From the list to the mailboxes, with a picture at each step; the same in a browser, in Word and in Outlook. */
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import type { Shoot } from './photograph.ts';
import type { Words } from './words.ts';

export interface Walk {
  pane: Page | Frame;
  shoot: Shoot;
  words: Words;
}

/** 25 mails at the pace of these pictures take 12 s on a quiet machine. */
const WHOLE_SENDING_MS = 60_000;

export const sampleFile = (name: string): string => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));

export const press = ({ pane }: Pick<Walk, 'pane'>, name: string): Promise<void> =>
  pane.getByRole('button', { name, exact: true }).first().click();

/** The primary button at the foot; the stepper above names some steps alike. */
export const next = ({ pane }: Pick<Walk, 'pane'>, name: string): Promise<void> =>
  pane.locator('footer').getByRole('button', { name, exact: true }).click();

export const says = ({ pane }: Pick<Walk, 'pane'>, text: string | RegExp): Promise<void> =>
  pane.getByText(text).first().waitFor();

export async function chooseList(walk: Walk): Promise<void> {
  const { pane, shoot, words } = walk;
  await next(walk, words.chooseList);
  await shoot('list-empty');
  await pane.locator('input[type=file]').first().setInputFiles(sampleFile('people.xlsx'));
  await says(walk, words.people);
  await shoot('list');
}

export interface Settling {
  /** Null where the letter brings its own, as a mail does. */
  subject: string | null;
  /** Whether the letter asks for a company, which some rows have not. */
  company: boolean;
}

export async function checkAndLook(walk: Walk, { subject, company }: Settling): Promise<void> {
  const { pane, shoot, words } = walk;
  await next(walk, words.check);
  if (company) {
    await says(walk, words.emptyCompany);
    await shoot('check');
    await pane.getByLabel(words.whereEmpty).selectOption('empty');
  }
  if (subject !== null) await pane.getByRole('textbox', { name: words.subject }).fill(subject);
  await says(walk, words.ready);
  await shoot('check-ready');
  await next(walk, words.preview);
  await pane.locator('iframe').contentFrame().getByText('Lovelace').first().waitFor();
  await shoot('preview');
}

export async function sendAndSee(walk: Walk): Promise<void> {
  const { pane, shoot, words } = walk;
  await next(walk, words.goToSend);
  await shoot('send');
  await next(walk, words.send);
  const question = pane.getByRole('alertdialog').or(pane.getByRole('dialog'));
  await question.waitFor();
  await shoot('question');
  await question.getByRole('button', { name: words.send }).click();
  await pane.getByRole('button', { name: words.pause, exact: true }).waitFor();
  // A few are gone, so that the bar says something.
  await says(walk, words.someSent);
  await shoot('sending');
  await pane.getByRole('button', { name: words.report }).waitFor({ timeout: WHOLE_SENDING_MS });
  await shoot('result');
  await press(walk, words.back);
  await pane.getByRole('button', { name: words.newMerge }).waitFor();
  await shoot('home');
}

export async function mailboxSettings(walk: Walk): Promise<void> {
  const { pane, shoot, words } = walk;
  await press(walk, words.mailboxes);
  await pane.getByRole('region', { name: 'anna@contoso.example' }).waitFor();
  await press(walk, words.testMail);
  await says(walk, words.testMailSent);
  await shoot('mailboxes');
}
