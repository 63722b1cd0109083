/** Word fields in markup → what stands in their place for a row, with the look and the paragraphs they have in the letter. */
import { describe, expect, test } from '@jest/globals';
import { code, field, mark, p, r, simple } from '../../../support/docxOf.ts';
import { resolved, rowScope, shown } from '../../../support/mergedMarkup.ts';

const row = { Name: 'Ada', City: 'London', Empty: '' };
const bold = '<w:b/>';
const italic = '<w:i/>';
const name = field('MERGEFIELD Name');
const city = field('MERGEFIELD City');
/** A field whose code is given as runs. */
const runs = (inside: string, result = r('last')) => `${mark('begin')}${inside}${mark('separate')}${result}${mark('end')}`;
const choice = (left: string, rest: string, result?: string) => runs(`${code(' IF ')}${left}${rest}`, result);
const picture = '<w:r><w:drawing/></w:r>';
const table = (inside: string) => `<w:tbl><w:tr><w:tc>${inside}</w:tc></w:tr></w:tbl>`;

function text(body: string, values: Record<string, string> = row): string {
  return shown(resolved(body).story, values);
}

describe('a merge field', () => {
  test.each([
    ['simple', p(r('Hi ') + simple(' MERGEFIELD Name ')), 'Hi Ada¶'],
    ['complex', p(r('Hi ') + name + r('!')), 'Hi Ada!¶'],
    [
      'in one run with its marks',
      p(
        '<w:r><w:rPr><w:b/></w:rPr><w:t>Hi </w:t><w:fldChar w:fldCharType="begin"/><w:instrText>MERGEFIELD Name</w:instrText>' +
          '<w:fldChar w:fldCharType="separate"/><w:t>«Name»</w:t><w:fldChar w:fldCharType="end"/><w:t>!</w:t></w:r>',
      ),
      '*Hi **Ada**!*¶',
    ],
    [
      'torn',
      p(mark('begin') + code(' MERGE') + code('FIELD Na', bold) + code('me ') + mark('separate') + r('«') + mark('end')),
      'Ada¶',
    ],
    ['without a separator', p(`${mark('begin')}${code('MERGEFIELD Name')}${mark('end')}`), 'Ada¶'],
    [
      'over two paragraphs',
      p(r('A ') + mark('begin') + code('MERGEFIELD Name'), '<w:pStyle w:val="S1 "/>') +
        p(mark('separate') + mark('end') + r(' B')),
      'S1 A Ada B¶',
    ],
    [
      'with a table in its old result',
      p(mark('begin') + code('MERGEFIELD Name') + mark('separate')) + table(p(r('x'))) + p(mark('end') + r('.')),
      'Ada.¶',
    ],
    ['in a field that stays', p(field('PAGE', r('x ') + name)), '⟦PAGE→x Ada⟧¶'],
    [
      'in the code of a field that stays',
      p(runs(code('INCLUDEPICTURE "a/') + name + code('.png"'), picture)),
      '⟦INCLUDEPICTURE "a/‹Ada›.png"→▣⟧¶',
    ],
    ['in a cell', table(p(name)), '[Ada¶|]'],
    [
      'that would leave its cell',
      table(p(mark('begin') + code('MERGEFIELD Name') + r('a'))) + p(mark('end') + r('b')),
      '[a¶|]b¶',
    ],
    ['in a text box', p(`<w:r><w:pict><w:txbxContent>${p(name)}</w:txbxContent></w:pict></w:r>`), '(Ada¶)¶'],
    [
      'in both shapes of a text box',
      p(
        `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>${p(name)}</w:txbxContent></w:drawing></mc:Choice>` +
          `<mc:Fallback><w:pict><w:txbxContent>${p(city)}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      '▣(London¶)¶',
    ],
    ['in a link', p(`<w:hyperlink r:id="r1">${r('to ')}${name}</w:hyperlink>${r('.')}`), '<r1:to Ada>.¶'],
    [
      'across the border of a link',
      p(
        `<w:hyperlink r:id="r1">${r('to ')}${mark('begin')}${code('MERGEFIELD Name')}</w:hyperlink>${mark('separate')}${r('x')}${mark('end')}${r('.')}`,
      ),
      '<r1:to Ada>.¶',
    ],
    [
      'that a link begins in',
      p(
        `${mark('begin')}${code('PAGE')}${mark('separate')}${r('a ')}<w:hyperlink r:id="r1">${r('b')}${mark('end')}${r(' c')}</w:hyperlink>`,
      ),
      '⟦PAGE→a <r1:b⟧ c>¶',
    ],
    ['with a reading above it', p(`<w:r><w:ruby><w:rt>${r('x')}</w:rt><w:rubyBase>${name}</w:rubyBase></w:ruby></w:r>`), 'xAda¶'],
    ['between bookmarks', p(`<w:bookmarkStart w:id="1"/>${name}<w:bookmarkEnd w:id="1"/>`), 'StartAdaEnd¶'],
    [
      'with bookmarks in its old result',
      p(field('MERGEFIELD Name', '<w:bookmarkStart w:id="1"/>' + r('x')) + '<w:bookmarkEnd w:id="1"/>'),
      'AdaStartEnd¶',
    ],
    [
      'in a control around paragraphs that it leaves',
      `<w:sdt><w:sdtContent>${p(mark('begin') + code('MERGEFIELD Name'))}</w:sdtContent></w:sdt>${p(mark('end') + r('.'))}`,
      'Ada.¶',
    ],
  ])('%s', (_, body, words) => {
    expect(text(body)).toBe(words);
  });

  test('what has no field stays the same object', () => {
    const { story } = resolved(p(r('a')) + p(name) + table(p(r('b'))));
    const again = resolved(p(r('a')));
    expect(shown(story, row)).toBe('a¶Ada¶[b¶|]');
    expect(again.story.children[0]).toHaveProperty('tag', 'w:p');
  });
});

describe('broken fields', () => {
  test.each([
    ['never ends', p(r('a ') + mark('begin') + code('MERGEFIELD Name')) + p(r('b')), 'a ¶b¶'],
    [
      'never ends behind its separator',
      p(r('a ') + mark('begin') + code('MERGEFIELD Name') + mark('separate') + r('c')) + p(r('b')),
      'a c¶b¶',
    ],
    ['never began', p(r('a') + mark('separate') + r('b') + mark('end')), 'ab¶'],
    ['two begins', p(mark('begin') + code('IF ') + name + r('b')), 'Adab¶'],
  ])('%s', (_, body, words) => {
    const { story, found } = resolved(body);
    expect(shown(story, row)).toBe(words);
    expect(found.broken).toBeGreaterThan(0);
  });

  test('fields deeper than anybody nests them are told, and shown', () => {
    const deep = 200;
    const body = p(`${(mark('begin') + code('QUOTE x') + mark('separate')).repeat(deep)}${r('in')}${mark('end').repeat(deep)}`);
    expect(resolved(body).found.broken).toBeGreaterThan(0);
  });
});

describe('the look of a value', () => {
  test.each([
    ['of the last result', field('MERGEFIELD Name', r('«Name»', bold)), '*Ada*¶'],
    [
      'of its first words that are seen',
      field('MERGEFIELD Name', r(' ') + r('x', '<w:vanish/>') + r('«', italic) + r('»', bold)),
      '_Ada_¶',
    ],
    ['of the code where nothing is seen', runs(code('MERGEFIELD Name', italic), r('x', '<w:vanish/>')), '_Ada_¶'],
    ['of the code with CHARFORMAT', runs(code('MERGEFIELD Name \\* CHARFORMAT', italic), r('x', bold)), '_Ada_¶'],
  ])('%s', (_, inside, words) => {
    expect(text(p(inside))).toBe(words);
  });
});

describe('fields that stay', () => {
  test.each([
    ['a page number', p(field('PAGE', r('3'))), '⟦PAGE→3⟧¶'],
    ['a simple one', p(simple('PAGE', r('3'))), '⟦PAGE→3⟧¶'],
    ['a simple one without a result', p(simple('AUTHOR', '')), '⟦AUTHOR→⟧¶'],
    [
      'over paragraphs',
      p(r('a') + mark('begin') + code('TOC') + mark('separate') + r('1')) + p(r('2') + mark('end')),
      'a⟦TOC→1¶2⟧¶',
    ],
    [
      'a form field',
      p(
        `<w:r><w:fldChar w:fldCharType="begin"><w:ffData/></w:fldChar></w:r>${code('FORMTEXT')}${mark('separate')}${r('x')}${mark('end')}`,
      ),
      '⟦FORMTEXT→x⟧¶',
    ],
    [
      'a link inside the letter',
      p(field('HYPERLINK \\l "_Toc1"'.replaceAll('"', '&quot;'), r('there'))),
      '⟦HYPERLINK \\l "_Toc1"→there⟧¶',
    ],
  ])('%s', (_, body, words) => {
    expect(text(body)).toBe(words);
  });

  test('with the names of unmerged fields in their result show nothing, and are told', () => {
    const { story, remarks } = resolved(p(r('x') + field('PAGE', r('«Na') + r('me»')) + r('y')));
    expect(shown(story)).toBe('x⟦PAGE→⟧y¶');
    expect(remarks).toEqual([expect.stringMatching(/^FIELD_NOT_SUPPORTED .* PAGE/)]);
  });

  test('keep the quotes of French sentences', () => {
    expect(text(p(field('AUTHOR', r('dit «\u00a0oui\u00a0»'))))).toBe('⟦AUTHOR→dit «\u00a0oui\u00a0»⟧¶');
  });

  test('are told only where they are seen', () => {
    const page = field('PAGE', r('3'));
    expect(resolved(p(field('MERGEFIELD Name', page))).remarks).toEqual([]);
    expect(resolved(p(page)).remarks).toEqual([expect.stringMatching(/^FIELD_NOT_UPDATED .* PAGE/)]);
  });
});

describe('links', () => {
  test.each([
    [
      'with a value in the address',
      p(runs(code('HYPERLINK "https://x.example/') + name + code('"'), r('click'))),
      '<https://x.example/Ada:click>¶',
    ],
    [
      'with a value in the words',
      p(field('HYPERLINK &quot;https://x.example&quot;', r('for ') + name)),
      '<https://x.example:for Ada>¶',
    ],
    [
      'without words',
      p(runs(code('HYPERLINK "https://x.example/') + name + code('"'), '')),
      '<https://x.example/Ada:https://x.example/Ada>¶',
    ],
    [
      'over paragraphs',
      p(mark('begin') + code('HYPERLINK "https://x.example"') + mark('separate') + r('a')) + p(r('b') + mark('end') + r('c')),
      '<https://x.example:a>¶<https://x.example:b>c¶',
    ],
  ])('%s', (_, body, words) => {
    expect(text(body)).toBe(words);
  });
});

describe('rows', () => {
  test('SKIPIF counts, under the condition around it', () => {
    const skip = runs(code('SKIPIF ') + city + code(' = "Rome"'));
    const { story, found } = resolved(
      p(r('a') + skip + choice(name, code(' = "Bob" "x') + runs(code('SKIPIF ') + city + code(' = "Oslo"')) + code('" ""'))),
    );
    const skips = (values: Record<string, string>) => found.skips.map((skip) => skip.holds(rowScope(values)));
    expect(shown(story, row)).toBe('a¶');
    expect(skips({ Name: 'Ada', City: 'Rome' })).toEqual([true, false]);
    expect(skips({ Name: 'Ada', City: 'Oslo' })).toEqual([false, false]);
    expect(skips({ Name: 'Bob', City: 'Oslo' })).toEqual([false, true]);
  });

  test('SKIPIF sees what SET put down before it', () => {
    const set = runs(code('SET Town ') + city);
    const skip = runs(code('SKIPIF ') + runs(code('REF Town')) + code(' = "Rome"'));
    const { found } = resolved(p(set + skip), { bookmarks: ['town'] });
    const skips = (town: string) => found.skips.map((one) => one.holds(rowScope({ City: town })));
    expect([skips('Rome'), skips('Oslo')]).toEqual([[true], [false]]);
    expect(found.skips.flatMap(({ fields }) => fields)).toEqual(['City']);
  });

  test('NEXT stays for rows that repeat', () => {
    expect(text(p(name + field('NEXT') + name))).toBe('Ada⏭Ada¶');
  });
});
