/** GREETINGLINE, ADDRESSBLOCK and `\m` take columns that no field of the letter names. */
import { describe, expect, test } from '@jest/globals';
import { PLAIN_MERGE } from '../../../shared/api/mergeSettings.ts';
import { analyse } from '../../../server/merge/analyse.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { readRows } from '../../../server/merge/lists/readList.ts';
import { field, p } from '../../support/docxOf.ts';
import { mergeRow, wordLetter, wordsOf } from '../../support/mergeRow.ts';
import { renderMessage } from '../../../server/merge/renderMessage.ts';

const greeting = p(
  field(
    'GREETINGLINE \\f "&lt;&lt;_BEFORE_ Dear &gt;&gt;&lt;&lt;_TITLE0_&gt;&gt;&lt;&lt; _LAST0_&gt;&gt;&lt;&lt;_AFTER_ ,&gt;&gt;" \\l 1033',
  ),
);
const person = { Anrede: 'Frau', Nachname: 'Müller', Ort: 'Köln', PLZ: '50667', Note: 'x' };

describe('a whole merge', () => {
  test('a greeting finds its columns', () => {
    expect(wordsOf(mergeRow(wordLetter(greeting), person).html)).toBe('Dear Frau Müller,');
  });

  test('an address, beside a field that uses one of its columns', () => {
    const letter = wordLetter(p(field('ADDRESSBLOCK')) + p(field('MERGEFIELD Ort')));
    expect(mergeRow(letter, person).text.trim().split(/\n+/)).toEqual(['Frau Müller', 'Köln 50667', 'Köln']);
  });

  test('a column that was taken from a field is not taken for it', () => {
    const [letter, list] = [wordLetter(greeting), readRows([{ ...person, Row: '1' }])];
    if (!list.ok) throw new Error(list.text);
    const message = renderMessage(letter, compileSubject(''), list.value, { Nachname: null }, null, 0);
    expect(message.text.trim()).toBe('Dear Sir or Madam,');
  });

  test('no default of the merge stands in for a part of a name', () => {
    const list = readRows([{ Title: '', 'Last Name': 'Day', Row: '1' }]);
    if (!list.ok) throw new Error(list.text);
    const how = { settings: { ...PLAIN_MERGE, policy: { default: 'friend' } }, policies: {}, now: '2026-01-01T00:00:00' };
    const message = renderMessage(wordLetter(greeting), compileSubject(''), list.value, {}, null, 0, how);
    expect(message.text.trim()).toBe('Dear Day,');
  });

  test('columns that it reads are used', () => {
    const list = readRows([{ Anrede: 'Frau', Nachname: 'Müller', Surname: 'M', Note: 'x', Row: '1' }]);
    if (!list.ok) throw new Error(list.text);
    const found = analyse(wordLetter(greeting), compileSubject(''), list.value, {}, null, {}, PLAIN_MERGE);
    expect(found.unusedColumns).toEqual(['Nachname', 'Note', 'Row']);
  });
});
