/** IF fields in markup → the text for a row with all it holds: looks, pictures, links, further fields, tables, paragraphs. */
import { describe, expect, test } from '@jest/globals';
import { code, field, mark, p, r, simple } from '../../../support/docxOf.ts';
import { resolved, shown } from '../../../support/mergedMarkup.ts';

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

describe('IF', () => {
  test.each([
    ['the text for this row', p(choice(name, code(' = "Ada" "for her" "for them"'))), 'for her¶'],
    ['the other text', p(choice(name, code(' = "Bob" "for her" "for them"'))), 'for them¶'],
    ['no other text', p(r('a') + choice(name, code(' = "Bob" "for her"')) + r('b')), 'ab¶'],
    [
      'looks inside a text',
      p(choice(name, code(' = "Ada" "all ') + code('bold', bold) + code(' and ') + code('slanted"', italic) + code(' ""'))),
      'all *bold* and _slanted_¶',
    ],
    ['quotes in the text', p(choice(name, code(' = "Ada" "say \\"hi\\"" ""'))), 'say "hi"¶'],
    ['plain words without quotes', p(choice(name, code(' = Ada yes no'))), 'yes¶'],
    ['fields inside a text', p(choice(name, code(' = "Ada" "of ') + city + code(', UK" "b"'))), 'of London, UK¶'],
    [
      'a field with a look of its own',
      p(choice(name, code(' = "Ada" "of ') + field('MERGEFIELD City', r('x', bold)) + code('"'))),
      'of *London*¶',
    ],
    ['a picture', p(choice(name, code(' = "Ada" "') + picture + code('" "none"'))), '▣¶'],
    ['a picture without quotes', p(choice(name, code(' = "Ada" ') + picture + code(' none'))), '▣¶'],
    [
      'a link',
      p(choice(name, code(' = "Ada" "see ') + `<w:hyperlink r:id="r1">${r('this')}</w:hyperlink>` + code('" ""'))),
      'see <r1:this>¶',
    ],
    [
      'a HYPERLINK field',
      p(
        choice(
          name,
          code(' = "Ada" "see ') + field('HYPERLINK "https://x.example"'.replaceAll('"', '&quot;'), r('it')) + code('" ""'),
        ),
      ),
      'see <https://x.example:it>¶',
    ],
    [
      'an IF in an IF',
      p(choice(name, code(' = "Bob" "b" "') + choice(city, code(' = "London" "inner" "x"')) + code('"'))),
      'inner¶',
    ],
    [
      'an IF in an IF in an IF',
      p(
        choice(
          name,
          code(' = Ada "1') +
            choice(city, code(' = London "2') + choice(name, code(' = Ada "3" ""')) + code('" ""')) +
            code('" ""'),
        ),
      ),
      '123¶',
    ],
    ['an IF on the left side', p(choice(choice(name, code(' = Ada yes no')), code(' = yes "it was" "it was not"'))), 'it was¶'],
    ['a page number in a text', p(choice(name, code(' = Ada "page ') + field('PAGE', r('3')) + code('" ""'))), 'page ⟦PAGE→3⟧¶'],
    ['breaks and tabs', p(choice(name, code(' = Ada "a') + '<w:r><w:br/><w:tab/></w:r>' + code('b" ""'))), 'a↵→b¶'],
    [
      'bookmarks inside',
      p(choice(name, code(' = Ada "a') + '<w:bookmarkStart w:id="1"/><w:bookmarkEnd w:id="1"/>' + code('b" ""'))),
      'abStartEnd¶',
    ],
    ['like the last result with MERGEFORMAT', p(choice(name, code(' = Ada "a" "b" \\* MERGEFORMAT'), r('x', bold))), '*a*¶'],
    [
      'with looks of its own in spite of MERGEFORMAT',
      p(choice(name, code(' = Ada "') + code('a', italic) + code('" "b" \\* MERGEFORMAT'), r('x', bold))),
      '_a_¶',
    ],
    ['like its first letter with CHARFORMAT', p(runs(code('IF 1 = 1 "', bold) + code('a" "b" \\* CHARFORMAT', italic))), '*a*¶'],
    ['code that is none', p(field('IF 1 about 2 a b', r('kept'))), '⟦IF 1 about 2 a b→kept⟧¶'],
    ['in one element', p(simple('IF 1 = 1 &quot;yes&quot; &quot;no&quot;')), 'yes¶'],
  ])('%s', (_, body, words) => {
    expect(text(body)).toBe(words);
  });
});

describe('IF over paragraphs', () => {
  const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
  const long =
    p(r('before ') + mark('begin') + code('IF ') + name + code(' = "Ada" "one'), style('A:')) +
    p(code('two'), style('B:')) +
    p(code('three" "else"') + mark('separate') + r('last') + mark('end') + r(' after'), style('C:')) +
    p(r('next'));

  test('a text of several paragraphs', () => {
    expect(text(long)).toBe('A:before one¶B:two¶C:three after¶next¶');
    expect(text(long, { Name: 'Bob' })).toBe('A:before else after¶next¶');
  });

  test('a code over several paragraphs whose texts are single', () => {
    const body =
      p(mark('begin') + code('IF ') + name, style('A:')) + p(code(' = "Ada"')) + p(code('"yes" "no"') + mark('end') + r('.'));
    expect(text(body)).toBe('A:yes.¶');
  });

  test('a table', () => {
    const body =
      p(mark('begin') + code('IF ') + name + code(' = "Ada" "a')) +
      table(p(city)) +
      p(code('b" "none"') + mark('separate') + r('last') + mark('end') + r('.'));
    expect(text(body)).toBe('a¶[London¶|]b.¶');
    expect(text(body, { Name: 'Bob' })).toBe('none.¶');
  });

  test('one inside another', () => {
    const inner = mark('begin') + code('IF ') + city + code(' = "London" "x');
    const body =
      p(mark('begin') + code('IF ') + name + code(' = "Ada" "a ') + inner) +
      p(code('y" "z"') + mark('end') + code(' b" "no"') + mark('end') + r('.'));
    expect(text(body)).toBe('a x¶y b.¶');
    expect(text(body, { Name: 'Ada', City: 'Rome' })).toBe('a z b.¶');
    expect(text(body, { Name: 'Bob' })).toBe('no.¶');
  });

  test('two in one paragraph', () => {
    const one = (field: string) => mark('begin') + code('IF ') + field + code(' = "Ada" "1');
    const end = code('2" "0"') + mark('end');
    const body = p(one(name)) + p(end + r(' and ') + one(name)) + p(end + r('.'));
    expect(text(body)).toBe('1¶2 and 1¶2.¶');
    expect(text(body, { Name: 'Bob' })).toBe('0 and 0.¶');
  });

  test('too many in one paragraph become line breaks, and are told', () => {
    const one = mark('begin') + code('IF 1 = 1 "a');
    const body = `${p(one)}${p(code('b" "c"') + mark('end') + one).repeat(9)}${p(code('b" "c"') + mark('end'))}`;
    const { story, remarks } = resolved(body);
    expect(shown(story)).toBe(`${'a↵b'.repeat(10)}¶`);
    expect(remarks).toEqual([expect.stringMatching(/^IF_SIMPLIFIED /)]);
  });
});
