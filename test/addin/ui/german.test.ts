import { describe, expect, test } from '@jest/globals';
import { failureLine, failureLines } from '../../../addin/ui/failureLines.ts';
import { adminTexts as adminGerman } from '../../../addin/ui/german/adminTextsGerman.ts';
import { connectTexts as connectGerman } from '../../../addin/ui/german/connectTextsGerman.ts';
import { doubtTexts as doubtGerman } from '../../../addin/ui/german/doubtTextsGerman.ts';
import { draftTexts as draftGerman } from '../../../addin/ui/german/draftTextsGerman.ts';
import * as errorsGerman from '../../../addin/ui/german/errorTextsGerman.ts';
import { findingTexts } from '../../../addin/ui/german/findingTextsGerman.ts';
import { letterTexts as letterGerman } from '../../../addin/ui/german/letterTextsGerman.ts';
import { mailboxTexts as mailboxGerman } from '../../../addin/ui/german/mailboxTextsGerman.ts';
import { mergeTexts as mergeGerman } from '../../../addin/ui/german/mergeTextsGerman.ts';
import { optionTexts as optionGerman } from '../../../addin/ui/german/optionTextsGerman.ts';
import { paceTexts as paceGerman } from '../../../addin/ui/german/paceTextsGerman.ts';
import { sendingTexts as sendingGerman } from '../../../addin/ui/german/sendingTextsGerman.ts';
import { serverTexts } from '../../../addin/ui/german/serverTextsGerman.ts';
import { texts as textsGerman } from '../../../addin/ui/german/textsGerman.ts';
import { timeTexts as timeGerman } from '../../../addin/ui/german/timeTextsGerman.ts';
import { whenTexts as whenGerman } from '../../../addin/ui/german/whenTextsGerman.ts';
import { sayFinding } from '../../../addin/ui/sayFinding.ts';
import { adminTexts } from '../../../addin/ui/texts/adminTexts.ts';
import { connectTexts } from '../../../addin/ui/texts/connectTexts.ts';
import { doubtTexts } from '../../../addin/ui/texts/doubtTexts.ts';
import { draftTexts } from '../../../addin/ui/texts/draftTexts.ts';
import * as errors from '../../../addin/ui/texts/errorTexts.ts';
import { letterTexts } from '../../../addin/ui/texts/letterTexts.ts';
import { mailboxTexts } from '../../../addin/ui/texts/mailboxTexts.ts';
import { mergeTexts } from '../../../addin/ui/texts/mergeTexts.ts';
import { optionTexts } from '../../../addin/ui/texts/optionTexts.ts';
import { paceTexts } from '../../../addin/ui/texts/paceTexts.ts';
import { sendingTexts } from '../../../addin/ui/texts/sendingTexts.ts';
import { texts } from '../../../addin/ui/texts/texts.ts';
import { timeTexts } from '../../../addin/ui/texts/timeTexts.ts';
import { whenTexts } from '../../../addin/ui/texts/whenTexts.ts';

type Pair = [place: string, english: unknown, german: unknown];
type Sentence = (...given: unknown[]) => unknown;

const pairs: Pair[] = [
  ['admin', adminTexts, adminGerman],
  ['connect', connectTexts, connectGerman],
  ['doubt', doubtTexts, doubtGerman],
  ['draft', draftTexts, draftGerman],
  ['errors', { ...errors }, { ...errorsGerman }],
  ['letter', letterTexts, letterGerman],
  ['mailbox', mailboxTexts, mailboxGerman],
  ['merge', mergeTexts, mergeGerman],
  ['option', optionTexts, optionGerman],
  ['pace', paceTexts, paceGerman],
  ['sending', sendingTexts, sendingGerman],
  ['texts', texts, textsGerman],
  ['time', timeTexts, timeGerman],
  ['when', whenTexts, whenGerman],
];

function leaves([place, english, german]: Pair): Pair[] {
  if (typeof english !== 'object' || english === null) return [[place, english, german]];
  expect([place, Object.keys(german ?? {}).toSorted()]).toEqual([place, Object.keys(english).toSorted()]);
  return Object.entries(english).flatMap(([name, inner]) =>
    leaves([`${place}.${name}`, inner, (german as Record<string, unknown>)[name]]),
  );
}

const all = pairs.flatMap(leaves);
const sentences = all.filter((pair): pair is [string, Sentence, Sentence] => typeof pair[1] === 'function');
const plain = all.filter((pair): pair is [string, string, string] => typeof pair[1] === 'string');

/** Arguments of every shape that a sentence takes; a shape that the English one does not take is left out. */
const GIVEN: unknown[][] = [
  ...[0, 1, 2, 1234].flatMap((value) => [
    [value, 77],
    [value, 'Anna', 'Berta'],
    [value, null],
    [value, ['Anna', 'Berta']],
  ]),
  ['Anna', 'Berta', 'Carl'],
  ['Anna', 5_000_000, 3_000_000],
  ['Anna', null],
  ['Anna', ['Berta']],
  [['Anna', 'Berta']],
  [null, 'Anna'],
];
const NAMED = ['77', '1,234', 'Anna', 'Berta', 'Carl'];

