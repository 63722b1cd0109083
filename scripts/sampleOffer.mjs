/**
 * A formatted offer as a designer leaves it: theme colours with tints and shades, theme fonts, numbered headings, a banded table
 * style, marks of their own, a boxed note, and the letterhead as a table in the header.
 */
import { field } from './sampleMarkup.mjs';
import { cell, line, p, packageOf, r, row, runLook, section, styleOf, tab, tableOf, themeOf } from './samplePackage.mjs';

const ACCENT = 'w:val="1F6F78" w:themeColor="accent1"';
const DARK = 'w:val="17535A" w:themeColor="accent1" w:themeShade="BF"';
const fill = (color, themed = '') => `w:val="clear" w:color="auto" w:fill="${color}"${themed}`;
const MINOR = 'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"';
const MAJOR = 'w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:cstheme="majorBidi"';

const theme = themeOf({
  major: 'Georgia',
  minor: 'Verdana',
  colors: {
    dk1: '1B1B1B',
    lt1: 'FFFFFF',
    dk2: '2F4858',
    lt2: 'EEF3F1',
    accent1: '1F6F78',
    accent2: 'D98E04',
    accent3: '8C2F39',
    accent4: '5B7B5A',
    accent5: '6C5B7B',
    accent6: '355C7D',
    hlink: '1F6F78',
    folHlink: '6C5B7B',
  },
});

const spaced = (before, after, more = '') => `<w:spacing w:before="${before}" w:after="${after}"${more}/>`;
const part = (type, run, properties) =>
  `<w:tblStylePr w:type="${type}">${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}<w:tcPr>${properties}</w:tcPr></w:tblStylePr>`;

const offerTable = styleOf('table', 'OfferTable', 'Offer Table', {
  based: 'TableNormal',
  paragraph: spaced(40, 40, ' w:line="240" w:lineRule="auto"'),
  inside:
    `<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblStyleColBandSize w:val="1"/><w:tblBorders>${['top', 'left', 'bottom', 'right'].map((side) => line(side, { size: 8, color: '1F6F78', themed: ' w:themeColor="accent1"' })).join('')}${line('insideH', { color: '8DD9E2', themed: ' w:themeColor="accent1" w:themeTint="66"' })}</w:tblBorders></w:tblPr>` +
    part(
      'firstRow',
      runLook({ bold: true, color: 'w:val="FFFFFF" w:themeColor="background1"' }),
      `<w:shd ${fill('1F6F78', ' w:themeFill="accent1"')}/>`,
    ) +
    part(
      'lastRow',
      runLook({ bold: true }),
      `<w:tcBorders>${line('top', { kind: 'double', size: 6, color: '1F6F78', themed: ' w:themeColor="accent1"' })}</w:tcBorders>`,
    ) +
    part('firstCol', runLook({ bold: true }), '') +
    part('band1Horz', '', `<w:shd ${fill('C6ECF0', ' w:themeFill="accent1" w:themeFillTint="33"')}/>`),
});

