import { describe, expect, test } from '@jest/globals';
import {
  distinctFields,
  fieldsInText,
  findTags,
  guessAddressColumn,
  matchColumns,
  normalName,
  splitFields,
} from '../../../shared/merge/fieldNames.ts';

describe('fields in a text', () => {
  test.each([
    ['Hi {{First Name}}!', ['First Name']],
    ['{{ A }}{{a}}{{B_b}}{{b b}}', ['A', 'B_b']],
    ['{{}} {{ }} {{{A}}} {A}', ['A']],
    ['{{not closed', []],
    ['{{@logo}} {{#if x}}', []],
    ['{{?part}} {{*list}} {{+file}} {{名}} {{?}}', ['名', '?']],
    ['{{详情.描述}} {{first\nname}}', ['详情.描述', 'first name']],
  ])('%s', (text, fields) => {
    expect(fieldsInText(text)).toEqual(fields);
  });

  test.each([
    ['{{A | upper}}', { kind: 'field', field: 'A', filters: 'upper' }],
    ['{{ A\u00a0B |default: "x | y"}}', { kind: 'field', field: 'A B', filters: 'default: "x | y"' }],
    ['{{A|}}', { kind: 'field', field: 'A', filters: '' }],
    ['{{Na\u00adme}}', { kind: 'field', field: 'Name' }],
    ['{{#if A = "x"}}', { kind: 'directive', text: '#if A = "x"' }],
    ['{{else}}', { kind: 'directive', text: 'else' }],
    ['{{Else If A}}', { kind: 'directive', text: 'Else If A' }],
    ['{{elsewhere}}', { kind: 'field', field: 'elsewhere' }],
    ['{{| upper}}', { kind: 'text', text: '{{| upper}}' }],
  ])('%s', (text, part) => {
    expect(splitFields(text)).toEqual([part]);
  });

  test('where they stand', () => {
    expect(findTags('a {{B}} {{#if c}}').map(({ at, length }) => [at, length])).toEqual([
      [2, 5],
      [8, 9],
    ]);
  });

  test('what is between them stays', () => {
    expect(splitFields('a {{B}} c')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'field', field: 'B' },
      { kind: 'text', text: ' c' },
    ]);
  });
});

test.each([
  ['First Name', 'first_name', true],
  ['FIRSTNAME', 'First  Name', true],
  ['Straße', 'straße', true],
  ['Ｎａｍｅ', 'name', true],
  ['Name', 'Names', false],
])('%s and %s mean the same: %s', (a, b, same) => {
  expect(normalName(a) === normalName(b)).toBe(same);
});

test('a field is listed once, under its first spelling', () => {
  expect(distinctFields(['First_Name', 'first name', 'City'])).toEqual(['First_Name', 'City']);
});

describe('fields and columns', () => {
  test.each([
    ['the same spelling wins over a similar one', ['Name'], ['name', 'Name'], { Name: 'Name' }],
    ['case, blanks and underscores', ['FIRST_NAME'], ['Email', 'First Name'], { FIRST_NAME: 'First Name' }],
    ['Word drops punctuation', ['Email_Address'], ['E-mail Address'], { Email_Address: 'E-mail Address' }],
    ['Word puts a letter before a number', ['M_1st', 'M_'], ['1st', 'x'], { M_1st: '1st', M_: null }],
    [
      'Word keeps 40 characters of a heading',
      ['Yes_I_would_like_to_receive_the_news_let', 'Yes_I_would'],
      ['Yes, I would like to receive the news letter'],
      { Yes_I_would_like_to_receive_the_news_let: 'Yes, I would like to receive the news letter', Yes_I_would: null },
    ],
    ['two columns with the same letters are no match', ['ab'], ['a-b', 'a.b'], { ab: null }],
    ['no column', ['Zip'], ['City'], { Zip: null }],
    ['columns without a name match nothing', ['', '_'], ['', 'x'], { '': null, _: null }],
    ['names of object properties', ['__proto__', 'toString'], ['constructor'], JSON.parse('{"__proto__":null,"toString":null}')],
  ])('%s', (_, fields, headers, wanted) => {
    expect(Object.entries(matchColumns(fields, headers))).toEqual(Object.entries(wanted as object));
  });

  test('what was chosen wins, an empty text means none, a column that is gone is matched anew', () => {
    const chosen = { first_name: 'Nick', City: '', Zip: 'Gone' };
    expect(matchColumns(['First Name', 'City', 'Zip'], ['First Name', 'Nick', 'City', 'zip'], chosen)).toEqual({
      'First Name': 'Nick',
      City: null,
      Zip: 'zip',
    });
  });
});

describe('the column with the addresses', () => {
  test.each([
    ['by its heading', ['Name', 'E-Mail-Adresse'], [], 'E-Mail-Adresse'],
    ['in other languages', ['名前', 'メールアドレス'], [], 'メールアドレス'],
    ['Spanish', ['Nombre', 'Correo electrónico'], [], 'Correo electrónico'],
    [
      'by what is in it',
      ['A', 'B'],
      [
        ['Ada', 'ada@example.com'],
        ['Bob', 'bob@example.com'],
      ],
      'B',
    ],
    ['content over a similar heading', ['Email sent', 'Contact'], [['yes', 'ada@example.com']], 'Contact'],
    ['the first of two equal ones', ['Email', 'E-mail'], [['a@b.de', 'c@d.de']], 'Email'],
    ['none', ['Name', 'City'], [['Ada', 'London']], null],
    ['few addresses among notes', ['Notes'], [['ask a@b.de'], ['x'], ['y'], ['z@z.de']], null],
  ])('%s', (_, headers, rows, wanted) => {
    expect(guessAddressColumn(headers, rows)).toBe(wanted);
  });
});
