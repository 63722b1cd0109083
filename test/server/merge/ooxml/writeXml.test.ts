/** Markup that is read and written again is the markup that was read. */
import { describe, expect, test } from '@jest/globals';
import { newElement } from '../../../../server/merge/markup/newMarkup.ts';
import { elementsOf, parseXml, type Xml } from '../../../../server/merge/ooxml/parseXml.ts';
import { writeXml, XML_DECLARATION } from '../../../../server/merge/ooxml/writeXml.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const STRICT_W = 'http://purl.oclc.org/ooxml/wordprocessingml/main';
const MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

function tree(xml: string): Xml {
  const read = parseXml(Buffer.from(xml));
  if (!read.ok) throw new Error(read.problem);
  return read.root;
}

const written = (root: Xml) => writeXml(root).slice(XML_DECLARATION.length);
/** The root with something more in it. */
const plus = (xml: string, ...more: Xml[]) => {
  const root = tree(xml);
  return written({ ...root, children: [...root.children, ...more] });
};

describe('what the file says stays', () => {
  test.each([
    ['other prefixes', `<x:p xmlns:x="${W}"><x:r/></x:p>`],
    ['no prefix', `<p xmlns="${W}"><r/></p>`],
    ['unknown elements and attributes', `<w:p xmlns:w="${W}" xmlns:o="urn:other" o:a="1" plain="2"><o:b><o:c/></o:b></w:p>`],
    [
      'markup that may be ignored',
      `<w:p xmlns:w="${W}" xmlns:mc="${MC}" xmlns:w14="urn:w14" mc:Ignorable="w14" w14:paraId="00AA"/>`,
    ],
    ['a namespace declared further inside', `<w:p xmlns:w="${W}"><a:b xmlns:a="urn:a" a:c=""><a:d/></a:b></w:p>`],
    ['the same prefix for something else further inside', `<w:p xmlns:w="${W}"><w:x xmlns:w="urn:a"/><w:r/></w:p>`],
    ['special characters', `<w:t xmlns:w="${W}" w:a="&lt;&quot;&amp;'&#9;&#10;">&lt;&amp;&gt; "' \u00a0</w:t>`],
    ['blanks that count', `<w:t xmlns:w="${W}" xml:space="preserve"> a </w:t>`],
  ])('%s', (_, xml) => {
    expect(written(tree(xml))).toBe(xml);
  });
});

describe('elements of our own making', () => {
  const run = newElement('w:r', [newElement('w:rPr', [newElement('w:b', [], { 'w:val': '1' })])]);

  test.each([
    ['the prefix of the file', `<x:p xmlns:x="${W}"/>`, '<x:r><x:rPr><x:b x:val="1"/></x:rPr></x:r>'],
    ['the strict namespace', `<x:p xmlns:x="${STRICT_W}"/>`, '<x:r><x:rPr><x:b x:val="1"/></x:rPr></x:r>'],
    [
      'no prefix where the file has none, but for attributes',
      `<p xmlns="${W}"/>`,
      `<r><rPr><b w:val="1" xmlns:w="${W}"/></rPr></r>`,
    ],
    [
      'a prefix that the file has for something else',
      '<w:p xmlns:w="urn:other"/>',
      `<w0:r xmlns:w0="${W}"><w0:rPr><w0:b w0:val="1"/></w0:rPr></w0:r>`,
    ],
  ])('take %s', (_, xml, wanted) => {
    const text = plus(xml, run);
    expect(text).toContain(wanted);
    expect(parseXml(Buffer.from(text)).ok).toBe(true);
  });

  test('a prefix is declared again where the element that declared it has gone', () => {
    const read = tree(`<w:p xmlns:w="${W}"><w:ins xmlns:o="urn:other"><o:a o:b="1"/></w:ins></w:p>`);
    const accepted = { ...read, children: elementsOf(elementsOf(read)[0]) };
    const text = writeXml(accepted, read);
    expect(text).toContain('<o:a o:b="1" xmlns:o="urn:other"/>');
  });

  test('a text that was cut keeps the blanks at its ends', () => {
    const [text] = elementsOf(tree(`<w:r xmlns:w="${W}"><w:t>Hello Ada</w:t></w:r>`));
    const cut = text === undefined ? [] : [{ ...text, children: ['Hello '] }];
    expect(plus(`<w:r xmlns:w="${W}"/>`, ...cut)).toContain('<w:t xml:space="preserve">Hello </w:t>');
  });

  test('characters that XML has no place for are left out', () => {
    expect(plus(`<w:r xmlns:w="${W}"/>`, newElement('w:t', ['a\u0001\ud800\uffffb']))).toContain('<w:t>ab</w:t>');
  });
});
