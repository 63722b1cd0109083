/** Tables of a letter as their mail shows them. */
import { describe, expect, test } from '@jest/globals';
import { bodyOf, mergeRow, wordLetter } from '../../../support/mergeRow.ts';
import { p, r } from '../../../support/docxOf.ts';

const grid = (...widths: number[]) => `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`;
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(text))}</w:tc>`;
const width = (points: number) => `<w:tcW w:w="${points * 20}" w:type="dxa"/>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
const table = (inside: string, properties = '') => `<w:tbl><w:tblPr>${properties}</w:tblPr>${inside}</w:tbl>`;
const mail = (body: string, styles?: string) =>
  bodyOf(mergeRow(wordLetter(body, styles === undefined ? {} : { styles }), {}).html);
const cellsOf = (html: string) => [...html.matchAll(/<t[dh][^>]*>/g)].map(([tag]) => tag);

describe('widths', () => {
  test('cells go before the grid of the last layout', () => {
    const html = mail(table(`${grid(1000, 1000)}${row(cell('a', width(50)), cell('b', width(150)))}`));
    expect(cellsOf(html).map((tag) => /width="([\d.]+)%"/.exec(tag)?.[1])).toEqual(['25', '75']);
  });

  test('where cells of a column disagree the grid counts', () => {
    const rows = row(cell('a', width(50)), cell('b', width(150))) + row(cell('a', width(90)), cell('b', width(110)));
    const html = mail(table(`${grid(1000, 1000)}${rows}`));
    expect(cellsOf(html).map((tag) => /width="([\d.]+)%"/.exec(tag)?.[1])).toEqual(['50', '50', '50', '50']);
  });

  test('columns that keep their width break long words', () => {
    const html = mail(table(`${grid(1000)}${row(cell('a'))}`, '<w:tblLayout w:type="fixed"/>'));
    expect(html).toContain('word-break:break-word');
  });
});

describe('merged cells', () => {
  test('over rows and columns', () => {
    const rows =
      row(cell('a', '<w:vMerge w:val="restart"/>'), cell('b', '<w:gridSpan w:val="2"/>')) +
      row(cell('', '<w:vMerge/>'), cell('c'), cell('d'));
    const html = mail(table(`${grid(1000, 1000, 1000)}${rows}`));
    expect(cellsOf(html)).toHaveLength(4);
    expect(html).toContain('rowspan="2"');
    expect(html).toContain('colspan="2"');
  });

  test('a merge that nothing begins begins itself', () => {
    const html = mail(table(`${grid(1000)}${row(cell('a'))}${row(cell('b', '<w:vMerge/>'))}${row(cell('c', '<w:vMerge/>'))}`));
    expect(html).toContain('>b<');
    expect(html).not.toContain('>c<');
    expect(html).toContain('rowspan="2"');
  });

  test('the older way to merge in a row', () => {
    const html = mail(table(`${grid(1000, 1000)}${row(cell('a', '<w:hMerge w:val="restart"/>'), cell('', '<w:hMerge/>'))}`));
    expect(cellsOf(html)).toHaveLength(1);
    expect(html).toContain('colspan="2"');
  });

  test('a row that begins and ends inside the table has holes there', () => {
    const inset = `<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>${cell('a')}</w:tr>`;
    const html = mail(table(`${grid(1000, 1000, 1000)}${row(cell('x'), cell('y'), cell('z'))}${inset}`));
    expect(cellsOf(html)).toHaveLength(6);
  });
});

describe('looks', () => {
  const lines = (color: string, ...sides: string[]) =>
    `<w:tblBorders>${sides.map((side) => `<w:${side} w:val="single" w:sz="8" w:color="${color}"/>`).join('')}</w:tblBorders>`;

  test('lines around and between', () => {
    const html = mail(table(`${grid(1000, 1000)}${row(cell('a'), cell('b'))}`, lines('112233', 'top', 'insideV')));
    const [first = '', second = ''] = cellsOf(html);
    expect(first).toContain('border-top:1pt solid #112233');
    expect(first).toContain('border-right:1pt solid #112233');
    expect(first).not.toContain('border-left');
    expect(second).toContain('border-left:1pt solid #112233');
  });

  test('automatic text on a dark cell is white, on a light one black', () => {
    const shade = (color: string) => `<w:shd w:val="clear" w:color="auto" w:fill="${color}"/>`;
    const html = mail(table(`${grid(1000, 1000)}${row(cell('a', shade('10383C')), cell('b', shade('F0F0F0')))}`));
    expect(html).toMatch(/bgcolor="#10383c".*color:#ffffff.*>a<.*bgcolor="#f0f0f0".*color:#000000.*>b</s);
  });

  test('columns from right to left, text in them as it runs', () => {
    const html = mail(table(`${grid(1000)}${row(cell('a'))}`, '<w:bidiVisual/>'));
    expect(html).toMatch(/<table[^>]* dir="rtl"/);
    expect(html).toMatch(/<td[^>]* dir="ltr"/);
  });

  test('a style based on itself ends', () => {
    const styles = '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:basedOn w:val="T"/></w:style>';
    expect(mail(table(`${grid(1000)}${row(cell('a'))}`, '<w:tblStyle w:val="T"/>'), styles)).toContain('>a<');
  });

  test('turned text is told', () => {
    const letter = wordLetter(table(`${grid(1000)}${row(cell('a', '<w:textDirection w:val="btLr"/>'))}`));
    expect(letter.remarks.map((remark) => remark.code)).toContain('TEXT_UPRIGHT');
  });

  test('no cell of a very wide row is lost', () => {
    expect(cellsOf(mail(table(row(cell('a').repeat(500)))))).toHaveLength(500);
  });

  test('many rows are read in a moment', () => {
    const html = mail(table(`${grid(1000)}${row(cell('a', '<w:vMerge/>')).repeat(4000)}`));
    expect(html).toContain('rowspan="4000"');
  });
});
