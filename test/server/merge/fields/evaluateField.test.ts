import { describe, expect, test } from '@jest/globals';
import { readField } from '../../../../server/merge/fields/evaluateField.ts';
import { parseFieldCode, plainWords } from '../../../../server/merge/fields/fieldCode.ts';
import { fieldSlot, scopeOf } from '../../../../server/merge/mergeScope.ts';

function shown(code: string, value: string): string {
  const meaning = readField([code]);
  if (meaning.kind !== 'value') throw new Error(`${code} means ${meaning.kind}`);
  return meaning.slot.evaluate(scopeOf(() => value));
}

describe('the name in a merge field', () => {
  test.each([
    [' MERGEFIELD Name ', 'Name'],
    ['MERGEFIELD "First Name" \\* MERGEFORMAT', 'First Name'],
    [' mergefield  First Name  \\* Upper', 'First Name'],
    ['MERGEFIELD “Prénom” ', 'Prénom'],
    ['MERGEFIELD $project.Name', '$project.Name'],
    ['MERGEFIELD ${name}', '${name}'],
    ['MERGEFIELD x\\* MERGEFORMAT', 'x'],
    ['MERGEFIELD "A \\"quoted\\" name"', 'A "quoted" name'],
  ])('%s → %s', (code, name) => {
    const meaning = readField([code]);
    expect(meaning.kind === 'value' && meaning.name).toBe(name);
  });

  test('a merge field without a name shows nothing and is told', () => {
    expect(readField([' MERGEFIELD '])).toEqual({ kind: 'drop', type: 'MERGEFIELD', said: true });
  });
});

describe('switches of merge fields', () => {
  test.each([
    ['MERGEFIELD f \\* Upper', 'max Müller', 'MAX MÜLLER'],
    ['MERGEFIELD f \\* Lower', 'MAX', 'max'],
    ['MERGEFIELD f \\* FirstCap', '"mary smith"', '"Mary smith"'],
    ['MERGEFIELD f \\* Caps', "mary o'brien-smith", "Mary O'brien-Smith"],
    ['MERGEFIELD f \\* FirstCap MERGEFORMAT', 'max', 'Max'],
    ['MERGEFIELD f \\* FirstCap \\* MERGEFORMAT', 'max', 'Max'],
    ['MERGEFIELD f \\b "Dear " \\f ","', 'Ada', 'Dear Ada,'],
    ['MERGEFIELD f \\b "Dear " \\f ","', '', ''],
    ['MERGEFIELD f \\m', 'x', 'x'],
    ['MERGEFIELD f \\# 00.00', '9', '09.00'],
    ['MERGEFIELD f \\# ##.##', '9', '9'],
    ['MERGEFIELD f \\# 0.00x', '0.125678', '0.126'],
    ['MERGEFIELD f \\# .000x', '0.75', '.7500'],
    ['MERGEFIELD f \\# .###x', '.75', '.75'],
    ['MERGEFIELD f \\# x##', '111492', '492'],
    ['MERGEFIELD f \\# $#,###,###', '2456800', '$2,456,800'],
    ['MERGEFIELD f \\# "$##0.00 \'is the ##.00 goodness\'"', '3.89', '$3.89 is the ##.00 goodness'],
    ['MERGEFIELD f \\# 00', '€180,000.00 EUR', '180000'],
    ['MERGEFIELD f \\# #,##0.00', '1,234.56', '1,234.56'],
    ['MERGEFIELD f \\# #,##0.00', '1,234,567', '1,234,567.00'],
    ['MERGEFIELD f \\# #,##0.00', '1.234,56', '1.234,56'],
    ['MERGEFIELD f \\# #,##0.00', '12,50', '12,50'],
    ['MERGEFIELD f \\# #,##0.00', '€ 12,50', '€ 12,50'],
    ['MERGEFIELD f \\# #,##0.00', '0,125', '0,125'],
    ['MERGEFIELD f \\# #,##0.00', '1 234,50', '1 234,50'],
    ['MERGEFIELD f \\# #,##0.00', '1.234.567', '1.234.567'],
    ['MERGEFIELD f \\# #,##0.00', '1,23,456.00', '1,23,456.00'],
    ['MERGEFIELD f \\# #,##0.00', '-1 234.5', '-1,234.50'],
    ['MERGEFIELD f \\# #,##0.00', '(.5)', '-0.50'],
    ['MERGEFIELD f \\# "#,##0.00;(#,##0.00);nothing"', '-1234.5', '(1,234.50)'],
    ['MERGEFIELD f \\# "#,##0.00;(#,##0.00);nothing"', '0', 'nothing'],
    ['MERGEFIELD f \\# 0', '-0.4', '0'],
    ['MERGEFIELD f \\# 0', '-7', '-7'],
    ['MERGEFIELD f \\# 0.00', '1.005', '1.01'],
    ['MERGEFIELD f \\# 0', '123456789012345678', '123456789012345678'],
    ['MERGEFIELD f \\# 0', 'not a number', 'not a number'],
    ['MERGEFIELD f \\@ "dddd, MMMM dd, yyyy"', '4/15/2013', 'Monday, April 15, 2013'],
    ['MERGEFIELD f \\@ d-MMM-yy', '2013-04-15', '15-Apr-13'],
    ['MERGEFIELD f \\@ "MMM. d, yy"', '15 April 2013', 'Apr. 15, 13'],
    ['MERGEFIELD f \\@ MMM. d, yy', '4/15/2013', 'Apr.'],
    ['MERGEFIELD f \\@ "d.M.yyyy HH:mm"', '4/15/2013 4:05 PM', '15.4.2013 16:05'],
    ['MERGEFIELD f \\@ "h:mm am/pm"', '2013-04-15T00:30:00', '12:30 AM'],
    ['MERGEFIELD f \\@ "yyyy-MM-dd"', '15.04.2013', '2013-04-15'],
    ['MERGEFIELD f \\@ "d MMMM yyyy"', '31.2.2013', '31.2.2013'],
    ['MERGEFIELD f \\@ "d MMMM yyyy"', 'soon', 'soon'],
    ['MERGEFIELD f \\@ "\'day\' d"', '2013-04-15', 'day 15'],
  ])('%s with «%s» shows «%s»', (code, value, expected) => {
    expect(shown(code, value)).toBe(expected);
  });

  test('what is not supported is named, the value still shows', () => {
    const meaning = readField(['MERGEFIELD f \\* BahtText \\z x \\@']);
    expect(meaning.kind === 'value' && meaning.unknownSwitches).toEqual(['\\z', '\\* bahttext', '\\@ (nothing behind it)']);
    expect(shown('MERGEFIELD f \\* BahtText', '7')).toBe('7');
  });

  test.each(['*', '#', '@'])('a switch \\%s with nothing behind it is told', (letter) => {
    const meaning = readField([`MERGEFIELD f \\${letter} `]);
    expect(meaning.kind === 'value' && meaning.unknownSwitches).toEqual([`\\${letter} (nothing behind it)`]);
  });
});

