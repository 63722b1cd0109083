/** Conditions and repeats: where the tags stand decides what depends on them. */
import { describe, expect, test } from '@jest/globals';
import { optionalFields } from '../../../../server/merge/optionalFields.ts';
import type { Slot, Test } from '../../../../server/merge/mergeScope.ts';
import { elementsOf, type Xml } from '../../../../server/merge/ooxml/parseXml.ts';
import { p, r } from '../../../support/docxOf.ts';
import { codesOf, merged, resolved, runs, storyOf, typed, typedTable } from '../../../support/storyText.ts';

const ADA = { Name: 'Ada', City: 'London', Plan: 'gold', Empty: '' };
const ROWS = [
  { Item: 'Tea', Price: '4', Name: 'Ada', Empty: '' },
  { Item: 'Rum', Price: '9', Name: 'Ada', Empty: '' },
];

describe('conditions in one paragraph', () => {
  test.each([
    ['{{#if Name}}a{{/if}}b', 'ab'],
    ['{{#if Empty}}a{{/if}}b', 'b'],
    ['{{#if Empty}}a{{else}}b{{/if}}', 'b'],
    ['{{#unless Empty}}a{{else}}b{{/unless}}', 'a'],
    ['{{#unless Name}}a{{/if}}b', 'b'],
    ['{{#if Plan = "basic"}}a{{else if Plan = "gold"}}b{{else}}c{{/if}}', 'b'],
    ['{{#if Empty}}a{{elseif Name}}b{{/if}}', 'b'],
    ['{{#if Empty}}a{{else if Empty}}b{{else if Empty}}c{{else}}d{{/if}}', 'd'],
    ['{{#if Name}}a{{#if Empty}}b{{else}}c{{/if}}d{{/if}}', 'acd'],
    ['{{#if Name}}{{/if}}{{City}}', 'London'],
    ['{{# IF Name }}a{{ / if }}{{ELSE}}', 'a'],
    ['{{#if Name}}a{{/}}b', 'ab'],
    ['x{{#if Name}}{{Name}} of {{City}}{{/if Name}}y', 'xAda of Londony'],
  ])('%s → %s', (text, wanted) => {
    expect(merged(typed(text), ADA)).toBe(`${wanted}¶`);
  });

  test.each([
    ['around a link', `${r('{{#if Empty}}')}<w:hyperlink r:id="a">${r('x')}</w:hyperlink>${r('{{/if}}y')}`, 'y'],
    ['into a link', `${r('{{#if Empty}}a')}<w:hyperlink r:id="a">${r('b{{/if}}c')}</w:hyperlink>`, 'c'],
    ['out of a link', `<w:hyperlink r:id="a">${r('a{{#if Empty}}b')}</w:hyperlink>${r('c{{/if}}')}`, 'a'],
    ['in a link', `<w:hyperlink r:id="a">${r('a{{#if Name}}b{{/if}}')}</w:hyperlink>`, 'ab'],
    ['at the edges of a control', control(r('{{#if Empty}}') + r('a')) + r('b{{/if}}c'), 'c'],
  ])('%s', (_, inside, wanted) => {
    expect(merged(p(inside), ADA)).toBe(`${wanted}¶`);
  });

  test('a tag in the middle of a control that ends outside is told', () => {
    const inside = control(r('a{{#if Empty}}b')) + r('c{{/if}}');
    expect([merged(p(inside), ADA), codesOf(p(inside))]).toEqual(['abc¶', ['TAG_NOT_CLOSED', 'TAG_NOT_CLOSED']]);
  });
});

