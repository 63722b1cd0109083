import { describe, expect, test } from '@jest/globals';
import { type FieldMeaning, readField } from '../../../../server/merge/fields/evaluateField.ts';
import type { CodePiece, CodeSpan } from '../../../../server/merge/fields/fieldCode.ts';
import { fieldSlot, type MergeScope, scopeOf, type Slot } from '../../../../server/merge/mergeScope.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const name = fieldSlot('Name');
const known = (exact: string): Slot => ({ fields: ['Name'], evaluate: (scope) => scope.value('Name'), exact: () => exact });

function slotOf(meaning: FieldMeaning): Slot {
  if (meaning.kind !== 'choice' && meaning.kind !== 'value') throw new Error(`This is ${meaning.kind}`);
  return meaning.slot;
}

function shown(code: CodePiece[], value: string, more: Partial<MergeScope> = {}): string {
  return slotOf(readField(code)).evaluate(scopeOf(() => value, more));
}

describe('IF', () => {
  test.each<[CodePiece[], string, string]>([
    [['IF ', name, ' = "Ada" "yes" "no"'], 'Ada', 'yes'],
    [['IF ', name, ' = "Ada" "yes" "no"'], 'ada', 'no'],
    [['IF ', name, ' <> "" "has ', name, '" "none"'], 'Ada', 'has Ada'],
    [['IF ', name, ' <> "" "has ', name, '" "none"'], '', 'none'],
    [['IF ', name, ' <> "" "some"'], '', ''],
    [['IF ', name, ' >= 100 "much" "little"'], '€1,250.00', 'much'],
    [['IF ', name, ' >= 100 "much" "little"'], '99.5', 'little'],
    [['IF ', name, ' = "007" "yes" "no"'], '7', 'yes'],
    [['IF ', name, ' < "b" "before" "after"'], 'abc', 'before'],
    [['IF ', name, ' = "A?a*" "yes" "no"'], 'Adaline', 'yes'],
    [['IF ', name, ' = "*line" "yes" "no"'], 'Adaline', 'yes'],
    [['IF ', name, ' <> "*line" "yes" "no"'], 'Adaline', 'no'],
    [['IF ', name, ' = "A?" "yes" "no"'], 'Ada', 'no'],
    [['IF ', name, ' = "x" "a" "b"'], 'x" "evil" "', 'b'],
    [['IF "{{Name}}" = "Ada" "yes {{Name}}" "no"'], 'Ada', 'yes Ada'],
    [['IF ', name, ' = Ada yes no'], 'Ada', 'yes'],
    [['IF ', name, ' = "Ada" "yes" "no" \\* Upper'], 'Ada', 'YES'],
    [['IF ', name, ' = "Ada" "yes" "no" \\* MERGEFORMAT'], 'Ada', 'yes'],
    [['IF ', name, ' = "Ada" "He said “yes” to us" "no"'], 'Ada', 'He said “yes” to us'],
    [['IF ', name, ' = “Ada” “He said "yes" to us” “no”'], 'Ada', 'He said "yes" to us'],
    [['IF ', name, ' = “Ada" “yes” "no”'], 'Ada', 'yes'],
    [['IF ', name, ' = "" “none" "some"'], '', 'none'],
    [['IF ', name, ' = "Ada" "say \\"hi\\"" "no"'], 'Ada', 'say "hi"'],
    [['IF ', name, ' < "12/1/2026" "before" "after"'], '9/15/2026', 'before'],
    [['IF ', name, ' = "2026-09-15" "same" "other"'], '9/15/2026', 'same'],
  ])('%j with «%s» shows «%s»', (code, value, expected) => {
    expect(shown(code, value)).toBe(expected);
  });

  test.each<[CodePiece[], string]>([
    [['IF ', name, '="Ada" "yes" "no"'], 'yes'],
    [['IF ', name, ' ="Ada" "yes" "no"'], 'yes'],
    [['IF ', name, '= "Ada" "yes" "no"'], 'yes'],
    [['IF ', name, '<>"Ada" "yes" "no"'], 'no'],
    [['IF ', name, '=Ada "yes" "no"'], 'yes'],
    [['IF "', name, '"="Ada" "yes" "no"'], 'yes'],
    [['IF a=b = "a=b" "yes" "no"'], 'yes'],
    [['IF 5>=3 "yes" "no"'], 'yes'],
  ])('without blanks around the operator: %j', (code, expected) => {
    expect(shown(code, 'Ada')).toBe(expected);
  });

  test.each<[string, string, string, string]>([
    ['1.250,00', '> 1000,5', 'de-DE', 'yes'],
    ['1.250,00', '> 1300', 'de-DE', 'no'],
    ['1,250.00', '> 1300', 'en-US', 'no'],
    ['01.12.2026', '> "15.11.2026"', 'de-DE', 'yes'],
    ['01/12/2026', '> "15/11/2026"', 'en-GB', 'yes'],
    ['15%', '> "9%"', 'en-US', 'yes'],
    ['15%', '> 9', 'en-US', 'yes'],
  ])('%s %s in %s: %s', (value, rest, locale, expected) => {
    expect(shown(['IF ', name, ` ${rest} "yes" "no"`], value, { locale })).toBe(expected);
  });

  test.each<[string, string, string, string]>([
    ['19%', '0.19', '> 0.1', 'yes'],
    ['19%', '0.19', '> 0.5', 'no'],
    ['12 pcs', '12', '> 9', 'yes'],
    ['Fri 20 Nov', '2026-11-20T00:00:00', '> "11/1/2026"', 'yes'],
    ['100', '100.4', '= 100', 'yes'],
  ])('what the sheet knows behind «%s» (%s) %s: %s', (value, exact, rest, expected) => {
    expect(shown(['IF ', known(exact), ` ${rest} "yes" "no"`], value)).toBe(expected);
  });

  test('a value that is compared may be empty, a value that is shown may not', () => {
    const slot = slotOf(readField(['IF ', name, ' = "" "" "Dear ', fieldSlot('Other'), '"']));
    expect(slot).toMatchObject({ fields: ['Other', 'Name'], optional: ['Name'] });
  });

  test('an unknown switch of an IF is told', () => {
    const told: string[] = [];
    readField(['IF a = a "x" \\q'], { remark: (code) => told.push(code), ask: () => undefined });
    expect(told).toEqual(['FIELD_SWITCH_NOT_SUPPORTED']);
  });
});