const styles =
  `<w:docDefaults><w:rPrDefault><w:rPr>${runLook({ font: MINOR, size: 20 })}<w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>${spaced(0, 120, ' w:line="276" w:lineRule="auto"')}</w:pPr></w:pPrDefault></w:docDefaults>` +
  styleOf('paragraph', 'Normal', 'Normal', { standard: true }) +
  styleOf('paragraph', 'Title', 'Title', {
    based: 'Normal',
    paragraph: spaced(240, 60),
    look: { font: MAJOR, color: DARK, size: 44 },
  }) +
  styleOf('paragraph', 'Subtitle', 'Subtitle', {
    based: 'Normal',
    paragraph: spaced(0, 240),
    look: { italic: true, color: 'w:val="8D8D8D" w:themeColor="text1" w:themeTint="80"', size: 22 },
  }) +
  styleOf('paragraph', 'Heading1', 'heading 1', {
    based: 'Normal',
    paragraph: `<w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr>${spaced(280, 80)}<w:outlineLvl w:val="0"/>`,
    look: { font: MAJOR, bold: true, color: ACCENT, size: 28 },
  }) +
  styleOf('paragraph', 'Heading2', 'heading 2', {
    based: 'Heading1',
    paragraph: `<w:numPr><w:ilvl w:val="1"/></w:numPr>${spaced(160, 60)}<w:outlineLvl w:val="1"/>`,
    look: { size: 23, color: DARK },
  }) +
  styleOf('paragraph', 'ListParagraph', 'List Paragraph', {
    based: 'Normal',
    paragraph: '<w:ind w:left="720"/><w:contextualSpacing/>',
  }) +
  styleOf('paragraph', 'Boxed', 'Boxed', {
    based: 'Normal',
    paragraph: `<w:pBdr>${['top', 'left', 'bottom', 'right'].map((side) => line(side, { size: 8, space: 6, color: 'D98E04', themed: ' w:themeColor="accent2"' })).join('')}</w:pBdr><w:shd ${fill('FEEAC6', ' w:themeFill="accent2" w:themeFillTint="33"')}/><w:ind w:left="284" w:right="284"/>`,
  }) +
  styleOf('paragraph', 'Fine', 'Fine Print', {
    based: 'Normal',
    paragraph: '<w:jc w:val="both"/>',
    look: { size: 16, color: 'w:val="6B6B6B" w:themeColor="text1" w:themeTint="A6"' },
  }) +
  styleOf('character', 'DefaultParagraphFont', 'Default Paragraph Font', { standard: true }) +
  styleOf('character', 'Strong', 'Strong', { based: 'DefaultParagraphFont', look: { bold: true } }) +
  styleOf('character', 'Term', 'Term', {
    based: 'DefaultParagraphFont',
    look: { smallCaps: true, color: 'w:val="8C2F39" w:themeColor="accent3"', spacing: 10 },
  }) +
  styleOf('table', 'TableNormal', 'Normal Table', {
    standard: true,
    inside:
      '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
  }) +
  offerTable;

const level = (number, format, text, left, hanging, more = '', look = '') =>
  `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${left}" w:hanging="${hanging}"/></w:pPr>${look}</w:lvl>`;
const abstract = (id, levels) =>
  `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${levels.join('')}</w:abstractNum>`;
const num = (id, abstractId, more = '') => `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${more}</w:num>`;

