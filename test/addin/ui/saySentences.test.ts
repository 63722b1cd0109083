import { describe, expect, test } from '@jest/globals';
import { saySentences } from '../../../addin/ui/saySentences.ts';
import { sentenceKey } from '../../../addin/ui/sentenceKey.ts';

const sentences = {
  'It was not sent.': 'Nicht gesendet.',
  'It was not sent. Wait a moment.': 'Nicht gesendet; warten Sie.',
  'It was tried # times.': 'Es wurde #-mal versucht.',
  'The list «» has # rows.': 'Die Liste «{}» hat # Zeilen.',
  'It says: “”.': 'Er sagt: „{}“.',
  'Paused after a mail:': 'Angehalten nach einer E-Mail:',
};
const ownNumber = (english: string) => english.replaceAll(',', '.');
const say = (text: string) => saySentences(text, sentences, ownNumber);
const ours = (text: string) => [{ text, known: true }];

describe('a sentence of the server', () => {
  test.each([
    ['It was not sent.', 'Nicht gesendet.'],
    ['It was not sent. Wait a moment.', 'Nicht gesendet; warten Sie.'],
    ['It was tried 12 times.', 'Es wurde 12-mal versucht.'],
    ['It was tried 1,200 times.', 'Es wurde 1.200-mal versucht.'],
    ['The list «A. B. 2027.csv» has 3 rows.', 'Die Liste «A. B. 2027.csv» hat 3 Zeilen.'],
    ['It says: “550 5.7.1 No. Never!”.', 'Er sagt: „550 5.7.1 No. Never!“.'],
    ['It says: “{}#”.', 'Er sagt: „{}#“.'],
    ['It was not sent. It was tried 2 times.', 'Nicht gesendet. Es wurde 2-mal versucht.'],
  ])('%s', (text, said) => expect(say(text)).toEqual(ours(said)));

  test('that has no words is kept as it is, between those that have', () => {
    expect(say('Paused after a mail: The moon was full. It was bright. It was not sent.')).toEqual([
      { text: 'Angehalten nach einer E-Mail:', known: true },
      { text: 'The moon was full. It was bright.', known: false },
      { text: 'Nicht gesendet.', known: true },
    ]);
  });

  test('is known whole or not at all', () => {
    expect(say('It was not sent, perhaps.')).toEqual([{ text: 'It was not sent, perhaps.', known: false }]);
    expect(say('constructor')).toEqual([{ text: 'constructor', known: false }]);
    expect(say('')).toEqual([]);
  });

  test('is found under its short name too, as in the built pane', () => {
    const built = { [sentenceKey('It was tried # times.')]: 'Es wurde #-mal versucht.' };
    expect(saySentences('It was tried 4 times.', built, ownNumber)).toEqual(ours('Es wurde 4-mal versucht.'));
  });
});
