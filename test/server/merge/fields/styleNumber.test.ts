import { describe, expect, test } from '@jest/globals';
import { numberStyle } from '../../../../server/merge/fields/styleNumber.ts';

const styled = (name: string, number: string, language = 'en') => numberStyle(name)?.(number, language);

describe('number styles', () => {
  // ISO/IEC 29500-1 17.16.4.3.1, its own examples first.
  test.each([
    ['ALPHABETIC', '54', 'BBB'],
    ['alphabetic', '52', 'zz'],
    ['DollarText', '1234.567', 'one thousand two hundred thirty-four and 57/100'],
    ['OrdText', '1234.567', 'one thousand two hundred thirty-fifth'],
    ['Ordinal', '32', '32nd'],
    ['CardText', '123', 'one hundred twenty-three'],
    ['Roman', '123', 'CXXIII'],
    ['roman', '123', 'cxxiii'],
    ['ROMAN', '3999', 'MMMCMXCIX'],
    ['Alphabetic', '1', 'A'],
    ['alphabetic', '27', 'aa'],
    ['Hex', '458', '1CA'],
    ['CardText', '0', 'zero'],
    ['CardText', '-21', 'minus twenty-one'],
    ['CardText', '13.5', 'fourteen'],
    ['CardText', '999999', 'nine hundred ninety-nine thousand nine hundred ninety-nine'],
    ['CardText', '1000000', 'one million'],
    ['CardText', '2000100015', 'two billion one hundred thousand fifteen'],
    ['OrdText', '1', 'first'],
    ['OrdText', '12', 'twelfth'],
    ['OrdText', '20', 'twentieth'],
    ['OrdText', '21', 'twenty-first'],
    ['OrdText', '100', 'one hundredth'],
    ['DollarText', '15.5', 'fifteen and 50/100'],
    ['DollarText', '0.05', 'zero and 05/100'],
    ['DollarText', '9.999', 'ten and 00/100'],
    ['DollarText', '-1.5', 'minus one and 50/100'],
    ['Ordinal', '1', '1st'],
    ['Ordinal', '11', '11th'],
    ['Ordinal', '112', '112th'],
    ['Ordinal', '103', '103rd'],
  ])('%s of %s is %s', (name, number, expected) => {
    expect(styled(name, number)).toBe(expected);
  });

  test.each([
    ['CardText', '1', 'eins'],
    ['CardText', '21', 'einundzwanzig'],
    ['CardText', '101', 'einhunderteins'],
    ['CardText', '125', 'einhundertfünfundzwanzig'],
    ['CardText', '1000', 'eintausend'],
    ['CardText', '21016', 'einundzwanzigtausendsechzehn'],
    ['CardText', '1000001', 'eine Million eins'],
    ['CardText', '2000000000', 'zwei Milliarden'],
    ['OrdText', '1', 'erste'],
    ['OrdText', '3', 'dritte'],
    ['OrdText', '7', 'siebte'],
    ['OrdText', '19', 'neunzehnte'],
    ['OrdText', '20', 'zwanzigste'],
    ['OrdText', '101', 'einhunderterste'],
    ['OrdText', '1000', 'eintausendste'],
    ['DollarText', '15.5', 'fünfzehn und 50/100'],
    ['Ordinal', '15', '15.'],
  ])('German %s of %s is %s', (name, number, expected) => {
    expect(styled(name, number, 'de')).toBe(expected);
  });

  test.each([
    ['Ordinal', '1', 'fr', '1er'],
    ['Ordinal', '2', 'fr', '2e'],
    ['Ordinal', '2', 'it', '2º'],
    ['Ordinal', '2', 'ja', null],
    ['CardText', '2', 'fr', null],
    ['DollarText', '2', 'fr', null],
    ['Roman', '0', 'en', null],
    ['Roman', '-4', 'en', null],
    ['Roman', '40000', 'en', null],
    ['Alphabetic', '781', 'en', null],
    ['Hex', '-1', 'en', null],
    ['OrdText', '-1', 'en', null],
    ['CardText', '9999999999999999', 'en', null],
  ])('%s of %s in %s is %s', (name, number, language, expected) => {
    expect(styled(name, number, language)).toBe(expected);
  });

  test('other names are no style', () => {
    expect(numberStyle('constructor')).toBeNull();
  });
});
