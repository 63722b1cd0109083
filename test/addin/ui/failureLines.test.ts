/** What the server explains in the language of the pane is said as it is, and its English sentence is left out. */
import { describe, expect, test } from '@jest/globals';
import { failureLine, failureLines } from '../../../addin/ui/failureLines.ts';
import { serverTexts as english } from '../../../addin/ui/texts/serverTexts.ts';
import { errorText } from '../../../addin/ui/german/errorTextsGerman.ts';
import { rareTexts } from '../../../addin/ui/german/rareTextsGerman.ts';
import { serverTexts as german } from '../../../addin/ui/german/serverTextsGerman.ts';

const failure = {
  code: 'ACCOUNT_NOT_CONNECTED',
  sentence: 'Email account not connected or token expired',
  requestId: 'r1',
  details: null,
};
const HELP = 'Der geheime Clientschlüssel ist abgelaufen.';

describe('the help of the server', () => {
  test('in the language of the pane comes alone', () => {
    const provider = { error: 'invalid_client', code: 'AADSTS7000222', help: HELP, language: 'de' };
    expect(failureLines({ ...failure, provider }, german)).toEqual([{ text: HELP, lang: undefined }]);
    expect(failureLine({ ...failure, provider }, german)).toBe(HELP);
  });

  test('in English is said as English beside German words', () => {
    const provider = { error: 'unheard_of', help: 'Ask them.' };
    expect(failureLines({ ...failure, provider }, german).at(-1)).toEqual({ text: 'Ask them.', lang: 'en' });
  });

  test('follows the sentence in an English pane', () => {
    const provider = { error: 'unheard_of', help: 'Ask them.' };
    expect(failureLines({ ...failure, provider }, english).map(({ text }) => text)).toEqual([failure.sentence, 'Ask them.']);
  });
});

describe('a letter or a list that cannot be used', () => {
  const said = (code: string, sentence: string) =>
    failureLines({ ...failure, code, sentence, provider: null }, german, rareTexts);

  test.each([
    ['LETTER_UNREADABLE', 'The letter is empty. Write it and try again.', /^Der Brief ist leer\./],
    [
      'LETTER_UNREADABLE',
      'This file is not a Word document (.docx). Open it in Word, save it again as .docx and choose the new file.',
      /kein Word-Dokument .*Öffnen/,
    ],
    [
      'LETTER_UNREADABLE',
      'This letter is password-protected, or in the old .doc format. Save it without a password as .docx and choose it again.',
      /alte \.doc-Datei/,
    ],
    ['LIST_EMPTY', 'This list has headings but no rows below them. Add the people and read it again.', /nur Überschriften/],
    [
      'LIST_EMPTY',
      'The sheet «Gäste» has headings but no rows below them. Add the people and read it again.',
      /^Das Blatt «Gäste»/,
    ],
    [
      'LIST_EMPTY',
      'The sheet «Gäste» is empty. Choose another sheet, or fill it with headings and rows.',
      /^Das Blatt «Gäste» ist leer/,
    ],
    ['LIST_EMPTY', 'The list «a.b.csv» is an empty file. Choose the file with the people.', /^Die Liste «a\.b\.csv» ist leer/],
    [
      'LIST_UNREADABLE',
      'This is a PDF file, not a list. Save the list as .xlsx or .csv and choose it again.',
      /PDF-Datei, keine Liste\. Speichern/,
    ],
    [
      'LIST_UNREADABLE',
      'This file is not an Excel workbook (.xlsx). Save the list as .xlsx or .csv and choose it again.',
      /keine Excel-Arbeitsmappe \(\.xlsx\)\. Speichern/,
    ],
    [
      'LIST_UNREADABLE',
      'This file is not a list: it holds binary data. Save the list as .xlsx or .csv and choose it again.',
      /^Diese Datei ist keine Liste\. Speichern/,
    ],
    [
      'LIST_UNREADABLE',
      'This is a password-protected or old .xls workbook. Save it without a password as .xlsx and choose it again.',
      /Kennwort oder .* alte \.xls-Datei/,
    ],
    [
      'LIST_UNREADABLE',
      'This is a workbook in the old .xls format. Open it in Excel, save it as .xlsx and choose the new file.',
      /^Das ist eine alte \.xls-Datei/,
    ],
  ])('%s %s is said in German alone', (code, sentence, words) => {
    expect(said(code, sentence)).toEqual([{ text: expect.stringMatching(words), lang: undefined }]);
  });

  test('its heading and its next step fit every reason', () => {
    for (const { title, next } of [errorText.LETTER_UNREADABLE, errorText.LIST_UNREADABLE])
      expect(`${title} ${next}`).not.toMatch(/lesen|Passwort|docx|xlsx/);
  });
});
