/** Tabs of a letter → indents and rows of cells. */
import { describe, expect, test } from '@jest/globals';
import { p, r } from '../../../support/docxOf.ts';
import { bodyOf, mergeRow, wordLetter, wordsOf } from '../../../support/mergeRow.ts';

const tab = '<w:r><w:tab/></w:r>';
const stops = (...given: [string, number][]) =>
  `<w:tabs>${given.map(([kind, at]) => `<w:tab w:val="${kind}" w:pos="${at * 20}"/>`).join('')}</w:tabs>`;
const html = (body: string) => bodyOf(mergeRow(wordLetter(body), { Name: 'Ada', Empty: '' }).html);
const rowsOf = (made: string) => [...made.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = '']) => cellsOf(row));
const cellsOf = (row: string) =>
  [...row.matchAll(/<td([^>]*)>(.*?)<\/td>/g)].map(([, attributes = '', inside = '']) => [
    / width="([\d.]+%)"/.exec(attributes)?.[1] ?? '',
    /text-align:(\w+)/.exec(inside)?.[1] ?? 'left',
    wordsOf(inside),
  ]);

describe('tabs', () => {
  test('at the beginning of a line are its indent', () => {
    expect(html(p(tab + r('x')))).toContain('text-indent:36pt');
    expect(html(p(tab + tab + r('x')))).toContain('text-indent:72pt');
    expect(html(p(tab + r('x'), stops(['left', 100])))).toContain('text-indent:100pt');
  });

  test('left, centre and right are three cells', () => {
    const body = p(r('left') + tab + r('middle {{Name}}') + tab + r('right'), stops(['center', 234], ['right', 468]));
    expect(rowsOf(html(body))).toEqual([
      [
        ['16.67%', 'left', 'left'],
        ['66.67%', 'center', 'middle Ada'],
        ['16.67%', 'right', 'right'],
      ],
    ]);
    expect(mergeRow(wordLetter(body), { Name: 'Ada' }).text).toBe('left\tmiddle Ada\tright');
  });

  test('words at the right edge need what they need', () => {
    expect(rowsOf(html(p(r('Bill') + tab + r('12.00'), stops(['right', 468]))))).toEqual([
      [
        ['', 'left', 'Bill'],
        ['', 'right', '12.00'],
      ],
    ]);
  });

  test('lines with the same stops are one table', () => {
    const line = (label: string, value: string) => p(r(label) + tab + r(value), stops(['left', 117]));
    const made = html(line('From', 'Ada') + line('To', 'Bob'));
    expect(made.match(/<table/g)).toHaveLength(1);
    expect(rowsOf(made)).toEqual([
      [
        ['25%', 'left', 'From'],
        ['75%', 'left', 'Ada'],
      ],
      [
        ['25%', 'left', 'To'],
        ['75%', 'left', 'Bob'],
      ],
    ]);
  });

  test('a hanging indent is a stop', () => {
    expect(rowsOf(html(p(r('1)') + tab + r('words'), '<w:ind w:left="720" w:hanging="720"/>')))).toHaveLength(1);
  });

  test('a stop that a style has and the paragraph takes away is none', () => {
    const styles = `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr>${stops(['right', 300])}</w:pPr></w:style>`;
    const made = (properties: string) => bodyOf(mergeRow(wordLetter(p(r('a') + tab + r('b'), properties), { styles }), {}).html);
    expect(made('')).toContain('<table');
    expect(made(stops(['clear', 300]))).not.toContain('<table');
  });

  test.each([
    ['without a stop of their own', p(r('a') + tab + r('b'))],
    ['behind the last stop', p(r('many words before the only stop') + tab + r('b'), stops(['left', 20]))],
    ['in a line with a break', p(`${r('a') + tab + r('b')}<w:r><w:br/></w:r>${r('c')}`, stops(['left', 100]))],
  ])('%s stay gaps', (_, body) => {
    expect(html(body)).not.toContain('<table');
    expect(html(body)).toContain('mso-tab-count');
  });

  test('a line that is left out takes its cells along', () => {
    const line = p(r('{{#if Empty}}') + r('x') + tab + r('{{Name}}') + r('{{/if}}'), stops(['right', 468]));
    expect(wordsOf(html(line + p(r('end'))))).toBe('end');
  });

  test("the paragraph's lines stand around all cells", () => {
    const properties = `<w:pBdr><w:bottom w:val="single" w:sz="8"/></w:pBdr>${stops(['right', 468])}`;
    const made = html(p(r('a') + tab + r('b'), properties));
    expect(made.match(/<td[^>]*border-bottom:1pt solid/g)).toHaveLength(2);
    expect(made).not.toMatch(/<p[^>]*border/);
  });
});
