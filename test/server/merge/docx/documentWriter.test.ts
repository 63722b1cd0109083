/** The package of a merged document: what goes along, what stays behind, and what of it is the letter's own bytes. */
import { describe, expect, test } from '@jest/globals';
import { documentWriter } from '../../../../server/merge/docx/documentWriter.ts';
import { fieldSlot, scopeOf } from '../../../../server/merge/mergeScope.ts';
import { valueNode, withChildren } from '../../../../server/merge/markup/newMarkup.ts';
import { openPackage, type WordPackage } from '../../../../server/merge/ooxml/openPackage.ts';
import { LETTER_ZIP_LIMITS, openZip } from '../../../../server/merge/ooxml/openZip.ts';
import type { Xml } from '../../../../server/merge/ooxml/parseXml.ts';
import { docxOf, type DocxParts, p, PIXEL, r, wordPart } from '../../../support/docxOf.ts';

function opened(bytes: Uint8Array): WordPackage {
  const read = openPackage(bytes);
  if (!read.ok) throw new Error(read.text);
  return read.value;
}

/** The texts of this element that say $Name become places. */
function resolved(element: Xml): Xml {
  const children = element.children.map((child) => {
    if (typeof child === 'string') return child;
    return child.name === 'w:r' && JSON.stringify(child.children).includes('$Name')
      ? valueNode(fieldSlot('Name'))
      : resolved(child);
  });
  return withChildren(element, children);
}

function writer(bytes: Uint8Array): (name: string) => Uint8Array {
  const letter = opened(bytes);
  const main = letter.xml(letter.main);
  const write = documentWriter(letter, { parts: new Map(main === undefined ? [] : [[letter.main, resolved(main)]]) });
  return (name) => write(scopeOf(() => name));
}

function entriesOf(bytes: Uint8Array): Map<string, string> {
  const zip = openZip(bytes, LETTER_ZIP_LIMITS);
  if (!zip.ok) throw new Error(zip.problem);
  return new Map([...zip.entries].map(([name, content]) => [name, Buffer.from(content).toString()]));
}

const merged = (body: string, parts: DocxParts = {}, name = 'Ada'): Map<string, string> =>
  entriesOf(writer(docxOf(body, parts))(name));
