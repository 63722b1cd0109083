import { expect, test } from '@jest/globals';
import { printHelp } from '../../../server/cli/printHelp.ts';

function run(...words: string[]): { code: number; out: string[]; err: string[] } {
  const [out, err]: [string[], string[]] = [[], []];
  const code = printHelp(words, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out, err };
}

test.each([
  [['AADSTS65001'], 'AADSTS65001 (for the person who sends)'],
  [['ErrorSendAsDenied'], 'ErrorSendAsDenied (for the '],
  [['535', '5.7.139', 'Authentication', 'unsuccessful'], '535 5.7.139 (for the administrator of the organisation)'],
  [['12006'], '12006 ('],
  [['AADSTS90033'], 'AADSTS90033 (nobody: it passes)'],
])('%j', (words, first) => {
  const { code, out, err } = run(...words);
  expect([code, err]).toEqual([0, []]);
  expect(out[0]).toContain(first);
  expect(out[1]).toMatch(/^ {2}\S.*\.$/);
});

test('several codes are told one after the other', () => {
  const { out } = run('AADSTS7000215', 'and', 'AADSTS65001');
  expect(out.filter((line) => line.startsWith('AADSTS')).map((line) => line.split(' ')[0])).toEqual([
    'AADSTS7000215',
    'AADSTS65001',
  ]);
  expect(out[2]).toBe('');
});

test('an unknown one is said to be unknown, with where to look', () => {
  const { code, out, err } = run('flux', 'capacitor');
  expect([code, out]).toEqual([1, []]);
  expect(err).toEqual([expect.stringMatching(/no explanation.*login\.microsoftonline\.com\/error/)]);
});
