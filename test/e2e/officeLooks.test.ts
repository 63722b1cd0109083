/** The pane in Office's colours, narrow: accessible on the screens that only Office has, also with forced colours; the focus goes along. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { draftTexts } from '../../addin/ui/texts/draftTexts.ts';
import { sample } from '../support/aPaneStory.ts';
import { openDialog, press, signInAs } from '../support/officeHost/dialogDriver.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';
import type { InOffice } from '../support/officeHost/openInOffice.ts';
import { settle } from '../support/paneScene.ts';
import { axe, LOOK } from '../support/testScenes.ts';
import { underForce } from '../support/underForce.ts';

const office = insideOffice();
let open: InOffice | undefined;
afterEach(async () => open?.close());

/** The colours of the pane's ground and text come from Office, at once or a little later. */
const wears = (pane: Frame, colours: [ground: string, text: string]) =>
  pane.waitForFunction(
    `(({ backgroundColor, color }) => backgroundColor + color)(getComputedStyle(document.querySelector('.fui-FluentProvider'))) === '${colours.join('')}'`,
  );
/** The focus follows a screen when that is painted already. */
const focusOn = (pane: Frame, what: RegExp) =>
  pane.waitForFunction(`${String(what)}.test(document.activeElement.tagName + ' ' + document.activeElement.textContent)`);

/** What Office's own question is written in: its words and its two buttons, all on white. */
const QUESTION = `[...document.querySelectorAll('#dialogNotificationTextPanel span, input[type=button]')].map((part) => getComputedStyle(part).color)`;

/** What Word on computers has, and this library on the web has not: its colours, and marks in the letter. */
const AS_ON_COMPUTERS = `
  self.officeColours = { bodyBackgroundColor: '#444444', bodyForegroundColor: '#F0F0F0', controlBackgroundColor: '#525252', isDarkTheme: true };
  Object.defineProperty(Object.prototype, 'officeTheme', { get: () => self.officeColours, set: undefined, configurable: true });
  Object.defineProperty(Object.prototype, 'insertAnnotations', { value: () => undefined, configurable: true });`;

/** Outlook on a phone has its own way to its library; what the pane asks of it is this. */
const ON_A_PHONE = `self.Office = { onReady: async () => ({ host: 'Outlook', platform: 'iOS' }), context: {} };`;

async function accessible(pane: Frame, ground: 'light' | 'dark'): Promise<void> {
  await settle(pane);
  await pane.evaluate(axe);
  expect(await pane.evaluate(LOOK)).toMatchObject({ violations: [], sideways: 0, ground });
}

async function signIn(inOffice: InOffice, known = false): Promise<void> {
  const dialog = await openDialog(inOffice);
  if (known) await dialog.getByText('anna@contoso.example').first().click();
  else await signInAs(dialog, 'anna@contoso.example');
  await inOffice.pane.getByRole('button', { name: 'New merge', exact: true }).waitFor();
}

describe('in Word, “Dark Gray”, on a light system', () => {
  test('from the door to the field that was put into the letter', async () => {
    const word = await office.open({
      app: 'word',
      file: readFileSync(sample('letter.docx')),
      width: 320,
      prepare: async (context) => void (await context.addInitScript(AS_ON_COMPUTERS)),
    });
    open = word;
    const { page, pane } = word;
    const says = (text: string) => pane.getByText(text).first().waitFor();
    await says('You can pause or stop at any time.');
    await wears(pane, ['rgb(68, 68, 68)', 'rgb(240, 240, 240)']);
    await accessible(pane, 'dark');
    await signIn(word);
    await accessible(pane, 'dark');

    await pane.getByRole('button', { name: 'New merge', exact: true }).press('Enter');
    await says('13 fields');
    await focusOn(pane, /^H1 /);
    await pane.getByRole('checkbox', { name: 'Mark the fields in the letter' }).waitFor();
    await accessible(pane, 'dark');
    await pane.locator('footer').getByRole('button', { name: 'Choose the list' }).press('Enter');
    await says('Drop an Excel or CSV list here');
    await focusOn(pane, /^H2 Who gets it\?$/);
    await pane.locator('input[type=file]').first().setInputFiles(sample('people.xlsx'));
    await says('25 people');
    await pane.getByRole('region', { name: 'Insert field' }).getByRole('button', { name: '«Company»' }).click();
    await says('«Company» is in the letter, in a frame that its value will replace.');
    await says('The document has changed since it was read.');
    await accessible(pane, 'dark');
    expect(await underForce(page, pane)).toEqual([]);

    // Somebody chooses “White” and comes back to the pane.
    await pane.evaluate(
      `self.officeColours = { bodyBackgroundColor: '#FFFFFF', bodyForegroundColor: '#444444' }; dispatchEvent(new Event('focus'))`,
    );
    await wears(pane, ['rgb(255, 255, 255)', 'rgb(68, 68, 68)']);
    await accessible(pane, 'light');
  });
});

describe('in Outlook', () => {
  test('the draft as the letter, light at first and black when Outlook says so; on a phone the one sentence', async () => {
    const item = { subject: 'A seat for {{First name}}', body: '<p>Dear {{First name}},</p>' };
    const outlook = await office.open({ app: 'outlook', item, width: 320 });
    open = outlook;
    const { page, pane } = outlook;
    await signIn(outlook, true);
    await press(pane, 'New merge');
    await pane.getByText(draftTexts.taken).waitFor();
    await accessible(pane, 'light');
    // As Outlook sends it: numbers.
    const colours = { bodyBackgroundColor: 0x0a0a0a, bodyForegroundColor: 0xffffff, controlBackgroundColor: 0x1f1f1f };
    await outlook.happens('officeThemeChanged', [JSON.stringify(colours)]);
    await wears(pane, ['rgb(10, 10, 10)', 'rgb(255, 255, 255)']);
    await accessible(pane, 'dark');
    expect(await underForce(page, pane)).toEqual([]);

    const phone = await outlook.context.newPage();
    await phone.addInitScript(ON_A_PHONE);
    await phone.setViewportSize({ width: 320, height: 640 });
    await phone.goto(office.server().url);
    await phone.getByRole('heading', { name: draftTexts.phone.title }).waitFor();
    await accessible(phone.mainFrame(), 'light');
    expect(outlook.complaints).toEqual([]);
  });
});

describe('in Word, on a dark system', () => {
  test('the question whether the window may open, which Office writes on white, can be read', async () => {
    const word = await office.open({ app: 'word', dark: true, width: 320 });
    open = word;
    await press(word.pane, 'Connect email account');
    await word.pane.getByRole('button', { name: 'Allow', exact: true }).waitFor();
    expect(await word.pane.evaluate(QUESTION)).toEqual(Array.from({ length: 3 }, () => 'rgb(36, 36, 36)'));
  });
});
