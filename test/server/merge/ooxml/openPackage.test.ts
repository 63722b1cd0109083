/** Files that are no letters: each gets a sentence, none gets further. */
import { describe, expect, test } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { compileLetter } from '../../../../server/merge/renderMessage.ts';
import { docxOf, p, r, wordPart, zipOf } from '../../../support/docxOf.ts';
import { mergeRow, compiled, wordLetter, wordsOf } from '../../../support/mergeRow.ts';

const good = docxOf(p(r('Hi {{Name}}')));
const cfb = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
const withDocument = (xml: string) => zipOf({ 'word/document.xml': xml });

/** A zip of one entry whose directory lies about the size. */
function bomb(bytes: number): Uint8Array {
  const zip = Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(16) }));
  const packed = deflateRawSync(Buffer.alloc(bytes), { level: 9 });
  const name = Buffer.from('word/document.xml');
  const local = Buffer.concat([zip.subarray(0, 30), name]);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(0x02014b50, 0);
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(packed.length, 20);
  directory.writeUInt32LE(16, 24);
  directory.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length + name.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, directory, name, end]);
}

describe('what is refused', () => {
  test.each([
    ['an empty file', new Uint8Array(), /not a Word document/],
    ['a text file', Buffer.from('Dear Sir or Madam'), /not a Word document/],
    ['a PDF', Buffer.from('%PDF-1.7 ...'), /not a Word document/],
    ['a password-protected letter or an old .doc', cfb, /password-protected, or in the old .doc format/],
    ['a zip cut in half', good.subarray(0, good.length >> 1), /damaged/],
    ['a zip without a letter', zipOf({ 'a.txt': 'x' }), /no main text/],
    ['broken markup', withDocument('<w:document><w:body>'), /damaged/],
    ['other markup', withDocument('<html/>'), /no main text/],
    [
      'a document type',
      withDocument(`<!DOCTYPE w:document [<!ENTITY a "b">]>${wordPart('document', '<w:body/>')}`),
      /document type/,
    ],
    ['an undefined entity', withDocument(wordPart('document', `<w:body>${p(r('&boom;'))}</w:body>`)), /damaged/],
    [
      'markup nested too deep',
      withDocument(wordPart('document', `<w:body>${'<w:sdt>'.repeat(5000)}${'</w:sdt>'.repeat(5000)}</w:body>`)),
      /nested deeper/,
    ],
    ['a zip bomb', bomb(400 * 1024 * 1024), /far larger inside/],
    ['a zip with a wrong checksum', flipped(good), /damaged/],
    ['30 MB', new Uint8Array(30 * 1024 * 1024), /has 30 MB, and 20 MB is the most/],
  ])('%s', (_, bytes, sentence) => {
    const read = compileLetter({ kind: 'docx', bytes, name: 'x.docx' });
    expect(read.ok ? 'taken' : read.text).toMatch(sentence);
    expect(read.ok ? '' : read.code).toBe(bytes.length > 20 * 1024 * 1024 ? 'TOO_LARGE' : 'LETTER_UNREADABLE');
  });

  test('the same name twice in one zip', () => {
    const [a, b] = [zipOf({ 'word/document.xml': 'a' }), zipOf({ 'word/documenu.xml': 'b' })].map((zip) => Buffer.from(zip));
    const merged = Buffer.from(zipOf({ 'word/document.xml': 'a', 'word/documenu.xml': 'b' }))
      .toString('latin1')
      .replaceAll('documenu', 'document');
    expect(a?.length).toBe(b?.length);
    const read = compileLetter({ kind: 'docx', bytes: Buffer.from(merged, 'latin1'), name: 'x.docx' });
    expect(read.ok ? 'taken' : read.text).toMatch(/damaged/);
  });
});

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('word/document.xml') + 40;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('what is taken', () => {
  test('another prefix for the same namespace', () => {
    const xml = wordPart('document', `<w:body>${p(r('Hi {{Name}}'))}</w:body>`)
      .replaceAll('w:', 'ns0:')
      .replace('xmlns:w=', 'xmlns:ns0=');
    const letter = compiled({ kind: 'docx', bytes: withDocument(xml), name: 'x.docx' });
    expect(wordsOf(mergeRow(letter, { Name: 'Ada' }).html)).toBe('Hi Ada');
  });

  test('the strict form of the format', () => {
    const xml = wordPart('document', `<w:body>${p(r('Hi {{Name}}'))}</w:body>`).replace(
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'http://purl.oclc.org/ooxml/wordprocessingml/main',
    );
    expect(compiled({ kind: 'docx', bytes: withDocument(xml), name: 'x.docx' }).fields).toEqual(['Name']);
  });

  test('one XML document with all parts, as Word’s add-in interface gives it', () => {
    const flat =
      '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>' +
      `${wordPart('document', `<w:body>${p(r('Hi {{Name}}'))}</w:body>`)}</pkg:xmlData></pkg:part></pkg:package>`;
    expect(wordsOf(mergeRow(compiled({ kind: 'docx', bytes: Buffer.from(flat), name: 'x.xml' }), { Name: 'Ada' }).html)).toBe(
      'Hi Ada',
    );
  });

  test('macros are ignored and told; a picture outside the letter is not fetched and told', () => {
    const picture =
      '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="logo"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="rId7"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';
    const letter = wordLetter(p(picture), {
      files: { 'word/vbaProject.bin': 'x' },
      relationships: { rId7: { type: 'image', target: 'http://tracker.example/x.png', external: true } },
    });
    expect(letter.images).toEqual([]);
    expect(letter.remarks.map((remark) => remark.code).toSorted()).toEqual([
      'MACROS_IGNORED',
      'OUTSIDE_LEFT_OUT',
      'PICTURE_LEFT_OUT',
    ]);
  });

  test('a target that climbs out of the package is nobody’s', () => {
    const letter = wordLetter(p(r('x')), { relationships: { rId7: { type: 'styles', target: '../../../../etc/passwd' } } });
    expect(letter.remarks).toEqual([]);
  });

  test('styles that are based on each other', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>';
    expect(mergeRow(wordLetter(p(r('x'), '<w:pStyle w:val="A"/>'), { styles }), {}).html).toContain('font-weight:bold');
  });
});
