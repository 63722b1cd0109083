/** One row → one mail: nothing of a value becomes markup or a header, and nothing of one row reaches another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { matchColumns } from '../../../shared/merge/fieldNames.ts';
import type { ListTable } from '../../../server/merge/lists/listTable.ts';
import { readList } from '../../../server/merge/lists/readList.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { PLAIN_HOW, renderMessage, rowRenderer } from '../../../server/merge/renderMessage.ts';
import { scanHtml } from '../../../server/merge/htmlLetter/scanHtml.ts';
import { field, p, r } from '../../support/docxOf.ts';
import { compiled, wordLetter } from '../../support/mergeRow.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';

const SAMPLES = join(import.meta.dirname, '../../../samples');
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      ';',
      '=',
      '/',
      '{',
      '}',
      'a',
      ' ',
      '\r',
      '\n',
      '\u0000',
      '\u2028',
      '%',
      ':',
      'on',
      'javascript:',
      '</p>',
      '<script>',
      '-->',
      '{{Name}}',
    ),
    maxLength: 12,
  }),
);

const body =
  p(r('Hi {{Name}} ') + field('MERGEFIELD City \\* Upper \\b "(" \\f ")"') + field(' HYPERLINK "{{Url}}" ', r('go'))) +
  p(field(' HYPERLINK "https://x.example/?q={{Name}}" ', r('at {{Url}}')));
const letters = [
  wordLetter(body),
  compiled({
    kind: 'html',
    html: '<p title="{{Name}}" style="color:{{City}}">Hi {{Name}}<a href="{{Url}}">{{City}}</a><img alt={{Name}} src="https://x.example/{{Url}}"></p>',
  }),
];

function tableOf(rows: string[][], headers = ['Name', 'City', 'Url']): ListTable {
  return { kind: 'rows', sheet: null, sheets: [], headers, rows };
}

/** Tags with the names of their attributes: what values may never change. */
function skeleton(html: string): string[] {
  return scanHtml(html).flatMap((token) => {
    if (token.kind === 'open')
      return token.name === 'br'
        ? []
        : [
            `<${token.name} ${token.attributes
              .map(({ name }) => name)
              .filter((name) => name !== 'href')
              .join(' ')}>`,
          ];
    return token.kind === 'close' ? [`</${token.name}>`] : token.kind === 'text' ? [] : [`${token.kind} ${token.text}`];
  });
}

describe('no value gets out of its place', () => {
  test.each(letters.map((letter, index) => [index === 0 ? 'in a Word letter' : 'in an HTML letter', letter] as const))(
    '%s',
    (_, letter) => {
      const columns = matchColumns(letter.fields, ['Name', 'City', 'Url']);
      const plain = skeleton(renderMessage(letter, compileSubject(''), tableOf([['x', 'y', 'z']]), columns, null, 0).html);
      fc.assert(
        fc.property(hostile, hostile, hostile, (name, city, url) => {
          const { html } = renderMessage(letter, compileSubject(''), tableOf([[name, city, url]]), columns, null, 0);
          expect(skeleton(html)).toEqual(plain);
          expect(html).not.toMatch(/href="\s*(javascript|data|vbscript|file):/i);
          expect(html).not.toContain('\u0000');
        }),
        { numRuns: 500 },
      );
    },
  );

  test('nor out of the subject line', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const subject = compileSubject('Hi {{Name}}\r\nBcc: x@y.de').render(scopeOf(() => name));
        expect(subject).not.toMatch(/[\r\n\u2028\u2029\p{Cc}]/u);
      }),
    );
  });

  test('a value that looks like a field is no field', () => {
    const letter = compiled({ kind: 'html', html: '{{Name}}' });
    const message = renderMessage(
      letter,
      compileSubject('{{Name}}'),
      tableOf([['{{City}}', 'secret', '']]),
      { Name: 'Name', City: 'City' },
      null,
      0,
    );
    expect([message.html.includes('{{City}}'), message.subject]).toEqual([true, '{{City}}']);
  });
});

