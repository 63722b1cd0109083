/** Content controls in markup → filled where the list has a column of their tag or title, as in the letter where it has none. */
import { describe, expect, test } from '@jest/globals';
import { field, p, r } from '../../../support/docxOf.ts';
import { resolved, rowScope, shown } from '../../../support/mergedMarkup.ts';

const row = { Name: 'Ada', When: '2026-11-20', Done: 'yes', Color: 'r', Empty: '' };
const W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"';
const tag = (name: string) => `<w:tag w:val="${name}"/>`;
const sdt = (properties: string, content: string) =>
  `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const prompt = '<w:showingPlcHdr/>';
const box = (states = '') => `<w14:checkbox ${W14}><w14:checked w14:val="0"/>${states}</w14:checkbox>`;
const states = '<w14:checkedState w14:val="2713" w14:font="Segoe UI Symbol"/><w14:uncheckedState w14:val="2014"/>';
const list = '<w:dropDownList><w:listItem w:displayText="Red" w:value="r"/><w:listItem w:value="g"/></w:dropDownList>';
const date = '<w:date w:fullDate="2020-01-01T00:00:00Z"><w:dateFormat w:val="d. MMMM yyyy"/><w:lid w:val="de-DE"/></w:date>';
const text = (body: string, values: Record<string, string> = row) => shown(resolved(body).story, values);

describe('a control in a paragraph', () => {
  test.each([
    ['by tag', sdt(tag('Name'), r('old', '<w:b/>')), '{*Ada*}'],
    ['by title', sdt('<w:alias w:val="Name"/>', r('old')), '{Ada}'],
    ['by tag before title', sdt(`<w:alias w:val="When"/>${tag('Name')}`, r('old')), '{Ada}'],
    ['by title where the tag has no column', sdt(`<w:alias w:val="Name"/>${tag('x7')}`, r('old')), '{Ada}'],
    ['without a column', sdt(tag('Other'), r('old')), '{old}'],
    ['without a name', sdt('', r('old')), '{old}'],
    ['with an empty value', sdt(tag('Empty'), r('old')), '{}'],
    ['that shows its prompt', sdt(tag('Name') + prompt, r('Click here', '<w:rStyle w:val="PlaceholderText"/><w:b/>')), '{*Ada*}'],
    [
      'that shows its prompt and has a look for text',
      sdt(`<w:rPr><w:i/></w:rPr>${tag('Name')}${prompt}`, r('Click here', '<w:b/>')),
      '{_Ada_}',
    ],
    ['that shows its prompt and has no column', sdt(tag('Other') + prompt, r('Click here')), ''],
    ['of a date', sdt(tag('When') + date, r('old')), '{20. November 2026}'],
    ['of a date that is none', sdt(tag('Name') + date, r('old')), '{Ada}'],
    ['of a list', sdt(tag('Color') + list, r('old')), '{Red}'],
    ['of a list without this value', sdt(tag('Name') + list, r('old')), '{Ada}'],
    ['to tick', sdt(tag('Done') + box(), r('☐')), '{☒}'],
    ['to tick with signs of its own', sdt(tag('Done') + box(states), r('—')), '{✓}'],
    ['not to tick', sdt(tag('Name') + box(states), r('✓')), '{—}'],
    ['with a merge field inside', sdt(tag('Name'), r('Dear ') + field('MERGEFIELD Color')), '{Dear r}'],
    ['with a tag inside', sdt(tag('Name'), r('Dear {') + r('{Color}}')), '{Dear {{Color}}}'],
    ['with a page number inside', sdt(tag('Name'), field('PAGE', r('3'))), '{Ada}'],
    ['with a named control inside', sdt(tag('Name'), r('a ') + sdt(tag('Color'), r('b'))), '{a {r}}'],
    ['of a picture', sdt(`${tag('Name')}<w:picture/>`, '<w:r><w:drawing/></w:r>'), '{▣}'],
    ['in a link', `<w:hyperlink r:id="r1">${r('to ')}${sdt(tag('Name'), r('x'))}</w:hyperlink>`, '<r1:to {Ada}>'],
  ])('%s', (_, inside, words) => {
    expect(text(p(r('[') + inside + r(']')))).toBe(`[${words}]¶`);
  });

  test('that is bound to data keeps the value that is put into it', () => {
    const { story } = resolved(p(sdt(`${tag('Name')}<w:dataBinding w:xpath="/x"/>${prompt}`, r('x'))));
    expect(JSON.stringify(story)).not.toContain('dataBinding');
    const other = resolved(p(sdt(`${tag('Name')}<w:dataBinding w:xpath="/x"/>`, r('x'))));
    expect(JSON.stringify(other.story.children)).toContain('w:dataBinding');
  });

  test('that shows its prompt gives the value the character style it has for text, not the one of the prompt', () => {
    const styled = (style: string) => `<w:rPr><w:rStyle w:val="${style}"/><w:sz w:val="30"/></w:rPr>`;
    const inside = (own: string) => {
      const control = sdt(`${own}${tag('Name')}${prompt}`, `<w:r>${styled('Prompt')}<w:t>Click here</w:t></w:r>`);
      return /"w:sdtContent".*/.exec(JSON.stringify(resolved(p(control)).story))?.[0];
    };
    expect(inside(styled('Emphasis'))).toContain('Emphasis');
    expect(inside(styled('Emphasis'))).not.toContain('Prompt');
    expect(inside('')).not.toContain('Prompt');
  });

  test('that is ticked says so in its properties too', () => {
    const { story } = resolved(p(sdt(tag('Done') + box(), r('☐'))));
    expect(JSON.stringify(story)).toContain('"w14:val":"1"');
  });

  test('prompts without a name are told, named ones are offered', () => {
    const plain = resolved(p(sdt(prompt, r('Click here'))));
    expect(plain.remarks).toEqual([expect.stringMatching(/^PLACEHOLDER_LEFT_OUT .*«Click here»/)]);
    const named = resolved(p(sdt(tag('Name') + prompt, r('Click here'))));
    expect(named.remarks).toEqual([]);
    expect(named.found.controls).toEqual([{ names: ['Name'] }]);
  });

  test('in the text of an IF', () => {
    const inside = sdt(tag('Name'), r('x'));
    const choice = `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF 1 = 1 "Dear </w:instrText></w:r>${inside}<w:r><w:instrText>" ""</w:instrText><w:fldChar w:fldCharType="end"/></w:r>`;
    expect(text(p(choice))).toBe('Dear {Ada}¶');
    expect(text(p(choice), { Other: '' })).toBe('Dear {x}¶');
  });
});

describe('a control around paragraphs', () => {
  const style = '<w:pStyle w:val="S:"/>';

  test.each([
    ['filled', sdt(tag('Name'), p(r('a', '<w:b/>'), style) + p(r('b'))), '{S:*Ada*¶}x¶'],
    ['without a column', sdt(tag('Other'), p(r('a'), style) + p(r('b'))), '{S:a¶b¶}x¶'],
    ['a prompt without a column', sdt(tag('Other') + prompt, p(r('a'))), 'x¶'],
    ['a table', sdt(tag('Other'), `<w:tbl><w:tr><w:tc>${p(field('MERGEFIELD Name'))}</w:tc></w:tr></w:tbl>`), '{[Ada¶|]}x¶'],
    ['a whole field', sdt('', p(field('MERGEFIELD Name'))), '{Ada¶}x¶'],
    ['to tick', sdt(tag('Done') + box(), p(r('☐'))), '{☒¶}x¶'],
  ])('%s', (_, body, words) => {
    expect(text(body + p(r('x')))).toBe(words);
  });

  test('a prompt that is all of a cell leaves an empty paragraph', () => {
    const table = `<w:tbl><w:tr><w:tc>${sdt(prompt, p(r('a')))}</w:tc></w:tr></w:tbl>`;
    expect(text(table)).toBe('[¶|]');
  });
});

describe('a control in a table', () => {
  const cell = (words: string) => `<w:tc><w:tcPr/>${p(r(words))}</w:tc>`;
  const tableOf = (row: string) => `<w:tbl>${row}</w:tbl>`;

  test.each([
    ['around a cell', `<w:tr>${sdt(tag('Name'), cell('a'))}${cell('b')}</w:tr>`, '[{Ada¶|}b¶|]'],
    ['around a cell without a column', `<w:tr>${sdt(tag('Other'), cell('a'))}${cell('b')}</w:tr>`, '[{a¶|}b¶|]'],
    ['around a row', sdt(tag('Name'), `<w:tr>${cell('a')}${cell('b')}</w:tr>`), '[Ada¶|b¶|]'],
    [
      'around a row with fields',
      sdt(tag('Name'), `<w:tr>${cell('a')}<w:tc>${p(field('MERGEFIELD Color'))}</w:tc></w:tr>`),
      '[a¶|r¶|]',
    ],
  ])('%s', (_, row, words) => {
    expect(text(tableOf(row))).toBe(words);
  });
});

describe('values', () => {
  test.each(['ja', 'TRUE', ' 1 ', 'x', '✓', 'Oui'])('%s ticks', (value) => {
    expect(text(p(sdt(tag('Done') + box(), r('☐'))), { Done: value })).toBe('{☒}¶');
  });

  test.each(['no', '', '0', 'nein'])('"%s" does not tick', (value) => {
    expect(text(p(sdt(tag('Done') + box(), r('☒'))), { Done: value })).toBe('{☐}¶');
  });

  test('a date that the sheet knows exactly', () => {
    const { story } = resolved(p(sdt(tag('When') + date, r('old'))));
    const scope = { ...rowScope({ When: '11/20/26' }), exact: () => '2026-11-20T00:00:00' };
    expect(shown(story, scope)).toBe('{20. November 2026}¶');
  });
});
