/** Whatever somebody writes into a field code, it means something, and what it means can be asked for any value. 1,000 codes; 30,000 with TEST_LONG=1. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readField } from '../../../../server/merge/fields/evaluateField.ts';
import type { CodePiece } from '../../../../server/merge/fields/fieldCode.ts';
import { fieldSlot, scopeOf } from '../../../../server/merge/mergeScope.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const runs = process.env['TEST_LONG'] === '1' ? 30_000 : 1000;

const types =
  'MERGEFIELD IF COMPARE SKIPIF NEXTIF SET REF ASK FILLIN QUOTE HYPERLINK GREETINGLINE ADDRESSBLOCK MERGEREC DATE TIME = =SUM( x';
const parts =
  '" “ ” „ \\ \\* \\# \\@ \\b \\f \\m \\d \\o \\l \\e = <> < >= , ; ( ) + - / ^ % . 0 # x 1 1,5 1.234,5 $ \' d M y h am/pm Upper CardText DollarText Roman ' +
  'Hex << >> _TITLE0_ _BEFORE_ /l0 {{A}} {{ }} SUM IF ABOVE x ? * \u00b6 \u0000 \ufdd0';
const piece: fc.Arbitrary<CodePiece> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...parts.split(' '), ' ', '  ', '\n') },
  { weight: 1, arbitrary: fc.string({ maxLength: 8, unit: 'binary' }) },
  { weight: 2, arbitrary: fc.constant(fieldSlot('A')) },
);
const code = fc
  .tuple(fc.constantFrom(...types.split(' ')), fc.array(piece, { maxLength: 25 }))
  .map(([type, rest]) => [`${type} `, ...rest]);
const value = fc.oneof(
  fc.constantFrom(
    '',
    '12',
    '1,234.5',
    '-1.234,56 €',
    '19%',
    '12/31/2026',
    '31.12.2026',
    '15:30',
    'Ada',
    '9'.repeat(400),
    'x".{{A}}',
  ),
  fc.string({ maxLength: 40 }),
);

test('any code can be read and evaluated', () => {
  fc.assert(
    fc.property(code, value, fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'xx!'), (pieces, given, locale) => {
      const meaning = readField(pieces, { remark: () => undefined, ask: () => undefined, bookmarks: new Set(['x']) });
      const scope = scopeOf(() => given, { locale, exact: () => (given === '12' ? '12.5' : null) });
      if ('slot' in meaning) expect(typeof meaning.slot.evaluate(scope)).toBe('string');
      if ('test' in meaning && meaning.test !== null) expect(typeof meaning.test.holds(scope)).toBe('boolean');
    }),
    { numRuns: runs },
  );
});

test.each([
  ['a very long name', [`MERGEFIELD ${'x '.repeat(50_000)}`]],
  ['many quotes', ['IF a = b ', '"“ ” '.repeat(30_000)]],
  ['many switches', ['MERGEFIELD a ', '\\* Upper '.repeat(20_000)]],
  ['a long picture', [`MERGEFIELD a \\# "${'#,'.repeat(50_000)}"`]],
  ['a long formula', [`=${'1+'.repeat(50_000)}1`]],
  ['deep brackets', [`=${'('.repeat(50_000)}1`]],
  ['a long greeting', [`GREETINGLINE \\f "${'<<_LAST0_>>'.repeat(10_000)}"`]],
  ['many operators', [`IF ${'a=b '.repeat(20_000)}`]],
])('%s takes no time', (_, pieces) => {
  const started = cpuTime();
  const meaning = readField(pieces);
  const long = `${'1'.repeat(20_000)} ${'a '.repeat(20_000)}`;
  if ('slot' in meaning) meaning.slot.evaluate(scopeOf(() => long));
  expect(cpuTime() - started).toBeLessThan(10_000);
});
