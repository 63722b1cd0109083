/** Files that lie about themselves, lead outside, or carry programs: opened without them, or refused with a sentence. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { openPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { docxOf, field, p, PIXEL, r, simple, wordPart, zipOf } from '../../support/docxOf.ts';
import { rawZip } from '../../support/rawZip.ts';

const MB = 1024 * 1024;
const good = unzipSync(docxOf(p(r('Hi {{Name}}'))));
const entries = Object.entries(good).map(([name, bytes]) => ({ name, bytes }));
const compile = (bytes: Uint8Array) => compileLetter({ kind: 'docx', bytes, name: 'x.docx' }, { letterhead: true });

function refusal(bytes: Uint8Array): string {
  const before = process.memoryUsage().rss;
  const read = compile(bytes);
  expect((process.memoryUsage().rss - before) / MB).toBeLessThan(900);
  return read.ok ? 'taken' : read.text;
}

describe('zips that lie', () => {
  const many = (count: number, bytes: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `word/media/${index}.bin`, bytes: new Uint8Array(bytes) }));

  test.each<[string, Parameters<typeof rawZip>, RegExp]>([
    ['one part of 300 MB', [[...entries, { name: 'word/x.bin', bytes: new Uint8Array(300 * MB) }]], /far larger inside/],
    ['a hundred parts of 4 MB', [[...entries, ...many(100, 4 * MB)]], /far larger inside/],
    ['ten thousand parts', [[...entries, ...many(10_000, 1)]], /far larger inside/],
    ['many names for the same bytes', [[...entries, ...many(3000, MB)], { overlapping: true }], /far larger inside/],
    [
      'a part that is said to be small',
      [[{ name: 'word/document.xml', bytes: new Uint8Array(100 * MB), said: 16 }]],
      /far larger inside/,
    ],
    [
      'a part that is said to be huge',
      [[...entries, { name: 'word/x.bin', bytes: new Uint8Array(16), said: 0xfffffff0 }]],
      /^taken$/,
    ],
    ['an unknown method', [[...entries, { name: 'word/x.bin', bytes: new Uint8Array(16), method: 99 }]], /damaged/],
    ['a part with a password', [[...entries, { name: 'word/x.bin', bytes: new Uint8Array(16), flags: 1 }]], /password-protected/],
    ['a directory that lies far away', [entries, { directoryAt: 0xfffffff0 }], /damaged/],
    ['a directory that lies in front of everything', [entries, { directoryAt: 0 }], /damaged/],
    ['a directory of 64 bits that lies nowhere', [entries, { directory64At: 2n ** 63n + 1n }], /damaged/],
    ['a directory of 64 bits with too many entries', [entries, { directory64At: 0n }], /damaged|far larger/],
    ['more entries than there are', [entries, { count: entries.length + 1 }], /damaged/],
    [
      'a part behind the end of the file',
      [[...entries, { name: 'word/x.bin', bytes: new Uint8Array(16), offset: 0x7fffffff }]],
      /damaged/,
    ],
  ])('%s', (_, [list, lies], expected) => {
    expect(refusal(rawZip(list, lies))).toMatch(expected);
  });

  test('names that climb out of the package, or are absolute, are names of parts and nothing else', () => {
    const names = [
      '../../etc/passwd',
      '/etc/passwd',
      'C:\\Windows\\x.dll',
      'word/../../x',
      '..\\..\\x',
      'con',
      '\u0000',
      ' ',
      '%2e%2e/x',
    ];
    const read = compile(rawZip([...entries, ...names.map((name) => ({ name, bytes: Buffer.from('x') }))]));
    if (!read.ok) throw new Error(read.text);
    const document = openPackage(read.value.document?.(scopeOf(() => 'x')) ?? new Uint8Array());
    expect(document.ok && document.value.names.toSorted()).toEqual([...Object.keys(good), '%2e%2e/x', 'con'].toSorted());
  });
});

describe('tricks of XML', () => {
  const main = (xml: string | Uint8Array) => zipOf({ ...good, 'word/document.xml': xml });
  const letter = wordPart('document', `<w:body>${p(r('Hi {{Name}} é'))}</w:body>`);
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "${`&a${at - 1};`.repeat(10)}">`).join('')}]>`;
  const utf16 = (text: string, order: 'le' | 'be') => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return order === 'le' ? bytes : bytes.swap16();
  };

  test.each<[string, string | Uint8Array, RegExp]>([
    ['entities that laugh a billion times', laughs + letter.replace('Hi', '&a19;'), /document type/],
    [
      'an entity of a file',
      `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${letter.replace('Hi', '&x;')}`,
      /document type/,
    ],
    ['an entity of the network', `<!DOCTYPE d SYSTEM "http://example.com/x.dtd">${letter}`, /document type/],
    ['a document type behind a comment', `<!-- x --><!DOCTYPE d []>${letter}`, /document type/],
    ['a document type in small letters', `<!doctype d []>${letter}`, /document type|damaged/],
    ['a document type in UTF-16', utf16(`<!DOCTYPE d []>${letter}`, 'le'), /document type/],
    ['a document type in UTF-16, the other way round', utf16(`<!DOCTYPE d []>${letter}`, 'be'), /document type/],
    ['a document type inside', letter.replace('<w:body>', '<!DOCTYPE d []><w:body>'), /document type/],
    ['UTF-16 that does not say so', Buffer.from(letter, 'utf16le'), /damaged/],
    ['UTF-16', utf16(`<?xml version="1.0" encoding="UTF-16"?>${letter}`, 'le'), /^taken$/],
    ['UTF-16, the other way round', utf16(letter, 'be'), /^taken$/],
    ['UTF-7 by name', `<?xml version="1.0" encoding="UTF-7"?>${letter.replace('Hi', '+ADw-script+AD4-')}`, /^taken$/],
    ['an encoding that does not exist', `<?xml version="1.0" encoding="x-evil"?>${letter}`, /^taken$/],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(letter.slice(0, -40)), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(letter.slice(-40))]),
      /taken|damaged/,
    ],
    ['a character that XML does not know', letter.replace('Hi', '&#0;'), /damaged/],
    ['an entity that nobody declares', letter.replace('Hi', '&boom;'), /damaged/],
    ['a prefix that nobody declares', letter.replace('<w:p>', '<w:p><evil:x/>'), /taken|damaged/],
    ['the namespace of Word under another name', letter.replaceAll('w:', 'evil:').replace('xmlns:evil:', 'xmlns:w:'), /./],
  ])('%s', (_, xml, expected) => {
    expect(refusal(main(xml))).toMatch(expected);
  });

  test('a document type in a part beside the text', () => {
    const styles = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${wordPart('styles', '')}`;
    const bytes = docxOf(p(r('x')), {
      relationships: { s: { type: 'styles', target: 'styles.xml' } },
      files: { 'word/styles.xml': styles },
    });
    expect(refusal(bytes)).toMatch(/document type/);
  });

  test('UTF-7 is no way around the signs of HTML', () => {
    const read = compile(main(`<?xml version="1.0" encoding="UTF-7"?>${letter.replace('Hi', '+ADw-script+AD4-')}`));
    expect(read.ok && read.value.render(scopeOf(() => '+ADw-b+AD4-')).html).toContain('+ADw-script+AD4- +ADw-b+AD4-');
  });
});

describe('parts that are not there', () => {
  const types = [
    'styles',
    'numbering',
    'settings',
    'theme',
    'fontTable',
    'footnotes',
    'endnotes',
    'header',
    'footer',
    'comments',
    'image',
    'customXml',
    'glossaryDocument',
    'webSettings',
    'vbaProject',
    'chart',
  ];
  const body =
    p(
      r('Hi {{Name}}', '<w:rStyle w:val="x"/><w:rFonts w:asciiTheme="minorHAnsi"/>'),
      '<w:pStyle w:val="x"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>',
    ) +
    p(
      `<w:r><w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r><w:hyperlink r:id="none">${r('link')}</w:hyperlink>`,
    ) +
    p(
      '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="image"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    ) +
    '<w:altChunk r:id="aFChunk"/><w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="none"/></w:sectPr>';

  test.each(types)('%s', (type) => {
    const missing = compile(docxOf(body, { relationships: { [type]: { type, target: 'none.xml' } } }));
    const broken = compile(
      docxOf(body, { relationships: { [type]: { type, target: 'none.xml' } }, files: { 'word/none.xml': '<broken' } }),
    );
    for (const read of [missing, broken]) {
      if (!read.ok) throw new Error(read.text);
      expect(read.value.render(scopeOf(() => 'Ada')).text).toContain('Hi Ada');
      expect(openPackage(read.value.document?.(scopeOf(() => 'Ada')) ?? new Uint8Array()).ok).toBe(true);
    }
  });

  test.each(['[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels'])('%s', (name) => {
    const { [name]: _gone, ...rest } = good;
    const read = compile(zipOf(rest));
    if (!read.ok) throw new Error(read.text);
    expect(openPackage(read.value.document?.(scopeOf(() => 'Ada')) ?? new Uint8Array()).ok).toBe(true);
  });
});

describe('what leads outside', () => {
  const addresses = [
    'file:///etc/passwd',
    '\\\\evil\\share\\x',
    'http://evil.example/x.png',
    '../../../../etc/passwd',
    'C:\\secret\\x.docx',
  ];
  const shown = `<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="out" r:embed="out"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:object><v:shape><v:imagedata r:id="out"/></v:shape></w:object></w:r>`;

  test.each([
    'image',
    'oleObject',
    'aFChunk',
    'subDocument',
    'frame',
    'package',
    'video',
    'settings',
    'styles',
    'header',
    'footnotes',
  ])('%s: never fetched, told, and not in the document', (type) => {
    for (const target of addresses) {
      const read = compile(
        docxOf(
          p(r('x {{Name}}') + shown) +
            '<w:altChunk r:id="out"/><w:sectPr><w:headerReference w:type="default" r:id="out"/></w:sectPr>',
          { relationships: { out: { type, target: target.replaceAll('&', '&amp;'), external: true } } },
        ),
      );
      if (!read.ok) throw new Error(read.text);
      const { html } = read.value.render(scopeOf(() => 'y'));
      expect(html).not.toMatch(/evil|passwd|secret|<img/);
      expect(read.value.remarks.map(({ code }) => code)).toContain('OUTSIDE_LEFT_OUT');
      expect(wordsIn(read.value.document?.(scopeOf(() => 'y')))).not.toMatch(/evil|passwd|secret/);
    }
  });

  test('templates, and the list of Word’s own merge, stay behind silently', () => {
    const files = {
      'word/settings.xml': wordPart(
        'settings',
        '<w:attachedTemplate r:id="t"/><w:mailMerge><w:dataSource r:id="d"/><w:query w:val="SELECT * FROM secret"/></w:mailMerge>',
      ),
      'word/_rels/settings.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/x.dotm" TargetMode="External"/><Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/mailMergeSource" Target="file:///C:/secret/list.xlsx" TargetMode="External"/></Relationships>`,
    };
    const read = compile(docxOf(p(r('x')), { relationships: { s: { type: 'settings', target: 'settings.xml' } }, files }));
    if (!read.ok) throw new Error(read.text);
    expect(read.value.remarks).toEqual([]);
    expect(wordsIn(read.value.document?.(scopeOf(() => '')))).not.toMatch(/evil|secret/);
  });

  test.each([
    'INCLUDETEXT',
    'INCLUDEPICTURE',
    'LINK Excel.Sheet.8',
    'DDE Excel',
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe',
    'IMPORT',
  ])('the field %s leaves what it shows now, and is told', (type) => {
    for (const address of ['"file:///c:/secret.docx"', '"\\\\\\\\evil\\\\share\\\\x"', '"http://evil.example/x" \\d']) {
      for (const one of [
        field(`${type} ${address}`, r('shown')),
        simple(`${type} ${address}`.replaceAll('"', '&quot;'), r('shown')),
      ]) {
        const read = compile(docxOf(p(one)));
        if (!read.ok) throw new Error(read.text);
        expect(read.value.render(scopeOf(() => '')).text).toBe('shown');
        expect(read.value.remarks.map(({ code }) => code)).toEqual(['FIELD_NOT_UPDATED']);
        expect(wordsIn(read.value.document?.(scopeOf(() => '')))).not.toMatch(/evil|secret|cmd|DDE|LINK|INCLUDE|IMPORT/);
      }
    }
  });

  test('a relationship inside that climbs out of the package is nobody’s', () => {
    const read = compile(
      docxOf(p(r('x') + shown), { relationships: { out: { type: 'image', target: '../../../../etc/passwd' } } }),
    );
    expect(read.ok && read.value.images).toEqual([]);
  });
});

describe('programs', () => {
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/><Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/></Types>`;
  const macros = { '[Content_Types].xml': types, 'word/vbaProject.bin': PIXEL, 'word/vbaData.xml': '<x/>' };

  test.each([
    ['macros', { m: { type: 'vbaProject', target: 'vbaProject.bin' }, d: { type: 'wordVbaData', target: 'vbaData.xml' } }],
    ['macros nobody leads to', {}],
    ['macros under another type of relationship', { m: { type: 'image', target: 'vbaProject.bin' } }],
  ])('%s are told and stay behind; the document is an ordinary one', (_, relationships) => {
    const read = compile(docxOf(p(r('x {{Name}}')), { relationships, files: macros }));
    if (!read.ok) throw new Error(read.text);
    expect(read.value.remarks.map(({ code }) => code)).toEqual(['MACROS_IGNORED']);
    const document = unzipSync(read.value.document?.(scopeOf(() => '')) ?? new Uint8Array());
    expect(Object.keys(document).filter((name) => /vba/i.test(name))).toEqual([]);
    expect(strFromU8(document['[Content_Types].xml'] ?? new Uint8Array())).not.toMatch(/macro|vba/i);
  });

  test('embedded objects and controls are still pictures in the mail, and told', () => {
    const object = `<w:r><w:object><v:shape alt="sheet"><v:imagedata r:id="i"/></v:shape><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Package" r:id="o"/></w:object></w:r><w:r><w:object><w:control r:id="c" w:name="Button"/></w:object></w:r>`;
    const relationships = {
      i: { type: 'image', target: 'i.png' },
      o: { type: 'oleObject', target: 'embeddings/o.bin' },
      c: { type: 'control', target: 'activeX/a.xml' },
    };
    const files = { 'word/i.png': PIXEL, 'word/embeddings/o.bin': Buffer.from('MZ'), 'word/activeX/a.xml': '<x/>' };
    const read = compile(docxOf(p(r('x ') + object), { relationships, files }));
    if (!read.ok) throw new Error(read.text);
    expect(read.value.remarks.map(({ code }) => code)).toEqual(['OBJECT_LEFT_OUT']);
    expect(read.value.images).toHaveLength(1);
    expect(read.value.render(scopeOf(() => '')).html).not.toMatch(/object|Package|Button|embed/i);
  });
});

/** All text of all parts of a document. */
function wordsIn(document: Uint8Array | undefined): string {
  return Object.entries(unzipSync(document ?? new Uint8Array()))
    .filter(([name]) => /\.(?:xml|rels)$/.test(name))
    .map(([, bytes]) => strFromU8(bytes))
    .join('\n');
}

test('what deflates to more than it may is never made', () => {
  const packed = deflateRawSync(Buffer.alloc(500 * MB), { level: 9 });
  const before = process.memoryUsage().rss;
  expect(refusal(rawZip([...entries, { name: 'word/x.bin', packed, said: 10, bytes: new Uint8Array() }]))).toMatch(
    /far larger inside|damaged/,
  );
  expect((process.memoryUsage().rss - before) / MB).toBeLessThan(300);
});