describe('other fields', () => {
  test.each([
    ['GREETINGLINE \\f "<<_FIRST0_>>"', 'value'],
    ['ADDRESSBLOCK', 'value'],
    ['SKIPIF { x } = 1', 'drop'],
    ['SKIPIF x = 1', 'skip'],
    ['NEXT', 'next'],
    ['NEXTIF x = 1', 'next'],
    ['NEXTIF', 'drop'],
    ['ASK', 'drop'],
    ['SET', 'drop'],
    ['DATABASE \\d "c:\\x"', 'drop'],
    ['IF 1 = 1 "a" "b"', 'choice'],
    ['IF 1 = 1 "a" "b" \\* MERGEFORMAT', 'choice'],
    ['IF 1 = 1 "a" "b" \\* Upper', 'value'],
    ['COMPARE 1 = 1', 'value'],
    ['COMPARE 1', 'keep'],
    ['QUOTE "a"', 'quote'],
    ['QUOTE', 'keep'],
    ['REF x', 'keep'],
    ['CREATEDATE \\@ "d MMMM"', 'keep'],
    ['INCLUDEPICTURE "x.png"', 'keep'],
    ['IF 1 about 1 "a" "b"', 'keep'],
    ['IF constructor constructor 1 2', 'keep'],
    ['= 1 + 2', 'value'],
    ['=1+2', 'value'],
    ['=SUM(ABOVE)', 'keep'],
    ['PAGE', 'keep'],
    ['', 'keep'],
  ])('%s is %s', (code, kind) => {
    expect(readField([code]).kind).toBe(kind);
  });

  test('a link knows its address, bookmark and tip', () => {
    expect(readField(['HYPERLINK "https://example.com/a b" \\l "part" \\o "Look here"'])).toEqual({
      kind: 'link',
      parts: ['https://example.com/a b', '#part'],
      tip: 'Look here',
    });
  });

  test('the value of a nested field is a piece of the address', () => {
    const slot = fieldSlot('Id');
    const meaning = readField([' HYPERLINK "https://example.com/', slot, '?x=1" ']);
    expect(meaning).toEqual({ kind: 'link', parts: ['https://example.com/', slot, '?x=1'], tip: null });
  });
});

describe('words of a field code', () => {
  test('quotes keep blanks, switches begin new groups', () => {
    const code = parseFieldCode([' TEST one "two three" \\b "x y" \\* Upper ']);
    expect(code.type).toBe('TEST');
    expect(plainWords(code.words)).toBe('one two three');
    expect(code.switches.map((found) => [found.letter, plainWords(found.words)])).toEqual([
      ['b', 'x y'],
      ['*', 'Upper'],
    ]);
  });

  test('characters that stand for nested fields cannot be smuggled in', () => {
    expect(readField(['MERGEFIELD a\ufdd00\ufdd1b'])).toMatchObject({ kind: 'value', name: 'a0b' });
  });
});
