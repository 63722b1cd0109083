import { describe, expect, test } from '@jest/globals';
import { readField } from '../../../../server/merge/fields/evaluateField.ts';
import type { CodePiece } from '../../../../server/merge/fields/fieldCode.ts';
import { fieldSlot, type MergeScope, scopeOf, type Slot } from '../../../../server/merge/mergeScope.ts';

const notes = { remark: () => undefined, ask: () => undefined, bookmarks: new Set(['total']) };

function result(code: string | CodePiece[], values: Record<string, string> = {}, more: Partial<MergeScope> = {}): string {
  const meaning = readField(typeof code === 'string' ? [code] : code, notes);
  if (meaning.kind !== 'value') return meaning.kind;
  return meaning.slot.evaluate(scopeOf((name) => values[name] ?? '', more));
}

describe('formulas', () => {
  test.each([
    ['= 4+5 \\# 00.00', '09.00'],
    ['=9+6 \\# $###', '$15'],
    ['=111053+111439 \\# x##', '492'],
    ['=1/8 \\# 0.00x', '0.125'],
    ['=3/4 \\# .x', '.8'],
    ['=80-90 \\# -##', '-10'],
    ['=54 \\* ALPHABETIC', 'BBB'],
    ['=1234.567 \\* DollarText', 'one thousand two hundred thirty-four and 57/100'],
    ['=1/3', '0.33'],
    ['=1+2*3', '7'],
    ['=(1+2)*3', '9'],
    ['= 2 ^ 3 ^ 2', '64'],
    ['=27^(1/3)', '3'],
    ['=25%', '0.25'],
    ['=200*25%', '50'],
    ['=5--3', '8'],
    ['=-2+5', '3'],
    ['=1,234+1', '1235'],
    ['=$5.50*2', '11'],
    ['=0.1+0.2', '0.3'],
    ['=1=1', '1'],
    ['=1<>1', '0'],
    ['=0.3=0.1*3', '1'],
    ['=2>=3', '0'],
    ['=SUM(1,2,3)', '6'],
    ['=SUM(1;2;3)', '6'],
    ['=PRODUCT(2,3,4)', '24'],
    ['=AVERAGE(1,2)', '1.5'],
    ['=MIN(3,1,2)', '1'],
    ['=MAX(3,1,2)', '3'],
    ['=COUNT(3,1,2)', '3'],
    ['=ABS(-5)', '5'],
    ['=INT(5.67)', '5'],
    ['=INT(-5.67)', '-5'],
    ['=ROUND(2.345,2)', '2.35'],
    ['=ROUND(1.005,2)', '1.01'],
    ['=ROUND(123.4,-2)', '100'],
    ['=MOD(21,5)', '1'],
    ['=MOD(21,-5)', '1'],
    ['=MOD(-21,5)', '-1'],
    ['=MOD(-21,-5)', '-1'],
    ['=SIGN(-9)', '-1'],
    ['=AND(1,0)', '0'],
    ['=OR(1,0)', '1'],
    ['=NOT(0)', '1'],
    ['=IF(1>2,10,20)', '20'],
    ['=TRUE', '1'],
    ['=False', '0'],
    ['=DEFINED(1/0)', '0'],
    ['=sum ( 1 , max(2,3) )', '4'],
    ['={{a}}*2', '6'],
  ])('%s is %s', (code, expected) => {
    expect(result(code, { a: '3' })).toBe(expected);
  });

  test.each(['=1/0', '=MOD(1,0)', '={{empty}}*2', '={{text}}+1', '=10^400', '=AVERAGE({{empty}})', '=0^(-1)'])(
    '%s shows nothing',
    (code) => {
      expect(result(code, { text: 'soon' })).toBe('');
    },
  );

  test.each([
    '=SUM(ABOVE)',
    '=A1*B1',
    '=SUM(A1:B2)',
    '=Price*2',
    '=',
    '=1+',
    '=(1',
    '=SUM()',
    '=1 2',
    '="a"',
    `=${'('.repeat(99)}1`,
  ])('%s stays as Word left it and is told', (code) => {
    expect(readField([code], notes)).toEqual({ kind: 'keep', type: '=', said: true });
  });

  test('values of the row', () => {
    const [price, count] = [fieldSlot('Price'), fieldSlot('Count')];
    expect(result(['=', price, '*', count, ' \\# "#,##0.00"'], { Price: '€1,250.50', Count: '3' })).toBe('3,751.50');
    expect(result(['=SUM(', price, ',', count, ')'], { Price: '5' })).toBe('5');
    expect(result(['= ROUND(', price, ' * 19%, 2)'], { Price: '100' })).toBe('19');
    expect(result(['=', price, '*100'], { Price: '19%' })).toBe('19');
  });

  test('what the sheet knows is reckoned with', () => {
    const price: Slot = { ...fieldSlot('Price'), exact: (scope) => scope.exact('Price') };
    expect(result(['=', price, '*1000'], { Price: '1.23' }, { exact: () => '1.2345' })).toBe('1234.5');
  });

  test.each([
    ['=1,5+1', '2,5'],
    ['=SUM(1,5;2)', '3,5'],
    ['={{a}}*2', '2469,12'],
    ['=1.234,5*1', '1234,5'],
    ['=1.5*2', '3'],
    ['=1234,5 \\# #.##0,00', '1.234,50'],
    ['=ROUND({{a}};1)', '1234,6'],
  ])('%s in German is %s', (code, expected) => {
    expect(result(code, { a: '1.234,56' }, { locale: 'de-DE' })).toBe(expected);
  });

  test('bookmarks that the merge sets', () => {
    expect(result('=Total*2', {}, { bookmarks: new Map([['total', '21']]) })).toBe('42');
    expect(result('=DEFINED(Total)', {}, { bookmarks: new Map() })).toBe('0');
  });

  test('a number goes on exactly into the field around it', () => {
    const inner = readField(['=1/3'], notes);
    if (inner.kind !== 'value') throw new Error(inner.kind);
    expect(result(['=', inner.slot, '*3'])).toBe('1');
  });
});
