/** Parts of a letter → places in all their stories; what fields and settings of the letter define. */
import { describe, expect, test } from '@jest/globals';
import { bookmarksSetIn, fieldMapping, resolveMarkup } from '../../../../server/merge/markup/resolveMarkup.ts';
import { code, field, mark, p, r, simple } from '../../../support/docxOf.ts';
import { partOf, shown } from '../../../support/mergedMarkup.ts';

const notes = { remark: () => undefined, ask: () => undefined, bookmarks: new Set<string>(), mapping: new Map<string, string>() };
const row = { Name: 'Ada' };
const places = p(field('MERGEFIELD Name') + r(' {{Na') + r('me}}'));

describe('stories', () => {
  test.each([
    ['the body', 'document', `<w:body>${places}<w:sectPr/></w:body>`, 'Ada Ada¶'],
    ['a header', 'hdr', places, 'Ada Ada¶'],
    ['a footer with a table', 'ftr', `<w:tbl><w:tr><w:tc>${places}</w:tc></w:tr></w:tbl>${p('')}`, '[Ada Ada¶|]¶'],
    ['a footnote', 'footnotes', `<w:footnote w:id="1">${places}</w:footnote>`, 'Ada Ada¶'],
    ['a text box in a header', 'hdr', p(`<w:r><w:pict><w:txbxContent>${places}</w:txbxContent></w:pict></w:r>`), '(Ada Ada¶)¶'],
    [
      'a text box in a cell in a text box',
      'hdr',
      p(
        `<w:r><w:pict><w:txbxContent><w:tbl><w:tr><w:tc>${p(`<w:r><w:pict><w:txbxContent>${places}</w:txbxContent></w:pict></w:r>`)}</w:tc></w:tr></w:tbl>${p('')}</w:txbxContent></w:pict></w:r>`,
      ),
      '([(Ada Ada¶)¶|]¶)¶',
    ],
  ])('%s', (_, root, inside, words) => {
    expect(shown(resolveMarkup(partOf(root, inside), notes).root, row)).toBe(words);
  });

  test('damaged fields of all stories are counted', () => {
    const body = `<w:body>${p(mark('begin') + `<w:r><w:pict><w:txbxContent>${p(mark('end'))}</w:txbxContent></w:pict></w:r>`)}</w:body>`;
    expect(resolveMarkup(partOf('document', body), notes).found.broken).toBe(2);
  });

  test('braces in the text of an IF are filled', () => {
    const choice = `${mark('begin')}${code('IF 1 = 1 "Dear {{Na')}${code('me}}" ""')}${mark('end')}`;
    expect(shown(resolveMarkup(partOf('hdr', p(choice)), notes).root, row)).toBe('Dear Ada¶');
  });
});

describe('what the letter defines', () => {
  test('bookmarks of SET and ASK, however torn', () => {
    const body = partOf(
      'body',
      p(mark('begin') + code(' SE') + code('T Total "5"') + mark('end')) +
        p(field('ASK &quot;My Name&quot; "Who?"'.replaceAll('"', '&quot;').replaceAll('&amp;', '&'))) +
        p(simple('SET x 1')),
    );
    expect([...bookmarksSetIn(body)]).toEqual(['total', 'my name', 'x']);
    expect([...bookmarksSetIn(partOf('body', p(r('SET a 1') + field('PAGE'))))]).toEqual([]);
  });

  test('which columns are parts of an address', () => {
    const data = (name: string, mapped: string, type = 'dbColumn') =>
      `<w:fieldMapData><w:type w:val="${type}"/><w:name w:val="${name}"/><w:mappedName w:val="${mapped}"/></w:fieldMapData>`;
    const settings = partOf(
      'settings',
      `<w:mailMerge><w:odso>${data('Vorname', 'First Name')}${data('x', 'Nickname', 'null')}</w:odso></w:mailMerge>`,
    );
    expect([...fieldMapping(settings)]).toEqual([['First Name', 'Vorname']]);
    expect([...fieldMapping(undefined)]).toEqual([]);
  });
});
