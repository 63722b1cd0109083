/** The pane in a browser, with what only an administrator sees at the end. */
import type { Browser } from 'playwright-core';
import type { TestServer } from '../../test/support/aServer.ts';
import { choose, connectAs, openPane } from '../../test/support/paneDriver.ts';
import { hideCursor, type Look, photograph } from './photograph.ts';
import { checkAndLook, chooseList, mailboxSettings, press, sampleFile, says, sendAndSee, type Walk } from './walkMerge.ts';
import { wordsOf } from './words.ts';

export interface BrowserTour {
  browser: Browser;
  server: TestServer;
  look: Look;
  /** Where a picture of this name goes; null where it is not wanted. */
  fileOf: (name: string) => string | null;
}

export async function walkBrowser({ browser, server, look, fileOf }: BrowserTour): Promise<void> {
  const opened = await openPane(browser, server, look);
  const { page } = opened;
  await hideCursor(page);
  const shoot = async (name: string): Promise<void> => {
    const file = fileOf(name);
    if (file !== null) await photograph(page, look, file);
  };
  const walk: Walk = { pane: page, shoot, words: wordsOf('en') };
  await shoot('welcome');
  await connectAs(opened, 'anna@contoso.example');
  await shoot('home-empty');
  await press(walk, 'New merge');
  await shoot('letter-empty');
  await choose(page, sampleFile('letter.docx'));
  await says(walk, '13 fields');
  await shoot('letter');
  await chooseList(walk);
  await checkAndLook(walk, { subject: 'Your place for 2027, {{First Name}}', company: true });
  await sendAndSee(walk);
  await mailboxSettings(walk);
  await ofAdministrator(walk);
  await opened.context.close();
}

async function ofAdministrator(walk: Walk): Promise<void> {
  const { pane, shoot } = walk;
  await press(walk, 'Add a mailbox');
  await shoot('kinds');
  await press(walk, 'Not now');
  await press(walk, 'Administration');
  await says(walk, 'Redirect URI');
  await shoot('applications');
  await pane.getByText('Doctor', { exact: true }).click();
  await pane.getByRole('button', { name: 'Copy the report' }).waitFor();
  await shoot('doctor');
}
