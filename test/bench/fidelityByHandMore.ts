/** The other two letters worked out by hand: a table style with its conditions, and text in two directions. */
import { DEFAULTS, type HandLetter, paragraph, run, runsOf } from './fidelityHandParts.ts';
import type { CellLook, Line, Look } from './fidelityLook.ts';
import { bare } from './fidelityLook.ts';

const part = (type: string, rPr: string, tcPr: string) =>
  `<w:tblStylePr w:type="${type}"><w:rPr>${rPr}</w:rPr><w:tcPr>${tcPr}</w:tcPr></w:tblStylePr>`;
const shade = (color: string) => `<w:shd w:val="clear" w:color="auto" w:fill="${color}"/>`;
const cell = (text: string, tcPr = '') => `<w:tc><w:tcPr>${tcPr}</w:tcPr>${paragraph(run(text))}</w:tc>`;

const OUTER: Line = { width: 1, style: 'solid', color: '#1f497d' };
const INNER: Line = { width: 0.5, style: 'solid', color: '#95b3d7' };
const DOUBLE: Line = { width: 2.25, style: 'double', color: '#1f497d' };

/** Columns of 100, 150 and 250 points. */
const EDGES = [0, 0.2, 0.5, 1];
type Drawn = [text: string, row: number, from: number, to: number, background: string, top: Line, bottom: Line];
const drawn = ([text, row, from, to, background, top, bottom]: Drawn): CellLook => ({
  text: bare(text),
  row,
  rows: 1,
  from: EDGES[from] ?? 0,
  to: EDGES[to] ?? 1,
  background,
  lines: { top, bottom, left: from === 0 ? OUTER : null, right: to === 3 ? OUTER : null },
});

const HEAD: Partial<Look> = { bold: true, color: '#ffffff', background: '#1f497d' };
const BAND: Partial<Look> = { background: '#dbe5f1' };

/**
 * 17.7.6, 17.4.55: the heading row, bands from the row after it on, the first column, the last row; the corner between heading row
 * and first column has a part of its own. What the row says about itself (w:cnfStyle) is no formatting. The table's own inner
 * lines lie under those of the parts; the cell's own shading lies over all.
 */