function control(inside: string): string {
  return `<w:sdt><w:sdtPr/><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
}

describe('conditions over paragraphs', () => {
  test.each([
    ['tags alone vanish', ['a', '{{#if Name}}', 'b', '{{/if}}', 'c'], 'a¶b¶c¶'],
    ['and take what is between', ['a', '{{#if Empty}}', 'b', '{{/if}}', 'c'], 'a¶c¶'],
    ['with both sides', ['{{#if Empty}}', 'a', '{{else}}', 'b', '{{/if}}'], 'b¶'],
    ['blanks around tags', [' {{#if Empty}}\t', 'a', '\u00a0{{/if}} ', 'b'], 'b¶'],
    ['several tags in a paragraph', ['{{#if Name}}{{#if Empty}}', 'a', '{{/if}}{{/if}}', 'b'], 'b¶'],
    ['begin before words', ['{{#if Name}}a', 'b{{/if}}'], 'a¶b¶'],
    ['begin before words that go', ['{{#if Empty}}a', 'b{{/if}}', 'c'], 'c¶'],
    ['begin behind words', ['Dear {{#if Name}}', 'a', '{{/if}}b'], 'Dear ¶a¶b¶'],
    ['begin behind words, part gone', ['Dear {{#if Empty}}', 'a', '{{/if}}b'], 'Dear ¶b¶'],
    ['between words the paragraph stays whole', ['Dear {{#if Name}}Sir', 'a', 'b{{/if}} end'], 'Dear Sir¶a¶b end¶'],
    ['between words, part gone', ['Dear {{#if Empty}}Sir', 'a', 'b{{/if}} end'], 'Dear ¶ end¶'],
    ['else between words', ['{{#if Empty}}a', 'b{{else}}c', 'd{{/if}}'], 'c¶d¶'],
    ['else if over paragraphs', ['{{#if Empty}}', 'a', '{{else if Name}}', 'b', '{{else}}', 'c', '{{/if}}'], 'b¶'],
  ])('%s', (_, paragraphs, wanted) => {
    expect(merged(typed(...paragraphs), ADA)).toBe(wanted);
  });

  test('around a table, and in its cells', () => {
    const table = typedTable([['{{#if Empty}}', 'a', '{{/if}}', 'b'], 'c']);
    expect(merged(typed('{{#if Name}}') + table + typed('{{/if}}'), ADA)).toBe('[b¶|c¶|]');
    expect(merged(typed('{{#if Empty}}') + table + typed('{{/if}}'), ADA)).toBe('');
  });

  test('a section break stays', () => {
    const end = p(r('{{/if}}'), '<w:sectPr/>');
    expect(merged(typed('{{#if Empty}}', 'a') + end + typed('b'), ADA)).toBe('¶b¶');
  });

  test('a content control around paragraphs', () => {
    expect(merged(control(typed('{{#if Empty}}', 'a')) + typed('b', '{{/if}}', 'c'), ADA)).toBe('c¶');
    expect(codesOf(control(typed('x', '{{#if Empty}}', 'a')) + typed('b', '{{/if}}'))).toEqual([
      'TAG_NOT_CLOSED',
      'TAG_NOT_CLOSED',
    ]);
  });
});

describe('repeats', () => {
  test.each([
    ['in a line', typed('{{#each}}{{Item}}{{#if not @last}}, {{/if}}{{/each}}.'), 'Tea, Rum.¶'],
    ['under any name', typed('{{#each orders}}{{Item}}{{/each}}'), 'TeaRum¶'],
    ['numbered', typed('{{#each rows}}{{@number}}/{{@count}} {{Item}};{{/each rows}}'), '1/2 Tea;2/2 Rum;¶'],
    ['numbered with a picture', typed('{{#rows}}{{@number | number: "00"}}{{/rows}}'), '0102¶'],
    ['paragraphs', typed('{{#each}}', '{{Item}}', '- {{Price}}', '{{/each}}', 'end'), 'Tea¶- 4¶Rum¶- 9¶end¶'],
    ['from words to words', typed('Items: {{#each}}{{Item}}', 'at {{Price}}{{/each}} end'), 'Items: ¶Tea¶at 4¶Rum¶at 9¶ end¶'],
    ['with a condition inside', typed('{{#each}}', '{{#if Price > 5}}', '{{Item}}', '{{/if}}', '{{/each}}'), 'Rum¶'],
    ['inside a condition', typed('{{#if Name}}', '{{#each}}', '{{Item}}', '{{/each}}', '{{/if}}'), 'Tea¶Rum¶'],
    ['outside the first row counts', typed('{{Item}} {{@count}} {{#each}}{{Item}}{{/each}}'), 'Tea 2 TeaRum¶'],
  ])('%s', (_, body, wanted) => {
    expect(merged(body, ...ROWS)).toBe(wanted);
    expect(codesOf(body)).toEqual([]);
  });

  test.each([
    [
      'over the cells of a row',
      [
        ['Item', 'Price'],
        ['{{#each}}{{Item}}', '{{Price}}{{/each}}'],
      ],
      '[Item¶|Price¶|][Tea¶|4¶|][Rum¶|9¶|]',
    ],
    [
      'tags in rows of their own',
      [
        ['A', 'B'],
        ['{{#each}}', ''],
        ['{{Item}}', '{{Price}}'],
        ['', '{{/each}}'],
        ['C', ''],
      ],
      '[A¶|B¶|][Tea¶|4¶|][Rum¶|9¶|][C¶|¶|]',
    ],
    [
      'several rows',
      [
        ['{{#each}}{{Item}}', 'x'],
        ['y', '{{Price}}{{/each}}'],
      ],
      '[Tea¶|x¶|][y¶|4¶|][Rum¶|x¶|][y¶|9¶|]',
    ],
    [
      'the end before the words of the next row',
      [
        ['{{#each}}{{Item}}', 'x'],
        ['{{/each}}Total', 'y'],
      ],
      '[Tea¶|x¶|][Rum¶|x¶|][Total¶|y¶|]',
    ],
    ['in one cell', [['{{#each}}{{Item}} {{/each}}', 'x']], '[Tea Rum ¶|x¶|]'],
    ['paragraphs of one cell', [[['{{#each}}', '{{Item}}', '{{/each}}'], 'x']], '[Tea¶Rum¶|x¶|]'],
    ['a tag paragraph in a cell leaves no gap', [[['{{#each}}', '{{Item}}'], '{{Price}}{{/each}}']], '[Tea¶|4¶|][Rum¶|9¶|]'],
    ['a cell that held a tag only keeps a paragraph', [['{{#each}}', '{{Item}}', '{{/each}}']], '[¶|Tea¶|¶|][¶|Rum¶|¶|]'],
    [
      'rows by condition',
      [
        ['{{#if Empty}}a', 'b{{/if}}'],
        ['c', 'd'],
      ],
      '[c¶|d¶|]',
    ],
    [
      'rows by condition with both sides',
      [
        ['{{#if Empty}}', ''],
        ['a', 'b'],
        ['{{else}}', ''],
        ['c', 'd'],
        ['{{/if}}', ''],
      ],
      '[c¶|d¶|]',
    ],
    ['a condition on each row', [['{{#each}}{{#if Price > 5}}{{Item}}', '{{Price}}{{/if}}{{/each}}']], '[Rum¶|9¶|]'],
  ])('rows of a table: %s', (_, rows, wanted) => {
    expect(merged(typedTable(...rows), ...ROWS)).toBe(wanted);
    expect(codesOf(typedTable(...rows))).toEqual([]);
  });

  test('a table in a cell repeats its own rows', () => {
    const inner = typedTable(['{{#each}}{{Item}}', '{{Price}}{{/each}}']);
    const outer = `<w:tbl><w:tr><w:tc>${typed('{{Name}}')}${inner}${typed('x')}</w:tc></w:tr></w:tbl>`;
    expect(merged(outer, ...ROWS)).toBe('[Ada¶[Tea¶|4¶|][Rum¶|9¶|]x¶|]');
  });

  test('a repeat in a repeat is told and repeats once', () => {
    const body = typed('{{#each}}', '{{Item}}: {{#each}}{{Price}}{{/each}}', '{{/each}}');
    expect([merged(body, ...ROWS), codesOf(body)]).toEqual(['Tea: 4¶Rum: 9¶', ['REPEAT_NESTED']]);
  });

  test('it is known that a letter repeats', () => {
    expect(resolved(storyOf(typed('{{#each}}{{Item}}{{/each}}'))).repeats).toBe(true);
    expect(resolved(storyOf(typed('{{Item}}'))).repeats).toBe(false);
  });
});

describe('tags without a partner', () => {
  test.each([
    ['no end', typed('{{#if Name}}a', 'b'), 'a¶b¶', 1],
    ['no begin', typed('a{{/if}}', 'b{{/each}}'), 'a¶b¶', 2],
    ['no condition', typed('a{{else}}b'), 'ab¶', 1],
    ['two else', typed('{{#if Name}}a{{else}}b{{else}}c{{/if}}'), 'a¶', 1],
    ['crossing', typed('{{#if Name}}{{#each}}a{{/if}}{{/each}}'), 'a¶', 2],
    ['begin in the text, end in a table', typed('{{#if Empty}}') + typedTable(['a{{/if}}', 'b']), '[a¶|b¶|]', 2],
    ['begin in a table, end in the text', typedTable(['{{#if Empty}}a', 'b']) + typed('c{{/if}}'), '[a¶|b¶|]c¶', 2],
    ['a lone tag in a row', typedTable(['{{#if Empty}}', ''], ['a', 'b']), '[¶|¶|][a¶|b¶|]', 1],
    ['an end of another kind in a part', typed('{{#if Name}}', '{{#each}}a{{/if}}b{{/each}}'), 'ab¶', 2],
    ['an end behind the end of a part', typed('{{#each}}', 'a{{/each}} {{/if}}', 'b'), 'a ¶b¶', 1],
  ])('%s', (_, body, wanted, count) => {
    expect(merged(body, ADA)).toBe(wanted);
    expect(codesOf(body)).toEqual(Array.from({ length: count }, () => 'TAG_NOT_CLOSED'));
  });

  test('a condition that nobody can read leaves its words out, and is told', () => {
    const body = typed('a{{#if = 3}}b{{else}}c{{/if}}d{{#unless Name =}}e{{/unless}}');
    expect([merged(body, ADA), codesOf(body)]).toEqual(['acd¶', ['CONDITION_UNREADABLE', 'CONDITION_UNREADABLE']]);
  });

  test('a row that mixes both sides over its cells is told', () => {
    expect(codesOf(typedTable(['{{#if Name}}a', 'b{{else}}c', 'd{{/if}}']))).toEqual(['TAG_NOT_CLOSED']);
  });

  test('they say what to do', () => {
    expect(resolved(storyOf(typed('{{#if Name}}'))).remarks[0]?.text).toMatch(
      /«\{\{#if Name\}\}» has no end.*Write \{\{\/if\}\}/,
    );
  });
});

describe('fields that may be empty', () => {
  test.each([
    ['{{Name}}', []],
    ['{{Name | default: "x"}}', ['Name']],
    ['{{Name | default: "x"}} {{Name}}', []],
    ['{{#if Name}}a{{/if}}', ['Name']],
    ['{{#if Name}}for {{Name}}{{/if}}', ['Name']],
    ['{{#if Name}}for {{name}} of {{City}}{{/if}}', ['Name']],
    ['{{#if Name}}a{{else}}{{Name}}{{/if}}', []],
    ['{{#unless Name}}a{{else}}{{Name}}{{/unless}}', ['Name']],
    ['{{#if Name = "x"}}a{{/if}}', []],
    ['{{#if Name and City}}{{Name}}{{City}}{{/if}}', ['Name', 'City']],
    ['{{#if Name or City}}{{Name}}{{City}}{{/if}}', []],
  ])('%s: %j', (text, wanted) => {
    const users: (Slot | Test)[] = [];
    const visit = (node: Xml): void => {
      if (node.place?.kind === 'value') users.push(node.place.slot);
      if (node.place?.kind === 'choice') users.push(node.place.test);
      elementsOf(node).forEach(visit);
    };
    visit(resolved(storyOf(typed(`x${text}`))).story);
    expect(optionalFields(users)).toEqual(wanted);
  });
});

test('what stands around a tag keeps its run', () => {
  expect(merged(p(runs('a{{#if Name}}b')) + p(runs('c{{/if}}d')), ADA)).toBe('ab¶cd¶');
});