describe('rows do not touch each other', () => {
  const read = readList(readFileSync(join(SAMPLES, 'people.csv')), 'people.csv');
  if (!read.ok) throw new Error(read.text);
  const table = read.value;
  const letter = compiled({ kind: 'docx', bytes: readFileSync(join(SAMPLES, 'letter.docx')), name: 'letter.docx' });
  const subject = compileSubject('Your seat, {{First Name}} {{Last Name}}');
  const columns = matchColumns([...letter.fields, ...subject.fields], table.headers);

  test('any order gives the same mails as each row alone', () => {
    const order = fc.array(fc.integer({ min: 0, max: table.rows.length - 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(order, (rows) => {
        const render = rowRenderer(letter, subject, table, columns, 'E-mail', PLAIN_HOW);
        for (const row of rows) {
          const { document: _one, ...mail } = render({ rows: [row], sequence: row + 1 });
          const { document: _other, ...alone } = renderMessage(letter, subject, table, columns, 'E-mail', row);
          expect(mail).toEqual(alone);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('every mail has its own person’s values and nobody else’s', () => {
    for (const [index, cells] of table.rows.entries()) {
      const message = renderMessage(letter, subject, table, columns, 'E-mail', index);
      const own = (header: string) => cells[table.headers.indexOf(header)] ?? '';
      expect(message.to).toBe(own('E-mail'));
      expect(message.text).toContain(`${own('Title')} ${own('First Name')} ${own('Last Name')}`);
      expect(message.text).toContain(own('Amount'));
      const others = table.rows.filter((_, other) => other !== index).map((row) => row[table.headers.indexOf('Member No')] ?? '');
      expect(others.filter((number) => message.html.includes(number))).toEqual([]);
    }
  });

  test('compiling does not change the letter’s bytes, and rows beyond the list are refused', () => {
    expect(() => renderMessage(letter, subject, table, columns, 'E-mail', 25)).toThrow(/no row 26/);
  });
});

describe('what is noticed about a row', () => {
  const letter = compiled({ kind: 'html', html: '{{Name}} {{Zip}}' });

  test('no address, nothing in a field, a field without a column', () => {
    const message = renderMessage(
      letter,
      compileSubject('{{City}}'),
      tableOf([['', 'x', 'nobody']]),
      { Name: 'Name', Zip: null, City: 'City' },
      'Url',
      0,
    );
    expect(message.to).toBe(null);
    expect(message.remarks.map(({ code, row, column, field }) => [code, row, column, field])).toEqual([
      ['ADDRESS_INVALID', 1, 'Url', undefined],
      ['VALUE_EMPTY', 1, 'Name', 'Name'],
      ['FIELD_UNMATCHED', 1, undefined, 'Zip'],
    ]);
  });

  test.each([
    ['as matched', { Name: 'Name' }, 'Ada ada ada'],
    ['both given', { Name: 'Name', name: 'name' }, 'Ada ada ada'],
    ['another column chosen', { Name: 'Nick' }, 'Addy Addy Addy'],
  ])('columns that differ only by case: %s', (_, columns, words) => {
    const spelled = compiled({ kind: 'html', html: '{{Name}} {{name}} {{name}}' });
    const table = tableOf([['Ada', 'ada', 'Addy']], ['Name', 'name', 'Nick']);
    expect(renderMessage(spelled, compileSubject('{{name}}'), table, columns, null, 0).text).toBe(words);
  });

  test('spellings of one field share its column', () => {
    const spelled = compiled({ kind: 'html', html: '{{First_Name}}{{first name}}' });
    const message = renderMessage(
      spelled,
      compileSubject('{{FIRSTNAME}}'),
      tableOf([['Ada']], ['First Name']),
      { First_Name: 'First Name' },
      null,
      0,
    );
    expect([message.subject, message.text]).toEqual(['Ada', 'AdaAda']);
  });
});
