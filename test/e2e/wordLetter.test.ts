/** The letter in Word on the web: read from the open document, fields put into it, changes noticed, marks on the screen. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { sample } from '../support/aPaneStory.ts';
import { openDialog, press, signInAs } from '../support/officeHost/dialogDriver.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';
import type { InOffice } from '../support/officeHost/openInOffice.ts';

const office = insideOffice();
let word: InOffice;
let pane: Frame;

beforeAll(async () => {
  word = await office.open({ app: 'word', file: readFileSync(sample('letter.docx')), width: 320 });
  pane = word.pane;
  await signInAs(await openDialog(word), 'anna@contoso.example');
  await pane.getByRole('button', { name: 'New merge' }).click();
});

const CHANGED = 'The document has changed since it was read.';
const says = (text: string | RegExp) => pane.getByText(text).first().waitFor();

describe('in Word', () => {
  test('the open document is the letter, without a click', async () => {
    await says('13 fields');
    expect(word.openFiles()).toBe(0);
  });

  test('a column of the list is put at the cursor, and the letter asks to be read again', async () => {
    await press(pane, 'Choose the list');
    await pane.locator('input[type=file]').first().setInputFiles(sample('people.xlsx'));
    await says('25 people');
    const chips = pane.getByRole('region', { name: 'Insert field' });
    await chips.getByRole('button', { name: '«Company»' }).click();
    await says('«Company» is in the letter, in a frame that its value will replace.');
    expect(word.document.xml()).toMatch(/<w:tag w:val="Company"\/>.*\{\{Company\}\}/s);
    await says(CHANGED);
    await press(pane, 'Read again');
    await pane.getByText(CHANGED).waitFor({ state: 'detached' });
  });

  test('where no control can stand the column is there once, as text', async () => {
    word.document.takesControls = false;
    await pane.getByRole('region', { name: 'Insert field' }).getByRole('button', { name: '«City»' }).click();
    await says('«City» is in the letter, written as {{City}}.');
    word.document.takesControls = true;
    expect(word.document.xml().split('{{City}}')).toHaveLength(2);
    await press(pane, 'Read again');
    await pane.getByText(CHANGED).waitFor({ state: 'detached' });
  });

  test('what somebody types is noticed, on whichever step they are', async () => {
    word.document.type(' And one more thing, {{Nickname}}.');
    await word.happens('documentSelectionChanged', {});
    await says(CHANGED);
    await pane.getByRole('button', { name: /Letter/ }).click();
    await press(pane, 'Read again');
    await says('Read again. New: «Nickname».');
  });

  test('marks are offered only where the library knows them', async () => {
    expect(await pane.evaluate("'insertAnnotations' in Word.Paragraph.prototype")).toBe(false);
    expect(await pane.getByRole('checkbox', { name: 'Mark the fields in the letter' }).count()).toBe(0);
  });
});
