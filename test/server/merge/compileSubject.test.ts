/** The subject: the same double braces as the letter, and nothing of a value becomes a header. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { scopesOf } from '../../support/storyText.ts';

const ROW = { Name: 'Ada', City: 'London', Empty: '', Sum: '1234.5' };

function subject(text: string, ...rows: Record<string, string>[]): string {
  const [scope] = scopesOf(rows.length === 0 ? [ROW] : rows);
  if (scope === undefined) throw new Error('no row');
  return compileSubject(text).render(scope);
}

describe('subjects', () => {
  test.each([
    ['Hi {{Name}}', 'Hi Ada'],
    ['Hi «Name»', 'Hi Ada'],
    ['Le « Gala »', 'Le « Gala »'],
    ['« »', '« »'],
    ['Hi {{Empty | default: "you"}}, {{Name | upper}}', 'Hi you, ADA'],
    ['{{Sum | number: "#,##0.00"}} due', '1,234.50 due'],
    ['{{#if Empty}}a{{else if Name = "Ada"}}b{{else}}c{{/if}} d', 'b d'],
    ['Order{{#if Empty}} of {{Empty}}{{/if}}', 'Order'],
    ['a  {{Empty}}  b', 'a b'],
    ['{{@logo}}x', 'x'],
    ['{{#if Name}}x', 'x'],
    ['{{open', '{{open'],
  ])('%s → %s', (text, wanted) => {
    expect(subject(text)).toBe(wanted);
  });

  test('several rows', () => {
    const rows = [{ Item: 'Tea' }, { Item: 'Rum' }];
    expect(subject('{{@count}}: {{#each}}{{Item}}{{#if not @last}}, {{/if}}{{/each}}', ...rows)).toBe('2: Tea, Rum');
  });

  test.each([
    ['{{Name}} {{City | default: "x"}}', ['Name', 'City'], ['City']],
    ['{{#if Name}}{{Name}}{{/if}}', ['Name'], ['Name']],
    ['{{#if Name}}{{City}}{{/if}} {{name}}', ['Name', 'City'], []],
  ])('%s: fields, and those that may be empty', (text, fields, optional) => {
    expect(compileSubject(text)).toMatchObject({ fields, optional });
  });

  test.each([
    ['{{@logo}}', 'FIELD_NOT_SUPPORTED'],
    ['{{#if Name}}', 'TAG_NOT_CLOSED'],
    ['{{Name | shout}}', 'FILTER_NOT_SUPPORTED'],
    ['{{#if =}}{{/if}}', 'CONDITION_UNREADABLE'],
    ['{{#each}}{{#each}}{{Name}}{{/each}}{{/each}}', 'REPEAT_NESTED'],
  ])('%s is told as %s', (text, code) => {
    const { remarks } = compileSubject(text);
    expect(remarks.map((remark) => remark.code)).toEqual([code]);
    expect(remarks[0]?.text).toMatch(/^In the subject: /);
  });

  test('no value and no tag ever makes a second line', () => {
    const piece = fc.constantFrom(
      '{{Name}}',
      '{{Name | prefix: "\r\nBcc: x@y.de "}}',
      '{{#if Name}}',
      '{{/if}}',
      '\r\n',
      '\u2028',
      'a',
      '{{#each}}',
      '{{/each}}',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('\r', '\n', '\0', 'a', '\u2029', '{{Name}}') }),
        (parts, name) => {
          expect(subject(parts.join(''), { Name: name }, { Name: name })).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        },
      ),
      { numRuns: 300 },
    );
  });
});