export const bandedTable: HandLetter = {
  styles:
    DEFAULTS +
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>' +
    `<w:style w:type="table" w:styleId="Banded"><w:name w:val="Banded"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>${['top', 'left', 'bottom', 'right'].map((side) => `<w:${side} w:val="single" w:sz="8" w:color="1F497D"/>`).join('')}<w:insideH w:val="single" w:sz="4" w:color="95B3D7"/></w:tblBorders></w:tblPr>` +
    part('firstRow', '<w:b/><w:color w:val="FFFFFF"/>', shade('1F497D')) +
    part('lastRow', '<w:i/>', '<w:tcBorders><w:top w:val="double" w:sz="6" w:color="1F497D"/></w:tcBorders>') +
    part('firstCol', '<w:b/>', '') +
    part('band1Horz', '', shade('DBE5F1')) +
    part('nwCell', '<w:color w:val="FFFF00"/>', '') +
    '</w:style>',
  body:
    '<w:tbl><w:tblPr><w:tblStyle w:val="Banded"/><w:tblW w:w="10000" w:type="dxa"/><w:tblLook w:val="0000" w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/><w:gridCol w:w="5000"/></w:tblGrid>' +
    `<w:tr>${cell('corner')}${cell('second')}${cell('third')}</w:tr>` +
    `<w:tr><w:trPr><w:cnfStyle w:val="100000000000"/></w:trPr>${cell('one')}${cell('band')}${cell('shaded by itself', shade('FFE699'))}</w:tr>` +
    `<w:tr>${cell('two')}${cell('over two columns', '<w:gridSpan w:val="2"/>')}</w:tr>` +
    `<w:tr>${cell('three')}${cell('band again')}${cell('more')}</w:tr>` +
    `<w:tr>${cell('sum')}${cell('slanted')}${cell('total')}</w:tr></w:tbl>${paragraph(run('after'))}`,
  page: {
    runs: runsOf([
      [['corner', { ...HEAD, color: '#ffff00' }]],
      [['second', HEAD]],
      [['third', HEAD]],
      [['one', { ...BAND, bold: true }]],
      [['band', BAND]],
      [['shaded by itself', { background: '#ffe699' }]],
      [['two', { bold: true }]],
      [['over two columns', {}]],
      [['three', { ...BAND, bold: true }]],
      [['band again', BAND]],
      [['more', BAND]],
      [['sum', { bold: true, italic: true }]],
      [['slanted', { italic: true }]],
      [['total', { italic: true }]],
      [['after', {}]],
    ]),
    tables: [
      {
        cells: (
          [
            ['corner', 0, 0, 1, '#1f497d', OUTER, INNER],
            ['second', 0, 1, 2, '#1f497d', OUTER, INNER],
            ['third', 0, 2, 3, '#1f497d', OUTER, INNER],
            ['one', 1, 0, 1, '#dbe5f1', INNER, INNER],
            ['band', 1, 1, 2, '#dbe5f1', INNER, INNER],
            ['shaded by itself', 1, 2, 3, '#ffe699', INNER, INNER],
            ['two', 2, 0, 1, '#ffffff', INNER, INNER],
            ['over two columns', 2, 1, 3, '#ffffff', INNER, INNER],
            ['three', 3, 0, 1, '#dbe5f1', INNER, DOUBLE],
            ['band again', 3, 1, 2, '#dbe5f1', INNER, DOUBLE],
            ['more', 3, 2, 3, '#dbe5f1', INNER, DOUBLE],
            ['sum', 4, 0, 1, '#ffffff', DOUBLE, OUTER],
            ['slanted', 4, 1, 2, '#ffffff', DOUBLE, OUTER],
            ['total', 4, 2, 3, '#ffffff', DOUBLE, OUTER],
          ] satisfies Drawn[]
        ).map(drawn),
      },
    ],
  },
};

const ARABIC: Partial<Look> = { font: 'Arial', size: 14 };

/**
 * 17.3.1.13: in a paragraph from right to left `left` is the side where lines start; 17.3.1.12: so is the left indent. 17.3.2.30: a
 * run with w:rtl has the font, size, weight and slant for complex scripts (w:rFonts cs, w:szCs, w:bCs, w:iCs), whatever is in it.
 * 17.3.2.26: East Asian characters have a font of their own.
 */
export const mixedDirections: HandLetter = {
  styles: DEFAULTS.replace('w:cs="Calibri"/>', 'w:cs="Arial" w:eastAsia="SimSun"/>').replace(
    '<w:szCs w:val="22"/>',
    '<w:szCs w:val="28"/>',
  ),
  body:
    paragraph(run('مرحبا بكم', '<w:rtl/>') + run(' in Latin '), '<w:bidi/>') +
    paragraph(run('إلى اليسار', '<w:b/><w:rtl/>') + run(' 2027', '<w:bCs/><w:rtl/>'), '<w:bidi/><w:jc w:val="right"/>') +
    paragraph(run('مزاحة', '<w:i/><w:iCs/><w:rtl/>'), '<w:bidi/><w:ind w:left="800" w:firstLine="400"/><w:jc w:val="left"/>') +
    paragraph(run('Latin ') + run('北京', '<w:b/>') + run(' again'), '<w:jc w:val="end"/>'),
  page: {
    runs: runsOf([
      [
        ['مرحبا بكم', { ...ARABIC, align: 'right' }],
        [' in Latin ', { align: 'right' }],
      ],
      [
        ['إلى اليسار', ARABIC],
        [' 2027', { ...ARABIC, bold: true }],
      ],
      [['مزاحة', { ...ARABIC, italic: true, align: 'right', indent: 40, first: 20 }]],
      [
        ['Latin ', { align: 'right' }],
        ['北京', { font: 'SimSun', bold: true, align: 'right' }],
        [' again', { align: 'right' }],
      ],
    ]),
    tables: [],
  },
};
