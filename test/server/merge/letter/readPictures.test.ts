/** Pictures, shapes and lines of a letter → what a mail can show of them. */
import { describe, expect, test } from '@jest/globals';
import { p, PIXEL, r } from '../../../support/docxOf.ts';
import { bodyOf, mergeRow, wordLetter, wordsOf } from '../../../support/mergeRow.ts';

const parts = {
  relationships: {
    rId7: { type: 'image', target: 'media/a.png' },
    rId8: { type: 'hyperlink', target: 'https://example.com/?id={{Id}}', external: true },
  },
  files: { 'word/media/a.png': PIXEL },
};
const DECORATIVE =
  '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>';

type Given = { frame?: string; before?: string; alt?: string; properties?: string };

function picture({ frame = 'inline', before = '', alt = ' descr="Logo"', properties = '' }: Given = {}): string {
  return (
    `<w:r><w:drawing><wp:${frame}>${before}<wp:extent cx="952500" cy="476250"/><wp:docPr id="1"${alt}>${properties}</wp:docPr><a:graphic><a:graphicData uri="x">` +
    `<pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="a.png"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:${frame}></w:drawing></w:r>`
  );
}

const merged = (body: string) => mergeRow(wordLetter(body, parts), { Id: 'a&b' });
const html = (body: string) => bodyOf(merged(body).html);

describe('pictures', () => {
  test('a link on the picture, with a field in its address', () => {
    const { html: made, letter } = merged(p(picture({ properties: '<a:hlinkClick r:id="rId8" tooltip="There"/>' })));
    expect(made).toMatch(/<a href="https:\/\/example\.com\/\?id=a%26b" title="There"><img /);
    expect(letter.places).toEqual([{ field: 'Id', where: 'link' }]);
  });

  test('one that only decorates has no words for it', () => {
    expect(html(p(picture({ properties: DECORATIVE })))).toContain('alt=""');
    expect(html(p(picture()))).toContain('alt="Logo"');
    expect(merged(p(picture({ properties: DECORATIVE }) + r('x'))).text).toBe('x');
  });

  test.each([
    ['left', '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:wrapSquare/>', 'align="left"'],
    [
      'right',
      '<wp:positionH relativeFrom="column"><wp:posOffset>4700000</wp:posOffset></wp:positionH><wp:wrapSquare/>',
      'align="right"',
    ],
  ])('one that stands further to the %s has the words beside it there', (_, before, attribute) => {
    expect(html(p(picture({ frame: 'anchor', before }) + r('words')))).toContain(attribute);
  });

  test('one above and below which words stand has its own line', () => {
    const apart = picture({ frame: 'anchor', before: '<wp:wrapTopAndBottom/>' });
    expect(html(p(apart + r('words')))).toMatch(/<img[^>]*><br>words/);
    expect(html(p(r('words') + apart))).toMatch(/words<br><img[^>]*><\/p>/);
    expect(html(p(apart))).not.toContain('<br>');
  });

  test('of an older Word, with its link', () => {
    const body = p(
      '<w:r><w:pict><v:shape style="width:75pt;height:37.5pt" alt="Old" href="https://example.com/{{Id}}"><v:imagedata r:id="rId7"/></v:shape></w:pict></w:r>',
    );
    expect(html(body)).toMatch(/<a href="https:\/\/example\.com\/a%26b"[^>]*><img [^>]*width="100" height="50" alt="Old"/);
  });

  test('what only newer programs draw has its picture', () => {
    const drawn = '<w:drawing><wp:inline><a:graphic><a:graphicData uri="newer"/></a:graphic></wp:inline></w:drawing>';
    const still = picture().replace(/<\/?w:r>/g, '');
    const body = p(
      `<w:r><mc:AlternateContent><mc:Choice Requires="cx1">${drawn}</mc:Choice><mc:Fallback>${still}</mc:Fallback></mc:AlternateContent></w:r>`,
    );
    const { letter, html: made } = merged(body);
    expect(made).toContain('<img ');
    expect(letter.remarks).toEqual([]);
  });
});

test('a horizontal line is a line', () => {
  const rule = p(
    '<w:r><w:pict><v:rect xmlns:o="urn:schemas-microsoft-com:office:office" style="width:0;height:1.5pt" o:hr="t"/></w:pict></w:r>',
  );
  const { html: made, text, letter } = merged(p(r('a')) + rule + p(r('b')));
  expect(made).toContain('border-bottom:1pt solid #a0a0a0');
  expect(text).toBe('a\n-----\nb');
  expect(letter.remarks).toEqual([]);
});

test('words of a text box follow their paragraph and know fields', () => {
  const box = `<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>${p(r('box {{Id}}'))}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`;
  const { html: made, letter } = merged(p(r('x') + box));
  expect(wordsOf(made)).toBe('x box a&b');
  expect(letter.places).toEqual([{ field: 'Id', where: 'text box' }]);
});
