/** A part of the merged document, from markup with places made by hand. */
import { describe, expect, test } from '@jest/globals';
import { partTemplate } from '../../../../server/merge/docx/partTemplate.ts';
import type { Progress } from '../../../../server/merge/docx/wordTemplate.ts';
import { choiceNode, linkNode, newElement, repeatNode, valueNode } from '../../../../server/merge/markup/newMarkup.ts';
import { fieldSlot, type MergeScope, scopeOf } from '../../../../server/merge/mergeScope.ts';
import { elementsOf, parseXml, type Xml, type XmlChild } from '../../../../server/merge/ooxml/parseXml.ts';
import { code, mark, p, r, wordPart } from '../../../support/docxOf.ts';

function tree(xml: string): Xml {
  const read = parseXml(Buffer.from(xml));
  if (!read.ok) throw new Error(read.problem);
  return read.root;
}

/** A body made of markup and places; `$1` … in the markup are replaced by the places. */
function bodyOf(markup: string, ...places: Xml[]): Xml {
  return placed(tree(wordPart('document', `<w:body>${markup}</w:body>`)), places);
}

/** The first block of this markup. */
function blockOf(markup: string): Xml {
  const [block] = elementsOf(elementsOf(bodyOf(markup))[0]);
  if (block === undefined) throw new Error('no block');
  return block;
}

function placed(element: Xml, places: Xml[]): Xml {
  const children = element.children.map((child): XmlChild => {
    if (typeof child === 'string') return child;
    const number = /^\$(\d)$/.exec(child.name === 'w:t' || child.name === 'w:r' ? deepText(child) : '');
    return (number === null ? undefined : places[Number(number[1]) - 1]) ?? placed(child, places);
  });
  return { ...element, children };
}

function deepText(element: Xml): string {
  return element.children.map((child) => (typeof child === 'string' ? child : deepText(child))).join('');
}

const write = (root: Xml, scope: MergeScope): string => {
  const progress: Progress = { last: '', rows: 0, empty: false, freshId: 100 };
  const text = partTemplate(root, { link: () => null, read: root }).render(scope, progress);
  return /<w:body>(.*)<\/w:body>/s.exec(text)?.[1] ?? text;
};
const values = (of: Record<string, string>) => scopeOf((field) => of[field] ?? '');
const name = valueNode(fieldSlot('Name'));
const at = (number: number) => r(`$${number}`);
const filled = (field: string) => ({ fields: [field], holds: (scope: MergeScope) => scope.value(field) !== '' });

describe('a value', () => {
  const body = bodyOf(p(at(1)), name);

  test.each([
    ['plain', 'Ada', '<w:t>Ada</w:t>'],
    ['markup', '<b>&"\'', '<w:t>&lt;b&gt;&amp;"\'</w:t>'],
    ['lines', 'a\r\nb\nc\u2028d', '<w:t>a</w:t><w:br/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br/><w:t>d</w:t>'],
    ['tabs', 'a\tb', '<w:t>a</w:t><w:tab/><w:t>b</w:t>'],
    ['blanks at its ends', ' a ', '<w:t xml:space="preserve"> a </w:t>'],
    ['characters that XML has no place for', 'a\u0000\u0008\ufffe\ud800b', '<w:t>ab</w:t>'],
    ['a smile', '🙂', '<w:t>🙂</w:t>'],
  ])('%s', (_, value, run) => {
    expect(write(body, values({ Name: value }))).toBe(`<w:p><w:r>${run}</w:r></w:p>`);
  });

  test('an empty one leaves no run', () => {
    expect(write(body, values({}))).toBe('<w:p></w:p>');
  });

  test('has the look of its place, spelled as in the file', () => {
    const xml = wordPart('document', `<w:body><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>$1</w:t></w:r></w:p></w:body>`);
    const other = tree(xml.replaceAll('w:', 'x:').replace('xmlns:w=', 'xmlns:x='));
    const own = valueNode(fieldSlot('Name'), newElement('w:rPr', [newElement('w:b', [], { 'w:val': '1' })]));
    expect(write(placed(other, [own]), values({ Name: 'Ada' }))).toContain(
      '<x:p><x:r><x:rPr><x:b x:val="1"/></x:rPr><x:t>Ada</x:t></x:r></x:p>',
    );
  });

  test('in the code of a field of Word it stays one word of that code', () => {
    const inCode = valueNode(fieldSlot('Name'), undefined, true);
    const text = write(
      bodyOf(p(mark('begin') + code('IF 1 = 1 "') + at(1) + code('"') + mark('end')), inCode),
      values({ Name: 'a" \\d\n“b' }),
    );
    expect(text).toContain('<w:instrText xml:space="preserve">a\\" \\\\d \\“b</w:instrText>');
  });
});