function say(sentence: Sentence, given: unknown[]): string | null {
  try {
    const said = sentence(...given);
    return typeof said === 'string' && !/undefined|null|\[object|NaN/.test(said) ? said : null;
  } catch {
    return null;
  }
}

test.each(sentences)('%s says in German what it says in English, with the same names and numbers', (_, english, german) => {
  const said = GIVEN.flatMap((given) => {
    const inEnglish = say(english, given);
    return inEnglish === null ? [] : [[given, inEnglish, say(german, given)] as const];
  });
  expect(said.length).toBeGreaterThan(0);
  for (const [given, inEnglish, inGerman] of said) {
    expect([given, inGerman]).toEqual([given, expect.stringMatching(/^\S(?:.|\n)*\S$|^\S$/)]);
    const named = NAMED.filter((name) => inEnglish.includes(name) && !inGerman?.includes(name));
    expect({ inEnglish, inGerman, named }).toEqual({ inEnglish, inGerman, named: [] });
    expect(inGerman).not.toMatch(/ {2}/);
  }
});

/** Names, units and words that are the same in both languages. */
const SAME =
  /^(?:[A-Z0-9-]+|Mergepost|Microsoft|Google|Gmail|SMTP|Link|Name|Port|Host|Hosts|Normal|Codes?|Cloud|Sandbox|Microsoft Graph|Gmail API|Organisation|China \(21Vianet\)|Mo|Fr|Sa|Administration)$/;

test.each(plain)('%s is said in German: %s', (_, english, german) => {
  expect(german.trim()).toBe(german);
  expect(german).not.toBe('');
  if (!SAME.test(english)) expect(german).not.toBe(english);
  expect(german).not.toMatch(/ {2}|\bProvider\b|\b[Dd]u\b|\bdein/);
});

test('one, none and many are told apart', () => {
  expect([0, 1, 2].map((value) => mergeGerman.send.send(value))).toEqual([
    '0 E-Mails senden',
    '1 E-Mail senden',
    '2 E-Mails senden',
  ]);
  expect([1, 2].map((value) => mergeGerman.check.skipped(value))).toEqual([
    '1 Zeile wird ausgelassen: keine brauchbare Adresse.',
    '2 Zeilen werden ausgelassen: keine brauchbare Adresse.',
  ]);
  expect([1, 2].map((value) => mailboxGerman.mailboxes.disconnectRunning(value))).toEqual([
    expect.stringContaining('1 Serien-E-Mail, die gerade daraus gesendet wird, hält an.'),
    expect.stringContaining('2 Serien-E-Mails, die gerade daraus gesendet werden, halten an.'),
  ]);
});

test.each([
  ['9:00', 'heute um 9:00 Uhr', 'gegen 9:00 Uhr'],
  ['9:00 AM', 'heute um 9:00 AM', 'gegen 9:00 AM'],
])('%s in a German sentence', (time, when, about) => {
  expect(timeGerman.when(timeGerman.today, time)).toBe(when);
  expect(timeGerman.about(null, time)).toBe(about);
});

describe('what the server says in English', () => {
  const failure = { requestId: null, provider: null, details: null };

  test('a failure whose code says all is said in the own language alone', () => {
    expect(failureLines({ ...failure, code: 'TIME_PASSED', sentence: 'That is over.' }, serverTexts)).toEqual([
      { text: errors.errorText.TIME_PASSED.next, lang: undefined },
    ]);
  });

  test('where the reason matters it follows, marked as English', () => {
    const lines = failureLines({ ...failure, code: 'LIST_UNREADABLE', sentence: 'It is a text document.' }, serverTexts);
    expect(lines.map(({ lang }) => lang)).toEqual([undefined, undefined, 'en']);
    expect(lines.at(-1)?.text).toBe('It is a text document.');
  });

  test('a code of the mail service that is known is explained', () => {
    const provider = { error: 'invalid_grant', code: 'AADSTS50173', help: 'Connect again.' };
    const said = { ...failure, code: 'CONNECT_FAILED', sentence: 'x', provider };
    expect(failureLines(said, serverTexts)).toEqual([{ text: expect.stringContaining('Passwort'), lang: undefined }]);
    expect(failureLine(said, serverTexts)).toContain('Passwort');
  });

  test('a finding keeps its row and its names', () => {
    const found = { code: 'ADDRESS_INVALID', text: 'Row 7: «anna(at)x» is not an address.', row: 7 };
    expect(sayFinding(found, findingTexts)).toBe(
      'Zeile 7: «anna(at)x» ist keine brauchbare Adresse. Die Zeile wird ausgelassen.',
    );
  });

  test('a finding without words of its own is shown as it came', () => {
    expect(sayFinding({ code: 'SOMETHING_NEW', text: 'As it came.' }, findingTexts)).toBe('As it came.');
    expect(sayFinding({ code: 'constructor', text: 'As it came.' }, findingTexts)).toBe('As it came.');
  });

  test.each(Object.entries(findingTexts))('%s is a whole sentence with and without names', (_, words) => {
    expect(words({ row: null, field: null, names: [], numbers: [] })).toMatch(/^\S.*\.$/);
    const full = words({ row: 3, field: 'Ort', names: ['«Anna»', '«Berta»'], numbers: ['3'] });
    expect(full).toMatch(/^\S.*\.$/);
    expect(full).not.toMatch(/undefined|null| {2}/);
  });
});
