/** Documents built to cost time or memory: each is read or refused within seconds, none takes quadratic time. */
import { describe, expect, test } from '@jest/globals';
import { readList } from '../../../server/merge/lists/readList.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { code, docxOf, mark, p, r } from '../../support/docxOf.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const many = (count: number, text: string) => text.repeat(count);
const table = (rows: string) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows}</w:tbl>`;

describe('letters', () => {
  test.each([
    ['many paragraphs', many(60_000, p(r('x'))), true],
    ['more than anybody writes', many(150_000, p(r('x'))), false],
    ['many fields in one paragraph', p(many(40_000, r('{{A}}'))), true],
    ['many paragraphs in one control', `<w:sdt><w:sdtContent>${many(60_000, p(r('x')))}</w:sdtContent></w:sdt>`, true],
    ['fields that never end', p(many(40_000, mark('begin')) + many(20_000, r('x'))), true],
    [
      'fields in fields',
      p(many(20_000, mark('begin') + code('QUOTE') + mark('separate')) + r('x') + many(20_000, mark('end'))),
      true,
    ],
    ['a table of many rows', table(many(30_000, `<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>${p('')}</w:tc></w:tr>`)), true],
    ['a row of many cells', table(many(2, `<w:tr>${many(20_000, `<w:tc>${p('')}</w:tc>`)}</w:tr>`)), true],
    ['an absurd span', table(`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>${p('')}</w:tc></w:tr>`), true],
    ['a long text of braces', p(r('{{'.repeat(200_000))), true],
  ])('%s', (_, body, taken) => {
    const began = cpuTime();
    const read = compileLetter({ kind: 'docx', bytes: docxOf(body), name: 'x.docx' });
    expect(read.ok).toBe(taken);
    if (read.ok) expect(read.value.render(scopeOf(() => 'x')).html.length).toBeGreaterThan(100);
    expect(cpuTime() - began).toBeLessThan(40_000);
  });

  test('a chain of 20,000 styles', () => {
    const styles = Array.from(
      { length: 20_000 },
      (_, index) => `<w:style w:type="paragraph" w:styleId="s${index}"><w:basedOn w:val="s${index + 1}"/></w:style>`,
    ).join('');
    expect(
      compileLetter({ kind: 'docx', bytes: docxOf(p(r('x'), '<w:pStyle w:val="s0"/>'), { styles }), name: 'x.docx' }).ok,
    ).toBe(true);
  });

  test.each([
    ['brackets', '<'.repeat(300_000)],
    ['attributes', `<a ${'b '.repeat(200_000)}>`],
    ['open braces and tags', '{{<b>'.repeat(100_000)],
    ['comments', '<!--'.repeat(100_000)],
    ['scripts', '<script>'.repeat(50_000)],
    ['nested elements', '<div>'.repeat(100_000)],
  ])('HTML of %s', (_, html) => {
    const began = cpuTime();
    const read = compileLetter({ kind: 'html', html: `x${html}` });
    expect(read.ok && typeof read.value.render(scopeOf(() => 'x')).text).toBe('string');
    expect(cpuTime() - began).toBeLessThan(20_000);
  });
});

describe('lists', () => {
  test.each([
    ['a million columns', `${','.repeat(1_000_000)}a\n1`, 'LIST_UNREADABLE'],
    [
      'many columns and many short rows',
      `${Array.from({ length: 1900 }, (_, index) => `c${index}`).join(',')}\n${'1\n'.repeat(90_000)}`,
      'LIST_UNREADABLE',
    ],
    ['one endless quote', `a,b\n"${'x,y\n'.repeat(90_000)}`, null],
  ])('%s', (_, csv, code) => {
    const read = readList(Buffer.from(csv), 'x.csv');
    expect(read.ok ? null : read.code).toBe(code);
  });
});