/** The code between two places, with <Field> for slots. */
function cut(pieces: CodePiece[], span: CodeSpan): string {
  const shownPiece = (piece: CodePiece) => (typeof piece === 'string' ? piece : `\u0001`);
  const texts = pieces.map(shownPiece);
  const offset = ({ piece, at }: CodeSpan['from']) => texts.slice(0, piece).join('').length + at;
  return texts.join('').slice(offset(span.from), offset(span.to)).replaceAll('\u0001', '<Field>');
}

test('a tag in a condition that is no field is told', () => {
  const told: string[] = [];
  readField(['IF "{{@logo}}" = "" "x"'], { remark: (code) => told.push(code), ask: () => undefined });
  expect(told).toEqual(['FIELD_NOT_SUPPORTED']);
});

describe('where the texts of an IF stand in its code', () => {
  test.each<[CodePiece[], string, string | null]>([
    [['IF ', name, ' = 1 "yes" "no"'], 'yes', 'no'],
    [['I', 'F a = 1 "ye', 's" ', '"', 'n', 'o"'], 'yes', 'no'],
    [['IF a = 1 "', name, '" ', name], '<Field>', '<Field>'],
    [['IF a = 1 "Dear ', name, ', welcome" ""'], 'Dear <Field>, welcome', ''],
    [['IF a="1" "x"'], 'x', null],
  ])('%j', (code, then, otherwise) => {
    const meaning = readField(code);
    if (meaning.kind !== 'choice') throw new Error(meaning.kind);
    expect(cut(code, meaning.then)).toBe(then);
    expect(meaning.otherwise === null ? null : cut(code, meaning.otherwise)).toBe(otherwise);
  });
});

describe('COMPARE, SKIPIF, NEXTIF', () => {
  test.each([
    ['Ada', '1'],
    ['Bob', '0'],
  ])('COMPARE with %s shows %s', (value, expected) => {
    expect(shown(['COMPARE ', name, ' = "Ada"'], value)).toBe(expected);
  });

  test.each(['SKIPIF ', 'NEXTIF '])('%s has a test', (type) => {
    const meaning = readField([type, name, ' = "no"']);
    if (meaning.kind !== 'skip' && meaning.kind !== 'next') throw new Error(meaning.kind);
    expect(meaning.test?.fields).toEqual(['Name']);
    expect(['no', 'yes'].map((value) => meaning.test?.holds(scopeOf(() => value)))).toEqual([true, false]);
  });
});

test('codes that look for the end of quotes take no longer than their length', () => {
  const started = cpuTime();
  readField(['IF a = b ', '"“ ” “" “'.repeat(20_000)]);
  readField(['IF ', ...Array.from({ length: 20_000 }, () => [name, ' ']).flat()]);
  expect(cpuTime() - started).toBeLessThan(20_000);
});
