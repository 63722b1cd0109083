import { describe, expect, test } from '@jest/globals';
import type { RunFormat, ScriptLook } from '../../../../server/merge/letter/letterTree.ts';
import { PLAIN_RUN } from '../../../../server/merge/letter/readStyles.ts';
import { scriptPieces } from '../../../../server/merge/letter/scriptPieces.ts';

function runOf(more: Partial<ScriptLook> = {}): RunFormat {
  const complex = { font: 'Arabic', size: 14, bold: true, italic: false };
  return { ...PLAIN_RUN, font: 'Latin', size: 10, scripts: { eastAsia: 'Asian', hint: false, complex, all: false, ...more } };
}

const shown = (text: string, format: RunFormat) => scriptPieces(text, format).map((piece) => [piece.text, piece.format.font]);

describe('pieces of one script', () => {
  test.each([
    ['Latin alone', 'Hello, world', [['Hello, world', 'Latin']]],
    [
      'East Asian in Latin',
      'in 東京 now',
      [
        ['in ', 'Latin'],
        ['東京 ', 'Asian'],
        ['now', 'Latin'],
      ],
    ],
    [
      'East Asian punctuation',
      '作者：me',
      [
        ['作者：', 'Asian'],
        ['me', 'Latin'],
      ],
    ],
    [
      'Arabic and digits',
      'رقم 5',
      [
        ['رقم ', 'Arabic'],
        ['5', 'Latin'],
      ],
    ],
    [
      'a letter outside the basic plane',
      '𠀋a',
      [
        ['𠀋', 'Asian'],
        ['a', 'Latin'],
      ],
    ],
    ['marks stay with their letter', 'שָׁלוֹם', [['שָׁלוֹם', 'Arabic']]],
    ['nothing', '', [['', 'Latin']]],
  ])('%s', (_what, text, pieces) => {
    expect(shown(text, runOf())).toEqual(pieces);
  });

  test('quotation marks are Latin, and East Asian where the run hints at it', () => {
    expect(shown('“文”', runOf())).toEqual([
      ['“', 'Latin'],
      ['文', 'Asian'],
      ['”', 'Latin'],
    ]);
    expect(shown('“文”', runOf({ hint: true }))).toEqual([['“文”', 'Asian']]);
  });

  test('a run of complex script has its look for everything in it', () => {
    const [piece] = scriptPieces('2027 in', runOf({ all: true }));
    expect(piece?.format).toMatchObject({ font: 'Arabic', size: 14, bold: true, scripts: null });
  });

  test('a script without a font of its own keeps that of the run', () => {
    expect(shown('東京', runOf({ eastAsia: null }))).toEqual([['東京', 'Latin']]);
  });

  test('a long text is cut in a moment', () => {
    expect(scriptPieces('a東'.repeat(50_000), runOf())).toHaveLength(100_000);
  });
});
