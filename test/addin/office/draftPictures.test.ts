import { describe, expect, test } from '@jest/globals';
import type { DraftPart } from '../../../addin/office/draftFiles.ts';
import { placePictures } from '../../../addin/office/draftPictures.ts';

const PNG = 'iVBORw0KGgoAAAA';
const JPEG = '/9j/4AAQSkZJRg';

function part(name: string, more: Partial<DraftPart> = {}): DraftPart {
  return { id: `id of ${name}`, name, contentType: 'image/png', contentBytes: PNG, contentId: null, isInline: true, ...more };
}

const IN_PLACE = `<img src="data:image/png;base64,${PNG}">`;

describe('a picture in the text is found', () => {
  test.each<[string, string, DraftPart[], string]>([
    [
      'by its content id',
      '<img src="cid:ee058cc2">',
      [part('b.png', { contentId: 'ee058cc2' }), part('a.png', { contentId: 'x' })],
      IN_PLACE,
    ],
    [
      'by a content id that is percent-encoded',
      '<img src="cid:logo%40mail">',
      [part('a.png', { contentId: 'logo@mail' })],
      IN_PLACE,
    ],
    [
      'by originalsrc, where src is an address of Outlook’s store',
      '<img src="https://attachments.office.net/owa/x?id=1&amp;token=t" originalsrc="cid:ab">',
      [part('a.png', { contentId: 'ab' }), part('b.png')],
      IN_PLACE,
    ],
    [
      'by originalsrc, where there is no src',
      '<img originalsrc="cid:ab">',
      [part('a.png', { contentId: 'AB' }), part('b.png')],
      IN_PLACE,
    ],
    [
      'by the attachment’s id in the address',
      '<img src="https://attachments.office.net/owa/x?id=AA%2B1&amp;token=t">',
      [part('a.png', { id: 'AA+1' }), part('b.png')],
      IN_PLACE,
    ],
    [
      'by its name, as Outlook for Windows writes it',
      '<img src="cid:image002.png@01DB2F.6A">',
      [part('image001.png'), part('image002.png')],
      IN_PLACE,
    ],
    ['because no other is left', '<img src="cid:unknown">', [part('photo.png')], IN_PLACE],
    [
      'in quotes of either kind',
      "<img alt='a > b' src='cid:ab'>",
      [part('a.png', { contentId: 'ab' })],
      `<img src="data:image/png;base64,${PNG}" alt='a > b'>`,
    ],
    [
      'by its first bytes, whatever its name says',
      '<img src="cid:ab">',
      [part('a.png', { contentId: 'ab', contentBytes: JPEG })],
      `<img src="data:image/jpeg;base64,${JPEG}">`,
    ],
  ])('%s', (_how, html, parts, expected) => {
    const placed = placePictures(`<p>${html}</p>`, parts);
    expect(placed.html).toBe(`<p>${expected}</p>`);
    expect(placed.missing).toBe(0);
  });

  test('twice in the text, once among the files', () => {
    const placed = placePictures('<img src="cid:ab"><img src="cid:ab">', [part('a.png', { contentId: 'ab' })]);
    expect(placed).toEqual({ html: IN_PLACE + IN_PLACE, attachments: [], missing: 0, unshown: [] });
  });
});

describe('two files with the same content id', () => {
  const twins = (second: string) => [
    part('a.png', { contentId: 'ab', id: '1' }),
    part('b.png', { contentId: 'ab', id: '2', contentBytes: second }),
  ];

  test('and the same picture: one of them is shown, the other one is no attachment', () => {
    expect(placePictures('<img src="cid:ab">', twins(PNG))).toEqual({ html: IN_PLACE, attachments: [], missing: 0, unshown: [] });
  });

  test('and different pictures: none of them is guessed', () => {
    expect(placePictures('<img src="cid:ab">', twins(JPEG))).toMatchObject({ html: '', missing: 1 });
  });
});

describe('a picture behind the text', () => {
  test.each([
    ['<table background="cid:back@01"><tr><td>Hi</td></tr></table>', '<table><tr><td>Hi</td></tr></table>'],
    ["<td width=1 background='cid:back@01'>Hi</td>", '<td width=1>Hi</td>'],
    ['<div style="background:url(cid:back@01)">Hi</div>', '<div style="background:none">Hi</div>'],
    ['<div style="background:url(&quot;cid:back@01&quot;) red">Hi</div>', '<div style="background:none red">Hi</div>'],
  ])('cannot be taken, and is counted rather than left without a word: %s', (html, kept) => {
    expect(placePictures(html, [part('back.png', { contentId: 'back@01' })])).toMatchObject({ html: kept, missing: 1 });
  });

  test('that stands elsewhere on the web stays', () => {
    const html = '<td background="https://example.com/cid:a.png" style="background:url(https://example.com/b.png)">Hi</td>';
    expect(placePictures(html, [])).toMatchObject({ html, missing: 0 });
  });
});

describe('a picture that is not found', () => {
  test('is taken out and counted, rather than another one shown', () => {
    const html = '<p>a<img src="cid:one">b<img src="cid:two"></p>';
    const placed = placePictures(html, [part('x.png'), part('y.png')]);
    expect(placed.html).toBe('<p>ab</p>');
    expect(placed.missing).toBe(2);
  });

  test('of a kind that mail programs do not show is named', () => {
    const placed = placePictures('<img src="cid:ab">', [part('plan.svg', { contentId: 'ab', contentBytes: 'PHN2Zz4=' })]);
    expect(placed).toEqual({ html: '', attachments: [], missing: 0, unshown: ['plan.svg'] });
  });
});

describe('what is no picture of the text', () => {
  test.each(['<img src="https://example.com/logo.png">', `<img src="data:image/png;base64,${PNG}">`, '<p>cid:ab</p>'])(
    'stays: %s',
    (html) => {
      expect(placePictures(html, []).html).toBe(html);
    },
  );

  test('goes along as attachment; a picture that the text shows no more does not', () => {
    const pdf = part('terms.pdf', { isInline: false, contentBytes: 'JVBERi0=', contentType: 'application/pdf' });
    const inlinePdf = part('scan.pdf', { isInline: true, contentBytes: 'JVBERi0=', contentType: 'application/pdf' });
    const { attachments } = placePictures('<p>Text</p>', [pdf, inlinePdf, part('old logo.png')]);
    expect(attachments).toEqual([
      { name: 'terms.pdf', contentType: 'application/pdf', contentBytes: 'JVBERi0=' },
      { name: 'scan.pdf', contentType: 'application/pdf', contentBytes: 'JVBERi0=' },
    ]);
  });

  test('VML, which Outlook for Windows writes beside each picture, is taken out and the picture stays', () => {
    const html =
      '<p><!--[if gte vml 1]><v:shape><v:imagedata src="cid:image001.png@01"/></v:shape><![endif]--><![if !vml]><img src="cid:image001.png@01"><![endif]>' +
      '<!--[if mso]><p>Only Outlook</p><![endif]--></p>';
    expect(placePictures(html, [part('image001.png')]).html).toBe(
      `<p>${IN_PLACE}<!--[if mso]><p>Only Outlook</p><![endif]--></p>`,
    );
  });
});
