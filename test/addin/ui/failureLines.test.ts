/** What the server explains in the language of the pane is said as it is, and its English sentence is left out. */
import { describe, expect, test } from '@jest/globals';
import { failureLine, failureLines } from '../../../addin/ui/failureLines.ts';
import { serverTexts as english } from '../../../addin/ui/texts/serverTexts.ts';
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
