/** NEXT in table rows, and content controls that repeat. */
import { describe, expect, test } from '@jest/globals';
import { nextNode } from '../../../../server/merge/markup/newMarkup.ts';
import { isElement, textOf, type Xml, type XmlChild } from '../../../../server/merge/ooxml/parseXml.ts';
import { resolved, scopesOf, shown, storyOf, typed, typedTable } from '../../../support/storyText.ts';

const ROWS = [
  { A: '1', B: 'x' },
  { A: '2', B: 'y' },
  { A: '3', B: 'z' },
];
const conditional = { fields: ['A'], holds: () => true };

/** `»` typed stands for NEXT, `?»` for NEXTIF. */
function withNext(node: Xml): Xml {
  const children = node.children.flatMap((child): XmlChild[] => {
    if (!isElement(child)) return [child];
    if (child.name !== 'w:r' || !/^\??»$/.test(textOf(child))) return [withNext(child)];
    return [nextNode(textOf(child) === '»' ? null : conditional)];
  });
  return { ...node, children };
}

function run(body: string) {
  const [scope] = scopesOf(ROWS);
  if (scope === undefined) throw new Error('no row');
  const { story, remarks, repeats } = resolved(withNext(storyOf(body)));
  return { text: shown(story, scope), codes: remarks.map(({ code }) => code), repeats };
}

describe('NEXT', () => {
  test.each([
    ['the row repeats', [['Head'], ['»~{{A}}']], '[Head¶|][1¶|][2¶|][3¶|]'],
    ['at the end of the row', [['{{A}}', '{{B}}~»']], '[1¶|x¶|][2¶|y¶|][3¶|z¶|]'],
    [
      'the row before it is the first',
      [
        ['{{A}}', '{{B}}'],
        ['»~{{A}}', '{{B}}'],
      ],
      '[1¶|x¶|][2¶|y¶|][3¶|z¶|]',
    ],
    ['a row with other fields is not', [['For {{B}}'], ['»~{{A}}']], '[For x¶|][1¶|][2¶|][3¶|]'],
    ['rows of the same kind are one', [['{{A}}'], ['»~{{A}}'], ['»~{{A}}'], ['Total']], '[1¶|][2¶|][3¶|][Total¶|]'],
    ['another kind is another', [['»~{{A}}'], ['»~{{B}}']], '[1¶|][2¶|][3¶|][x¶|][y¶|][z¶|]'],
    [
      'labels side by side',
      [
        ['{{A}}', '»~{{A}}'],
        ['»~{{A}}', '»~{{A}}'],
      ],
      '[1¶|¶|][2¶|¶|][3¶|¶|]',
    ],
    ['two values of one row are no labels', [['»~{{A}}', '{{A}}']], '[1¶|1¶|][2¶|2¶|][3¶|3¶|]'],
  ])('%s', (_, rows, text) => {
    expect(run(typedTable(...rows))).toEqual({ text, codes: [], repeats: true });
  });

  test('NEXTIF repeats too, and is told', () => {
    expect(run(typedTable(['?»~{{A}}']))).toEqual({ text: '[1¶|][2¶|][3¶|]', codes: ['NEXTIF_SIMPLIFIED'], repeats: true });
  });

  test('outside of a table it is left out and told', () => {
    expect(run(typed('{{A}}~»~{{B}}'))).toEqual({ text: '1x¶', codes: ['NEXT_NOT_USED'], repeats: false });
  });

  test('in a table in a cell', () => {
    const body = `<w:tbl><w:tr><w:tc>${typedTable(['»~{{A}}'])}${typed('{{B}}')}</w:tc></w:tr></w:tbl>`;
    expect(run(body)).toEqual({ text: '[[1¶|][2¶|][3¶|]x¶|]', codes: [], repeats: true });
  });
});

describe('content controls that repeat', () => {
  const section = '<w15:repeatingSection xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>';
  const control = (properties: string, inside: string) =>
    `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
  const row = (text: string) => `<w:tr><w:tc>${typed(text)}</w:tc></w:tr>`;

  test.each([
    ['a repeating section', control(section, control('', typed('{{A}}'))), '1¶2¶3¶'],
    ['its first item is the pattern', control(section, control('', typed('{{A}}')) + control('', typed('old'))), '1¶2¶3¶'],
    ['of table rows', `<w:tbl>${row('Head')}${control(section, control('', row('{{A}}')))}</w:tbl>`, '[Head¶|][1¶|][2¶|][3¶|]'],
    ['by tag', control('<w:tag w:val="each"/>', typed('{{A}}', '{{B}}')), '1¶x¶2¶y¶3¶z¶'],
    ['by title', control('<w:alias w:val="Rows"/>', typed('{{A}}')), '1¶2¶3¶'],
  ])('%s', (_, body, text) => {
    expect(run(body)).toEqual({ text, codes: [], repeats: true });
  });

  test('without values it stays as it is', () => {
    expect(run(control(section, typed('fixed')))).toEqual({ text: 'fixed¶', codes: [], repeats: false });
  });
});
