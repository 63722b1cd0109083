/** The help to a code exists in German wherever it exists in English. */
import { describe, expect, test } from '@jest/globals';
import { DIALOG_HELP } from '../../../../shared/help/dialogHelp.ts';
import { explain } from '../../../../shared/help/explain.ts';
import { germanHelp, IN_BOTH } from '../../../../shared/help/german/germanHelp.ts';
import { SERVICE_WORDS, type ServiceError } from '../../../../shared/help/serviceWords.ts';
import { SERVICE_WORDS_GERMAN } from '../../../../shared/help/german/serviceWordsGerman.ts';
import { SYMPTOMS } from '../../../../shared/help/signInSymptoms.ts';

/** English only, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'the pane has its own German for the windows of Office, because it says them without the server': Object.values(
    DIALOG_HELP,
  ).map(({ text }) => text),
  'symptoms are found by English words only': SYMPTOMS.map(({ text }) => text),
};

describe.each(Object.entries(IN_BOTH))('the help about %s', (_name, [english, german]) => {
  test('has the same codes in both languages', () => {
    expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test('says the same thing in the same German', () => {
    for (const [code, { text }] of english) expect([code, germanHelp(text)]).toEqual([code, german.get(code)]);
  });

  test('keeps the names that must be found again', () => {
    const names = (text: string) => (text.match(/EMAIL_[A-Z_]+|docs\/[\w.-]+|XOAUTH2|OAUTHBEARER|\d{3,}/g) ?? []).toSorted();
    for (const [code, { text }] of english) expect([code, names(german.get(code) ?? '')]).toEqual([code, names(text)]);
  });
});

describe.each(Object.entries(SERVICE_WORDS))('what a service with a name says as %s', (error, english) => {
  const german = SERVICE_WORDS_GERMAN[error as ServiceError];

  test.each(['Google', 'Mail of Müller & Co.'])('is found whatever its name: %s', (name) => {
    expect(germanHelp(english(name))).toBe(german(name));
  });

  test('names it in both languages or in none', () => {
    expect(german('⟦x⟧').split('⟦x⟧').length).toBe(english('⟦x⟧').split('⟦x⟧').length);
  });
});

describe('whatever is explained', () => {
  const said = ['AADSTS65001', 'AADSTS7000222', 'ErrorAccessDenied', '535 5.7.139', '5.9.9', 'invalid_grant', '12006', 'imap'];
  const excused = new Set(Object.values(EXCEPTIONS).flat());

  test.each(said.flatMap((code) => explain(code).map((match) => [match.code, match.text] as const)))(
    '%s is explained in German, or there is a reason why not',
    (_code, text) => expect(germanHelp(text) !== null).toBe(!excused.has(text)),
  );

  test('a text of somebody else has no German', () => {
    expect(germanHelp('constructor')).toBeNull();
  });
});
