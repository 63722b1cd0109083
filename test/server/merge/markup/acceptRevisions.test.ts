/** Tracked changes in markup → the letter as it is when all of them are accepted. */
import { describe, expect, test } from '@jest/globals';
import { acceptRevisions } from '../../../../server/merge/markup/acceptRevisions.ts';
import { code, p, r } from '../../../support/docxOf.ts';
import { partOf, shown } from '../../../support/mergedMarkup.ts';

const deleted = (text: string) => `<w:del w:id="1"><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
const inserted = (inside: string) => `<w:ins w:id="1">${inside}</w:ins>`;
const markOf = (kind: string, style = '') =>
  `${style === '' ? '' : `<w:pStyle w:val="${style}"/>`}<w:rPr><w:${kind} w:id="1"/></w:rPr>`;
const row = (inside: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${inside}</w:tr>`;
const cell = (inside: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`;

describe('what is left', () => {
  test.each([
    ['of insertions and deletions', p(r('a') + inserted(r('b')) + deleted('c')), 'ab¶'],
    ['of an insertion in an insertion', p(inserted(`<w:moveTo w:id="2">${r('b')}</w:moveTo>`)), 'b¶'],
    ['of a deletion in an insertion', p(r('a') + inserted(deleted('b'))), 'a¶'],
    [
      'of what was moved',
      p(`<w:moveFromRangeStart w:id="1"/><w:moveFrom w:id="2">${r('x')}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>`) +
        p(`<w:moveTo w:id="3">${r('x')}</w:moveTo>`),
      '¶x¶',
    ],
    ['of deleted code', p(`<w:del w:id="1"><w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del>${code('x')}`), 'x¶'],
    ['of a changed look', p(r('a', '<w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange>')), '*a*¶'],
    ['of an inserted paragraph', p(r('a'), markOf('ins')) + p(r('b')), 'a¶b¶'],
    ['of a deleted paragraph mark', p(r('a'), markOf('del', 'A:')) + p(r('b'), '<w:pStyle w:val="B:"/>'), 'B:ab¶'],
    ['of two deleted paragraph marks', p(r('a'), markOf('del')) + p(deleted('b'), markOf('del')) + p(r('c')), 'ac¶'],
    ['of a moved paragraph mark', p(`<w:moveFrom w:id="2">${r('a')}</w:moveFrom>`, markOf('moveFrom')) + p(r('b')), 'b¶'],
    [
      'of a deleted paragraph mark before a table',
      p(deleted('a'), markOf('del')) + `<w:tbl>${row(cell(p(r('b'))))}</w:tbl>`,
      '[b¶|]',
    ],
    ['of a deleted mark at the end of a cell', `<w:tbl>${row(cell(p(deleted('a'), markOf('del'))))}</w:tbl>`, '[¶|]'],
    ['of a deleted row', `<w:tbl><w:tblPr/>${row(cell(p(r('a'))), '<w:del w:id="1"/>')}${row(cell(p(r('b'))))}</w:tbl>`, '[b¶|]'],
    [
      'of a table whose rows were all deleted',
      `<w:tbl><w:tblPr/><w:tblGrid/>${row(cell(p(r('a'))), '<w:del w:id="1"/>')}</w:tbl>${p('')}`,
      '¶',
    ],
    ['of a deleted cell', `<w:tbl>${row(cell(p(r('a')), '<w:cellDel w:id="1"/>') + cell(p(r('b'))))}</w:tbl>`, '[b¶|]'],
    ['of an inserted row', `<w:tbl>${row(cell(p(r('a'))), '<w:ins w:id="1"/>')}</w:tbl>`, '[a¶|]'],
  ])('%s', (_, body, words) => {
    const { root, revisions } = acceptRevisions(partOf('body', body));
    expect(shown(root)).toBe(words);
    expect(revisions).toBe(true);
    expect(JSON.stringify(root)).not.toMatch(/"w:(?:ins|del|moveFrom|moveTo|\w*Change|\w*Range\w*)"/);
  });

  test('a letter without changes stays the same object', () => {
    const body = partOf('body', p(r('a')) + `<w:tbl>${row(cell(p(r('b'))))}</w:tbl>`);
    expect(acceptRevisions(body)).toEqual({ root: body, revisions: false });
    expect(acceptRevisions(body).root).toBe(body);
  });
});
