/** A letter with every kind of place, and what the merged document has of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { matchColumns } from '../../../../shared/merge/fieldNames.ts';
import { compileSubject } from '../../../../server/merge/compileSubject.ts';
import type { CompiledLetter } from '../../../../server/merge/compiledLetter.ts';
import { readRows } from '../../../../server/merge/lists/readList.ts';
import { openPackage, type WordPackage } from '../../../../server/merge/ooxml/openPackage.ts';
import { PLAIN_HOW, rowRenderer } from '../../../../server/merge/renderMessage.ts';
import { code, type DocxParts, field, mark, p, r, simple, wordPart } from '../../../support/docxOf.ts';
import { wordLetter } from '../../../support/mergeRow.ts';
import { hasProgram, schemaFaults } from '../../../support/schemaFaults.ts';

type Values = Record<string, string>;

function documentOf(letter: CompiledLetter, ...rows: Values[]): WordPackage {
  const table = readRows(rows.map((row) => ({ ...row, Row: '1' })));
  if (!table.ok) throw new Error(table.text);
  const columns = matchColumns(letter.fields, table.value.headers);
  const render = rowRenderer(letter, compileSubject(''), table.value, columns, null, PLAIN_HOW);
  const message = render({ rows: rows.map((_, index) => index), sequence: 1 });
  const read = openPackage(message.document?.() ?? new Uint8Array());
  if (!read.ok) throw new Error(read.text);
  return read.value;
}

const partOf = (opened: WordPackage, name = 'word/document.xml') => Buffer.from(opened.bytes(name) ?? []).toString();
const bodyOf = (opened: WordPackage) => /<w:body>(.*)<\/w:body>/s.exec(partOf(opened))?.[1] ?? '';
const merged = (body: string, row: Values, parts: DocxParts = {}) => bodyOf(documentOf(wordLetter(body, parts), row));
const words = (xml: string) =>
  xml
    .replace(/<\/w:p>|<w:br\/>/g, ' ')
    .replace(/<w:instrText.*?<\/w:instrText>|<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

describe('what a merged document says', () => {
  test.each([
    ['a complex field', p(r('Dear ') + field(' MERGEFIELD Name ') + r('!')), 'Dear Ada!'],
    ['a simple field', p(simple(' MERGEFIELD Name ')), 'Ada'],
    ['double braces', p(r('Dear {{Name}}!')), 'Dear Ada!'],
    ['double braces torn over runs', p(r('Dear {{N') + r('ame', '<w:b/>') + r('}}!')), 'Dear Ada!'],
    ['an empty value', p(r('a{{Nothing}}b')), 'ab'],
    ['a condition', p(r('{{#if Nothing}}no{{/if}}{{#if Name}}yes{{/if}}')), 'yes'],
    [
      'a field inside a condition',
      p(
        mark('begin') +
          code(' IF ') +
          field(' MERGEFIELD Name ') +
          code(' = "Ada" "is ') +
          field(' MERGEFIELD Name ') +
          code('" "not" ') +
          mark('separate') +
          r('x') +
          mark('end'),
      ),
      'is Ada',
    ],
  ])('%s', (_, body, said) => {
    expect(words(merged(body, { Name: 'Ada', Nothing: '' }))).toBe(said);
  });

  test('the look of the field is the look of the value', () => {
    expect(merged(p(r('{{Name}}', '<w:b/>')), { Name: 'Ada' })).toMatch(
      /<w:r><w:rPr><w:b\/><\/w:rPr><w:t[^>]*>Ada<\/w:t><\/w:r>/,
    );
  });

  test('header and footer have the row’s values too', () => {
    const parts: DocxParts = {
      relationships: { rId1: { type: 'header', target: 'header1.xml' }, rId2: { type: 'footnotes', target: 'footnotes.xml' } },
      files: {
        'word/header1.xml': wordPart('hdr', p(r('To {{Name}}'))),
        'word/footnotes.xml': wordPart('footnotes', `<w:footnote w:id="2">${p(r('Note for {{Name}}'))}</w:footnote>`),
      },
    };
    const body = p(r('{{Name}}')) + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>';
    const opened = documentOf(wordLetter(body, parts), { Name: 'Ada' });
    expect(words(partOf(opened, 'word/header1.xml'))).toBe('To Ada');
    expect(words(partOf(opened, 'word/footnotes.xml'))).toBe('Note for Ada');
  });

  test('fields that Word itself keeps up to date stay fields', () => {
    const body = merged(p(r('Page ') + field(' PAGE ', r('1')) + r(' {{Name}}')), { Name: 'Ada' });
    expect(body).toContain('> PAGE <');
    expect(body.match(/fldCharType/g)).toHaveLength(3);
  });
});

describe('what no value can do', () => {
  const nasty = '</w:t></w:r></w:p><w:p/>{{Other}} "}" \\* {MERGEFIELD x} ]]> & \u0000\u0013 INCLUDETEXT "c:\\\\x"';

  test('a value is the text it is', () => {
    const body = merged(p(r('{{Name}}')), { Name: nasty, Other: 'other' });
    expect(body.match(/<w:p[ >]/g)).toHaveLength(1);
    expect(body).not.toMatch(/fldChar|instrText|INCLUDETEXT "[^c]/);
    expect(words(body).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(
      nasty.replace(/\p{Cc}/gu, '').replace(/\s+/g, ' '),
    );
  });

  test('a value in the address of a link changes nothing but the address', () => {
    const link = `${mark('begin')}${code(' HYPERLINK "https://example.com/?id=')}${field(' MERGEFIELD Id ')}${code('" ')}${mark('separate')}${r('here')}${mark('end')}`;
    const body = merged(p(link), { Id: '1" \\o "tip" & <x>' });
    const codes = [...body.matchAll(/<w:instrText[^>]*>(.*?)<\/w:instrText>/g)].map(([, text]) => text).join('');
    expect(codes.match(/"/g)).toHaveLength(2);
    expect(codes).not.toMatch(/\\o|<|[^&]&[^a]/);
    expect(words(body)).toBe('here');
  });
});

/** Everything at once, grouped over two rows, in a letter that is valid itself. */
function everything(): CompiledLetter {
  const cell = (inside: string) => `<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>${p(inside)}</w:tc>`;
  const row = (...cells: string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
  const table = (rows: string) =>
    `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>${rows}</w:tbl>`;
  const control = (tag: string, inside: string) =>
    `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/><w:id w:val="12345"/><w:text/></w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
  const body = [
    p(`<w:bookmarkStart w:id="0" w:name="top"/>${r('Dear {{Name}},')}<w:bookmarkEnd w:id="0"/>`),
    p(r('{{#if Nothing}}')),
    p(r('This is never there')),
    p(r('{{/if}}')),
    table(row(r('Item'), r('Price')) + row(r('{{#each}}{{Item}}'), r('{{Price}}{{/each}}'))),
    table(row(r('{{#if Nothing}}{{Item}}'), r('{{Price}}{{/if}}'))),
    p(control('Name', r('placeholder'))),
    p(field(' HYPERLINK "https://example.com/?x={{Item}}" ', r('link', '<w:u w:val="single"/>'))),
    p(
      `<w:ins w:id="5" w:author="A" w:date="2026-01-01T00:00:00Z">${r('new')}</w:ins><w:del w:id="6" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>old</w:delText></w:r></w:del>`,
    ),
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
  ].join('');
  return wordLetter(body);
}

const rows: Values[] = [
  { Name: 'Ada', Item: 'Tea\tgreen', Price: '1.50', Nothing: '' },
  { Name: 'Ada', Item: 'Jam\nred', Price: '2.00', Nothing: '' },
];

describe('all kinds of places in one letter', () => {
  test('each row of the message has its row of the table; what does not hold is not there, and leaves no empty table', () => {
    const body = bodyOf(documentOf(everything(), ...rows));
    expect(words(body)).toBe('Dear Ada, Item Price Teagreen 1.50 Jam red 2.00 Ada link new');
    expect(body.match(/<w:tbl>/g)).toHaveLength(1);
    expect(body.match(/<w:tr>/g)).toHaveLength(3);
  });

  const schema = join(process.env['CORPUS_DIR'] ?? '', 'docx-xsd', 'wml.xsd');
  const linted = existsSync(schema) && hasProgram('xmllint');
  (linted ? test : test.skip)(
    `it is valid${linted ? '' : ' (skipped: there is no xmllint, or no CORPUS_DIR with schemas)'}`,
    () => {
      const parts = [[rows[0] ?? {}], rows].map((some, index): [string, Uint8Array] => {
        const bytes = documentOf(everything(), ...some).bytes('word/document.xml');
        return [`${index + 1} rows`, bytes ?? new Uint8Array()];
      });
      expect([...schemaFaults(new Map(parts), schema)]).toEqual([]);
    },
  );
});
