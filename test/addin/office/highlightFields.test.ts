import { describe, expect, test } from '@jest/globals';
import { critiquesIn, fieldHighlighter } from '../../../addin/office/highlightFields.ts';
import { fakeWord } from '../support/fakeWord.ts';

const paragraphs = ['Dear «First_Name»,', 'nothing here', 'you owe {{Amount | number: "0.00"}} since {{Due Date}}.'];

describe('marks where the fields stand', () => {
  test('cover the fields and nothing else, and are all gone afterwards', async () => {
    const word = fakeWord({ paragraphs });
    const highlight = fieldHighlighter(word.run);
    expect(await highlight(true)).toBe(true);
    expect([...word.state.marks.values()]).toEqual(['«First_Name»', '{{Amount | number: "0.00"}}', '{{Due Date}}']);
    expect(await highlight(false)).toBe(true);
    expect(word.state.marks.size).toBe(0);
    expect(word.state.paragraphs).toBe(paragraphs);
  });

  test('turned on once more, each field has one mark', async () => {
    const word = fakeWord({ paragraphs });
    const highlight = fieldHighlighter(word.run);
    await highlight(true);
    word.state.paragraphs = [...paragraphs, 'and «New»'];
    await highlight(true);
    expect(word.state.marks.size).toBe(4);
  });

  test('one that somebody waved away does not keep the others there', async () => {
    const word = fakeWord({ paragraphs });
    const highlight = fieldHighlighter(word.run);
    await highlight(true);
    word.state.marks.delete('mark-2');
    await highlight(false);
    expect(word.state.marks.size).toBe(0);
  });

  test('a Word without the subscription says no', async () => {
    const word = fakeWord({ paragraphs, refuses: ['insertAnnotations'] });
    expect(await fieldHighlighter(word.run)(true)).toBe(false);
  });
});

test.each([
  ['', []],
  ['« » and {{}} and {x}', [[0, 3]]],
  [
    '{{A}}{{B}}',
    [
      [0, 5],
      [5, 5],
    ],
  ],
  ['«open and {{open', []],
])('%j has its fields at %j', (text, places) => {
  expect(critiquesIn(text).map(({ start, length }) => [start, length])).toEqual(places);
});
