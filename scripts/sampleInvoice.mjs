/** An invoice whose table has one line for each row of a message: `{{#each}}` … `{{/each}}` in the first and last cell of the line. */
import { cell, line, p, packageOf, r, row, runLook, section, styleOf, tableOf } from './samplePackage.mjs';

const FONT = 'w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"';
const INK = '283044';
const spaced = (before, after) => `<w:spacing w:before="${before}" w:after="${after}" w:line="240" w:lineRule="auto"/>`;
const shade = (color) => `<w:shd w:val="clear" w:color="auto" w:fill="${color}"/>`;
const right = (inside, style = 'Cell') => p(inside, { style }, '<w:jc w:val="right"/>');

const styles =
  `<w:docDefaults><w:rPrDefault><w:rPr>${runLook({ font: FONT, size: 21 })}<w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>${spaced(0, 120)}</w:pPr></w:pPrDefault></w:docDefaults>` +
  styleOf('paragraph', 'Normal', 'Normal', { standard: true }) +
  styleOf('paragraph', 'Title', 'Title', {
    based: 'Normal',
    paragraph: `<w:pBdr>${line('bottom', { size: 12, space: 4, color: INK })}</w:pBdr>${spaced(360, 240)}`,
    look: { bold: true, caps: true, spacing: 40, color: INK, size: 32 },
  }) +
  styleOf('paragraph', 'Cell', 'Cell', { based: 'Normal', paragraph: spaced(40, 40) }) +
  styleOf('paragraph', 'Small', 'Small', { based: 'Normal', paragraph: spaced(0, 0), look: { size: 17, color: '666666' } }) +
  styleOf('character', 'DefaultParagraphFont', 'Default Paragraph Font', { standard: true }) +
  styleOf('table', 'TableNormal', 'Normal Table', {
    standard: true,
    inside:
      '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
  });

const HALVES = [5200, 3826];
const address = tableOf(HALVES, '<w:tblW w:w="9026" w:type="dxa"/><w:tblLayout w:type="fixed"/>', [
  row([
    cell(
      HALVES[0],
      p(r('{{Title}} {{First Name}} {{Last Name}}'), { style: 'Cell' }) +
        p(r('{{Street}}'), { style: 'Cell' }) +
        p(r('{{Postal Code}} {{City}}'), { style: 'Cell' }),
    ),
    cell(
      HALVES[1],
      right(r('Invoice no.', { bold: true }) + r(' {{Member No}}')) +
        right(r('Date', { bold: true }) + r(' {{Renewal Date}}')) +
        right(r('VAT no.', { bold: true }) + r(' IE 6388047V')),
      shade('F1F3F8'),
    ),
  ]),
]);

const WIDTHS = [900, 4726, 1500, 1900];
const edge = (sides) => `<w:tcBorders>${sides.map(([side, look]) => line(side, look)).join('')}</w:tcBorders>`;
const heading = ['No.', 'What', 'Seat', 'Amount'].map((text, index) => {
  const inside = r(text, { bold: true, color: 'auto' });
  return cell(WIDTHS[index], index > 1 ? right(inside) : p(inside, { style: 'Cell' }), shade(INK));
});
const lines = `<w:tblBorders>${line('top', { color: INK })}${line('bottom', { size: 8, color: INK })}${line('insideH', { kind: 'dotted', color: '9AA3B5' })}</w:tblBorders>`;
const items = tableOf(
  WIDTHS,
  `<w:tblW w:w="9026" w:type="dxa"/>${lines}<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>`,
  [
    row(heading, '<w:tblHeader/>'),
    row([
      cell(WIDTHS[0], p(r('{{#each}}{{@number}}'), { style: 'Cell' })),
      cell(WIDTHS[1], p(r('Season ticket of ') + r('{{First Name}}', { bold: true }) + r(' {{Last Name}}'), { style: 'Cell' })),
      cell(WIDTHS[2], right(r('{{Seat}}'))),
      cell(WIDTHS[3], right(r('{{Amount}}{{/each}}')), '<w:noWrap/>'),
    ]),
    row([
      cell(WIDTHS[0] + WIDTHS[1] + WIDTHS[2], right(r('Handling')), '', 3),
      cell(WIDTHS[3], right(r('free', { italic: true }))),
    ]),
    row([
      cell(
        WIDTHS[0] + WIDTHS[1] + WIDTHS[2],
        right(r('To be paid by {{Renewal Date}}', { bold: true })),
        edge([['top', { kind: 'double', size: 6, color: INK }]]),
        3,
      ),
      cell(
        WIDTHS[3],
        right(r('{{Amount}}', { bold: true, size: 25 })),
        edge([['top', { kind: 'double', size: 6, color: INK }]]) + shade('E3F0E6'),
      ),
    ]),
  ],
);

const body = [
  address,
  p(r('Invoice'), { style: 'Title' }),
  p(r('Dear {{Title}} {{Last Name}}, thank you for your tickets.')),
  items,
  p(
    r('{{#if Company}}This invoice was made out to {{Company}}. {{else}}This invoice is private. {{/if}}') +
      r('Please name the number when you pay.', { underline: 'single' }),
    {},
    '<w:spacing w:before="240"/>',
  ),
  p(r('Bank: Harbour Credit Union · IE29 AIBK 9311 5212 3456 78'), { style: 'Small' }),
  p(r('Notes: ') + r('none', { strike: true }) + r(' see overleaf'), { style: 'Small' }),
].join('');

export function invoiceParts() {
  return packageOf({
    title: 'Invoice',
    document: `<w:body>${body}${section()}</w:body>`,
    styles,
    settings: '<w:defaultTabStop w:val="709"/>',
  });
}