const numbering =
  abstract(0, [
    level(0, 'decimal', '%1.', 432, 432, '<w:pStyle w:val="Heading1"/>'),
    level(1, 'decimal', '%1.%2', 576, 576, '<w:pStyle w:val="Heading2"/>'),
  ]) +
  abstract(1, [
    level(
      0,
      'bullet',
      '\uf0b7',
      720,
      360,
      '',
      `<w:rPr>${runLook({ font: 'w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"', color: 'w:val="D98E04" w:themeColor="accent2"' })}</w:rPr>`,
    ),
    level(
      1,
      'bullet',
      '\uf0fc',
      1440,
      360,
      '',
      `<w:rPr>${runLook({ font: 'w:ascii="Wingdings" w:hAnsi="Wingdings" w:hint="default"' })}</w:rPr>`,
    ),
  ]) +
  abstract(2, [level(0, 'lowerLetter', '(%1)', 567, 567), level(1, 'lowerRoman', '%2.', 1134, 425)]) +
  num(1, 0) +
  num(2, 1) +
  num(3, 2) +
  num(4, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>');

const WIDTHS = [3600, 2426, 1300, 1700];
const right = (inside) => p(inside, {}, '<w:jc w:val="right"/>');
const item = (name, note, count, price) =>
  row([cell(WIDTHS[0], p(r(name))), cell(WIDTHS[1], p(note)), cell(WIDTHS[2], right(r(count))), cell(WIDTHS[3], right(price))]);

const prices = tableOf(
  WIDTHS,
  '<w:tblStyle w:val="OfferTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="04E0" w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
  [
    row(
      [
        cell(WIDTHS[0], p(r('Work'))),
        cell(WIDTHS[1], p(r('Made of'))),
        cell(WIDTHS[2], right(r('Pieces'))),
        cell(WIDTHS[3], right(r('Price'))),
      ],
      '<w:tblHeader/>',
    ),
    item('Oak shelves', r('oiled oak, 22 mm'), '6', r('€ 1,140.00')),
    item('Reading table', r('ash, linoleum'), '1', r('€ 860.00')),
    item(
      'Sliding doors',
      r('birch, 4 m') + r('2', { vertical: 'superscript' }),
      '2',
      r('€ 1,320.00', { strike: true }) + r(' € 1,190.00', { color: 'w:val="8C2F39" w:themeColor="accent3"' }),
    ),
    row([
      cell(WIDTHS[0], p(r('Together')), '', 1),
      cell(WIDTHS[1] + WIDTHS[2], right(r('with VAT')), '', 2),
      cell(WIDTHS[3], right(field('Amount'))),
    ]),
  ],
);

const head = tableOf([5400, 3626], '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>', [
  row([
    cell(
      5400,
      p(r('Tischlerei Halm', { font: MAJOR, bold: true, color: 'auto', size: 32 })),
      `<w:shd ${fill('10383C', ' w:themeFill="accent1" w:themeFillShade="80"')}/><w:vAlign w:val="center"/>`,
    ),
    cell(
      3626,
      p(r('Kanalweg 4 · 24103 Kiel', { size: 16 }), {}, '<w:jc w:val="right"/>') +
        p(r('office@halm.example', { size: 16, color: ACCENT }), {}, '<w:jc w:val="right"/>'),
      '<w:vAlign w:val="center"/>',
    ),
  ]),
]);

const body = [
  p(r('Offer for ') + field('Company'), { style: 'Title' }),
  p(r('Shelves and a table for your reading room'), { style: 'Subtitle' }),
  p(r('Dear ') + field('Title') + r(' ') + field('Last_Name') + r(',')),
  p(
    r('thank you for the afternoon in your library. As agreed we offer you the work below; the wood is ') +
      r('dry', { style: 'Strong' }) +
      r(', the drawings are ') +
      r('drawn', { italic: true, underline: 'double' }) +
      r(', and the ') +
      r('Gesellenstück', { style: 'Term' }) +
      r(' stays ') +
      r('with us', { highlight: 'yellow' }) +
      r('.'),
  ),
  p(r('What we build'), { style: 'Heading1' }),
  prices,
  p(r('How we build it'), { style: 'Heading1' }),
  p(r('Before'), { style: 'Heading2' }),
  p(r('We measure once more, because walls move.'), { style: 'ListParagraph', list: [2, 0] }),
  p(r('You choose:'), { style: 'ListParagraph', list: [2, 0] }),
  p(r('oil or soap'), { style: 'ListParagraph', list: [2, 1] }),
  p(r('the handles, of which there are two'), { style: 'ListParagraph', list: [2, 1] }),
  p(r('After'), { style: 'Heading2' }),
  p(r('The dust leaves with us.'), { list: [3, 0] }),
  p(r('The keys come back:'), { list: [3, 0] }),
  p(r('to you'), { list: [3, 1] }),
  p(r('or to your neighbour'), { list: [3, 1] }),
  p(r('What we do not do (this list goes on at c):'), {}, spaced(120, 60)),
  p(r('painting, '), { list: [4, 0] }),
  p(r('and repairs of other people’s work.'), { list: [4, 0] }),
  p(r('This offer holds until ') + field('Renewal_Date', { bold: true }) + r('.'), { style: 'Boxed' }),
  p(r('After that day wood may cost what wood costs.'), { style: 'Boxed' }),
  p(
    r('Sum') + tab + field('Amount', { bold: true }),
    {},
    `<w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs>${spaced(120, 120)}`,
  ),
  p(
    r('Payment within 30 days, 2 % discount within 8. Delivery in about ') +
      r('six', { caps: true }) +
      r(' weeks; H') +
      r('2', { vertical: 'subscript' }) +
      r('O stains are no defect. Place of jurisdiction is Kiel.'),
    { style: 'Fine' },
  ),
].join('');

export function offerParts() {
  return packageOf({
    title: 'Offer',
    document: `<w:body>${body}${section({ header: true })}</w:body>`,
    styles,
    numbering,
    settings:
      '<w:defaultTabStop w:val="709"/><w:themeFontLang w:val="en-GB"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>',
    header: head + p('', {}, spaced(0, 0)),
    theme,
  });
}
