/** Header and footer of the first page, carried into the mail or offered. */
import { describe, expect, test } from '@jest/globals';
import { compileLetter } from '../../../../server/merge/renderMessage.ts';
import { compileWordLetter } from '../../../../server/merge/compileWordLetter.ts';
import type { CompiledLetter } from '../../../../server/merge/compiledLetter.ts';
import { docxOf, field, p, PIXEL, r, wordPart } from '../../../support/docxOf.ts';
import { mergeRow, wordsOf } from '../../../support/mergeRow.ts';

const row = { Name: 'Ada', Phone: '0123' };
const headers = (inside: string) =>
  `<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:headerReference w:type="first" r:id="rId2"/>` +
  `<w:footerReference w:type="default" r:id="rId3"/>${inside}</w:sectPr>`;
const PICTURE =
  '<w:r><w:drawing><wp:inline><wp:extent cx="952500" cy="476250"/><wp:docPr id="1" name="x" descr="Logo"/><a:graphic><a:graphicData uri="p">' +
  '<pic:pic><pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';

function letterOf(
  section: string,
  letterhead: boolean,
  header = r('Every page {{Phone}}'),
  footer = r('Call {{Phone}}'),
): CompiledLetter {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const bytes = docxOf(p(r('Dear {{Name}}')) + section, {
    relationships: {
      rId1: { type: 'header', target: 'header1.xml' },
      rId2: { type: 'header', target: 'header2.xml' },
      rId3: { type: 'footer', target: 'footer1.xml' },
    },
    files: {
      'word/header1.xml': wordPart('hdr', p(header)),
      'word/header2.xml': wordPart('hdr', p(PICTURE + r('First page')) + p('')),
      'word/footer1.xml': wordPart('ftr', p(footer)),
      'word/_rels/header2.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdP" Type="${office}/image" Target="media/logo.png"/></Relationships>`,
      'word/media/logo.png': PIXEL,
    },
  });
  const read = compileWordLetter(bytes, letterhead);
  if (!read.ok) throw new Error(read.text);
  return read.value;
}

describe('letterhead', () => {
  test('is offered while nobody wants it', () => {
    const letter = letterOf(headers(''), false);
    expect(letter.letterhead).toBe('offered');
    expect(letter.fields).toEqual(['Name']);
    expect(letter.asideFields).toEqual(['Phone']);
    expect(letter.remarks.map(({ code }) => code)).toEqual(['HEADER_FOOTER_LEFT_OUT']);
    expect(letter.images).toEqual([]);
    expect(wordsOf(mergeRow(letter, row).html)).toBe('Dear Ada');
  });

  test('is above and below the text, and its fields are needed', () => {
    const letter = letterOf(headers(''), true);
    const { html, text } = mergeRow(letter, row);
    expect(letter.letterhead).toBe('carried');
    expect(letter.fields).toEqual(['Phone', 'Name']);
    expect(letter.asideFields).toEqual([]);
    expect(letter.remarks).toEqual([]);
    expect(wordsOf(html)).toBe('Every page 0123 Dear Ada Call 0123');
    expect(text).toBe('Every page 0123\n\nDear Ada\n\nCall 0123');
  });

  test('a first page of its own counts, and its picture comes along', () => {
    const letter = letterOf(headers('<w:titlePg/>'), true);
    expect(mergeRow(letter, row).text).toBe('[Logo]First page\n\nDear Ada');
    expect(letter.images).toHaveLength(1);
  });

  test('a letter without header and footer has none', () => {
    const letter = letterOf('', true);
    expect([letter.letterhead, letter.remarks]).toEqual(['none', []]);
  });

  test('page numbers alone are no letterhead', () => {
    const page = r('Page ') + field(' PAGE ', r('1')) + r(' of ') + field(' NUMPAGES ', r('3'));
    const letter = letterOf(headers(''), true, page, field('PAGE', r('1')));
    expect(wordsOf(mergeRow(letter, row).html)).toBe('Dear Ada');
  });
});

test('a letter that is no Word document has no letterhead', () => {
  const read = compileLetter({ kind: 'html', html: '<p>x</p>' });
  expect(read.ok && read.value.letterhead).toBe('none');
});
