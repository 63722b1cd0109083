/** Inside Word, from the door to the mailboxes, with a picture of each step. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { TestServer } from '../../test/support/aServer.ts';
import { openInOffice } from '../../test/support/officeHost/openInOffice.ts';
import { connectInOffice } from './connectInOffice.ts';
import { hideCursor, type Look, type Shoot, photograph } from './photograph.ts';
import { checkAndLook, chooseList, mailboxSettings, next, press, sampleFile, says, sendAndSee, type Walk } from './walkMerge.ts';
import { type Language, wordsOf } from './words.ts';

export interface Tour {
  browser: Browser;
  server: TestServer;
  look: Look;
  language: Language;
  /** Where a picture of this name goes; null where it is not wanted. */
  fileOf: (name: string) => string | null;
}

/** Of the letter: what the sample holds. */
const FIELDS = 13;

/** Word on computers can mark fields in the letter; this library on the web cannot. */
const WITH_MARKS = `Object.defineProperty(Object.prototype, 'insertAnnotations', { value: () => undefined, configurable: true });`;

export async function walkWord(tour: Tour): Promise<void> {
  const { browser, server, look, language } = tour;
  const word = await openInOffice(browser, {
    app: 'word',
    server,
    file: readFileSync(sampleFile('letter.docx')),
    width: look.width,
    height: look.height,
    dark: look.dark,
    // Its own question whether a window may open stays English; the pane's language is in the address.
    locale: 'en-GB',
    path: `/office/taskpane.html${language === 'de' ? '?lang=de' : ''}`,
    prepare: async (context) => void (await context.addInitScript(WITH_MARKS)),
  });
  await hideCursor(word.pane);
  const walk: Walk = { pane: word.pane, shoot: shooter(tour, word.page), words: wordsOf(language) };
  const { pane, shoot, words } = walk;
  await connectInOffice(word, walk);
  await press(walk, words.newMerge);
  await says(walk, words.fields(FIELDS));
  await shoot('letter');
  await chooseList(walk);
  await pane.getByRole('button', { name: words.stepLetter }).first().click();
  const columns = pane.getByRole('region', { name: words.insertField });
  await columns.getByRole('button', { name: words.column, exact: true }).click();
  await says(walk, words.changed);
  await columns.evaluate('(region) => region.scrollIntoView({ block: "end" })');
  await shoot('insert');
  await press(walk, words.readAgain);
  await says(walk, words.sameFields);
  await next(walk, words.chooseList);
  await says(walk, words.people);
  await checkAndLook(walk, { subject: 'Your place for 2027, {{First Name}}', company: true });
  await sendAndSee(walk);
  await mailboxSettings(walk);
  await word.close();
}

export function shooter({ look, fileOf }: Tour, page: Parameters<typeof photograph>[0]): Shoot {
  return async (name) => {
    const file = fileOf(name);
    if (file !== null) await photograph(page, look, file);
  };
}