describe('choices, repeats, lines', () => {
  test('one side or the other, or nothing', () => {
    const choice = choiceNode(filled('Name'), [tree(wordPart('r', '<w:t>yes</w:t>')), name], []);
    const body = bodyOf(p(at(1)), choice);
    expect(write(body, values({ Name: 'Ada' }))).toMatch(/yes.*Ada/);
    expect(write(body, values({}))).toBe('<w:p></w:p>');
  });

  const row = (...inside: XmlChild[]) => newElement('w:tr', [newElement('w:tc', [newElement('w:p', inside)])]);
  const table = (rows: Xml[]) => newElement('w:tbl', [newElement('w:tblPr'), newElement('w:tblGrid'), ...rows]);
  const grouped = (...names: string[]) => {
    const rows = names.map((value) => scopeOf(() => value));
    return { ...scopeOf(() => names[0] ?? ''), rows };
  };

  test('a row stands there once for each row of the message', () => {
    const text = write(bodyOf(p(at(1)), table([repeatNode([row(name)])])), grouped('Ada', 'Ben'));
    expect(text.match(/<w:tr>/g)).toHaveLength(2);
    expect(text).toMatch(/Ada.*Ben/);
  });

  test('a table that lost all its rows is not there, and its cell still ends with a paragraph', () => {
    const inner = table([choiceNode(filled('Name'), [row(name)], [])]);
    const cell = newElement('w:tc', [inner, { ...newElement('w:p', [name]), place: { kind: 'line', test: filled('Name') } }]);
    const body = bodyOf(p(at(1)), table([newElement('w:tr', [cell])]));
    expect(write(body, values({}))).toContain('<w:tc><w:p/></w:tc>');
    expect(write(body, values({ Name: 'Ada' }))).toMatch(/<w:tc><w:tbl>.*<\/w:tbl><w:p>.*Ada.*<\/w:p><\/w:tc>/);
  });

  test('a line goes with its field; what ends a section or a field stays', () => {
    const line = (inside: string): Xml => ({ ...blockOf(p(inside)), place: { kind: 'line', test: filled('Name') } });
    const only = write(newElement('w:body', [line(r('x')), tree(wordPart('p', ''))]), values({}));
    expect(only).not.toContain('>x<');
    expect(only.match(/<w:p[ />]/g)).toHaveLength(1);
    expect(write(newElement('w:body', [line(r('x'))]), values({}))).toContain('<w:p/>');
    expect(write(newElement('w:body', [line(`<w:pPr><w:sectPr/></w:pPr>${r('x')}`)]), values({}))).toContain('<w:sectPr/>');
    expect(write(newElement('w:body', [line(mark('begin'))]), values({}))).toContain('fldChar');
  });

  test('a control that became empty goes', () => {
    const control = newElement('w:sdt', [newElement('w:sdtPr'), newElement('w:sdtContent', [name])]);
    const body = bodyOf(p(at(1)), control);
    expect(write(body, values({}))).toBe('<w:p></w:p>');
    expect(write(body, values({ Name: 'Ada' }))).toContain('<w:sdtContent><w:r><w:t>Ada</w:t></w:r></w:sdtContent></w:sdt>');
  });

  test('the section of a part that is left out keeps its page', () => {
    const ended = blockOf(p(r('x'), '<w:sectPr><w:pgSz w:w="1"/></w:sectPr>'));
    const text = write(newElement('w:body', [choiceNode(filled('Name'), [ended], []), newElement('w:p')]), values({}));
    expect(text).toMatch(/<w:sectPr><w:pgSz w:w="1"\/><\/w:sectPr>/);
    expect(text).not.toContain('>x<');
  });

  test('ids are not repeated', () => {
    const body = bodyOf(
      '<w:bookmarkStart w:id="1" w:name="a"/><w:p w14:paraId="00000001"><w:bookmarkStart w:id="2" w:name="b"/><w:r><w:drawing><wp:inline><wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r><w:bookmarkEnd w:id="2"/><w:bookmarkEnd w:id="1"/></w:p>',
    );
    const [start, ...rest] = elementsOf(elementsOf(body)[0]);
    const text = write(
      newElement('w:body', [...(start === undefined ? [] : [start]), repeatNode(rest), newElement('w:p')]),
      grouped('Ada', 'Ben'),
    );
    expect(text).not.toMatch(/bookmark|paraId/);
    expect([...text.matchAll(/docPr name="x" id="(\d+)"/g)].map(([, id]) => id)).toEqual(['100', '101']);
  });
});

describe('links', () => {
  const link = (parts: Parameters<typeof linkNode>[0]) =>
    bodyOf(p(at(1)), linkNode(parts, 'a "tip"', [newElement('w:r', [newElement('w:t', ['here'])])]));

  test('a field with the row’s address', () => {
    const text = write(link(['https://example.com/?id=', fieldSlot('Id')]), values({ Id: 'a&b" \\l x' }));
    expect(text).toContain('HYPERLINK "https://example.com/?id=a%26b%22%20%5Cl%20x" \\o "a \\"tip\\"" </w:instrText>');
    expect(text.match(/fldCharType/g)).toHaveLength(3);
  });

  test('a place in the document', () => {
    expect(write(link(['#top']), values({}))).toContain('HYPERLINK \\l "top"');
  });

  test('an address that nobody should open leaves the words', () => {
    const text = write(link([fieldSlot('Id')]), values({ Id: 'javascript:alert(1)' }));
    expect(text).toBe('<w:p><w:r><w:t>here</w:t></w:r></w:p>');
  });
});