const hello = p(r('Hello ') + r('$Name'));
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = (inside: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
const types = (main: string, more = '') =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/>${more}</Types>`;

describe('a merged document', () => {
  test('opens as a letter again, with the value of the row', () => {
    const again = opened(writer(docxOf(hello))('Ada & <Co>'));
    expect(JSON.stringify(again.xml(again.main))).toContain('Ada & <Co>');
  });

  test('the same row makes the same bytes, another row others', () => {
    const write = writer(docxOf(hello, { files: { 'word/media/image1.png': PIXEL } }));
    expect(Buffer.compare(write('Ada'), write('Ada'))).toBe(0);
    expect(Buffer.compare(write('Ada'), write('Ben'))).not.toBe(0);
  });

  test('the content types come first; what has no places keeps the bytes it has in the letter’s file', () => {
    const letter = docxOf(hello, { files: { 'word/media/image1.png': PIXEL } });
    const document = writer(letter)('Ada');
    const [before, after] = [openZip(letter, LETTER_ZIP_LIMITS), openZip(document, LETTER_ZIP_LIMITS)];
    if (!before.ok || !after.ok) throw new Error('not a zip');
    expect([...after.entries.keys()][0]).toBe('[Content_Types].xml');
    for (const name of ['word/media/image1.png', '_rels/.rels']) expect(after.packed.get(name)).toEqual(before.packed.get(name));
  });

  test.each([
    ['a template', 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml'],
    ['a template with macros', 'application/vnd.ms-word.template.macroEnabledTemplate.main+xml'],
    ['a document with macros', 'application/vnd.ms-word.document.macroEnabled.main+xml'],
  ])('%s becomes a document', (_, main) => {
    const entries = merged(hello, { files: { '[Content_Types].xml': types(main) } });
    expect(entries.get('[Content_Types].xml')).toContain('wordprocessingml.document.main+xml');
    expect(entries.get('[Content_Types].xml')).not.toContain(main);
  });

  test('macros, signatures and the preview picture stay behind, with everything that names them', () => {
    const entries = merged(hello, {
      relationships: { rId9: { type: 'vbaProject', target: 'vbaProject.bin' } },
      files: {
        '[Content_Types].xml': types(
          'application/vnd.ms-word.document.macroEnabled.main+xml',
          '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/>',
        ),
        '_rels/.rels': relationships(
          `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>`,
        ),
        'word/vbaProject.bin': 'x',
        'word/_rels/vbaProject.bin.rels': relationships(
          `<Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/wordVbaData" Target="vbaData.xml"/>`,
        ),
        'word/vbaData.xml': '<x/>',
        'docProps/thumbnail.jpeg': 'x',
        '_xmlsignatures/origin.sigs': '',
      },
    });
    expect([...entries.keys()].filter((name) => /vba|thumb|sig/i.test(name))).toEqual([]);
    expect([...entries.values()].filter((content) => /vba|thumbnail|signature|\.sigs/i.test(content))).toEqual([]);
  });

  test('the data source of Word’s own merge and the attached template are forgotten; protection stays', () => {
    const entries = merged(hello, {
      relationships: { rId8: { type: 'settings', target: 'settings.xml' } },
      files: {
        'word/settings.xml': wordPart(
          'settings',
          '<w:documentProtection w:edit="readOnly"/><w:attachedTemplate r:id="rId3"/><w:mailMerge><w:query w:val="SELECT * FROM C:\\Users\\ada"/><w:dataSource r:id="rId1"/></w:mailMerge>',
        ),
        'word/_rels/settings.xml.rels': relationships(
          `<Relationship Id="rId1" Type="${OFFICE}/mailMergeSource" Target="file:///C:/Users/ada/list.xlsx" TargetMode="External"/><Relationship Id="rId2" Type="${OFFICE}/recipientData" Target="recipientData.xml"/><Relationship Id="rId3" Type="${OFFICE}/attachedTemplate" Target="file:///C:/Users/ada/a.dotx" TargetMode="External"/>`,
        ),
        'word/recipientData.xml': '<x/>',
      },
    });
    expect(entries.has('word/recipientData.xml')).toBe(false);
    expect(entries.get('word/settings.xml')).toContain('w:documentProtection');
    expect([...entries.values()].join('')).not.toMatch(/ada\/|Users|mailMerge|attachedTemplate|recipientData/);
  });

  test('a link with a field in its address has the row’s address, in the text and behind a picture', () => {
    const body =
      p(`<w:hyperlink r:id="rId5" w:tooltip="tip">${r('here')}</w:hyperlink>`) +
      p(
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"><a:hlinkClick r:id="rId6"/></wp:docPr></wp:inline></w:drawing></w:r>',
      );
    const target = 'https://example.com/?id=%7B%7BName%7D%7D';
    const link = { type: 'hyperlink', target, external: true };
    const entries = merged(body, { relationships: { rId5: link, rId6: link } }, 'a b');
    expect(entries.get('word/document.xml')).toContain('HYPERLINK "https://example.com/?id=a%20b" \\o "tip"');
    expect(entries.get('word/_rels/document.xml.rels')).toContain('Target="https://example.com/?id=a%20b"');
    expect(entries.get('word/_rels/document.xml.rels')).not.toMatch(/rId5|%7B/);
  });

  test('a package that is one XML document becomes a file like any other', () => {
    const flat =
      '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">' +
      `<pkg:part pkg:name="/_rels/.rels" pkg:contentType="application/vnd.openxmlformats-package.relationships+xml"><pkg:xmlData>${relationships(`<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`)}</pkg:xmlData></pkg:part>` +
      `<pkg:part pkg:name="/word/document.xml" pkg:contentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"><pkg:xmlData>${wordPart('document', `<w:body>${hello}</w:body>`)}</pkg:xmlData></pkg:part>` +
      `<pkg:part pkg:name="/word/media/Image1.png" pkg:contentType="image/png"><pkg:binaryData>${PIXEL.toString('base64')}</pkg:binaryData></pkg:part></pkg:package>`;
    const document = writer(Buffer.from(flat))('Ada');
    const again = opened(document);
    expect(JSON.stringify(again.xml(again.main))).toContain('Ada');
    expect(Buffer.from(again.bytes('word/media/Image1.png') ?? [])).toEqual(PIXEL);
    expect(entriesOf(document).get('[Content_Types].xml')).toMatch(
      /PartName="\/word\/media\/Image1.png" ContentType="image\/png"/,
    );
  });
});
