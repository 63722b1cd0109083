/** A letter in Arabic with Latin, Hebrew, Japanese and Chinese in it: every script has its own font, size and weight. */
import { cell, line, p, packageOf, r, row, runLook, section, styleOf, tableOf, themeOf } from './samplePackage.mjs';

const THEMED = 'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"';
const theme = themeOf({
  major: 'Cambria',
  minor: 'Calibri',
  scripts: { Jpan: 'MS Mincho', Hans: 'SimSun', Arab: 'Arial', Hebr: 'David' },
  colors: {
    dk1: '000000',
    lt1: 'FFFFFF',
    dk2: '1F497D',
    lt2: 'EEECE1',
    accent1: '4F81BD',
    accent2: 'C0504D',
    accent3: '9BBB59',
    accent4: '8064A2',
    accent5: '4BACC6',
    accent6: 'F79646',
    hlink: '0000FF',
    folHlink: '800080',
  },
});
const bidi = '<w:bidi/>';
const arabic = (text, look = {}) => r(text, { ...look, rtl: true });

const styles =
  `<w:docDefaults><w:rPrDefault><w:rPr>${runLook({ font: THEMED, size: 22, complexSize: 26 })}<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-EG"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
  styleOf('paragraph', 'Normal', 'Normal', { standard: true }) +
  styleOf('paragraph', 'Heading1', 'heading 1', {
    based: 'Normal',
    paragraph: '<w:outlineLvl w:val="0"/>',
    look: { bold: true, color: 'w:val="365F91" w:themeColor="accent1" w:themeShade="BF"', size: 28, complexSize: 34 },
  }) +
  styleOf('paragraph', 'ListParagraph', 'List Paragraph', {
    based: 'Normal',
    paragraph: '<w:ind w:left="720"/><w:contextualSpacing/>',
  }) +
  styleOf('character', 'DefaultParagraphFont', 'Default Paragraph Font', { standard: true }) +
  styleOf('table', 'TableNormal', 'Normal Table', {
    standard: true,
    inside:
      '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
  }) +
  styleOf('table', 'TableGrid', 'Table Grid', {
    based: 'TableNormal',
    inside: `<w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => line(side)).join('')}</w:tblBorders></w:tblPr>`,
  });

const level = (number, format, text, left) =>
  `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${left}" w:hanging="360"/></w:pPr></w:lvl>`;
const numbering =
  `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>${level(0, 'decimal', '%1.', 720)}${level(1, 'lowerLetter', '%2.', 1440)}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>${level(0, 'japaneseCounting', '%1、', 720)}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>';

const WIDTHS = [3009, 3009, 3008];
const cells = (texts, properties = '') => row(texts.map((inside, index) => cell(WIDTHS[index], inside, properties)));
const table = tableOf(WIDTHS, '<w:tblStyle w:val="TableGrid"/><w:bidiVisual/><w:tblW w:w="9026" w:type="dxa"/>', [
  cells(
    [p(arabic('الاسم', { bold: true }), {}, bidi), p(arabic('المدينة', { bold: true }), {}, bidi), p(r('Seat', { bold: true }))],
    '<w:shd w:val="clear" w:color="auto" w:fill="DBE5F1" w:themeFill="accent1" w:themeFillTint="33"/>',
  ),
  cells([p(arabic('{{Last Name}}'), {}, bidi), p(arabic('{{City}}'), {}, bidi), p(r('{{Seat}}'), {}, '<w:jc w:val="right"/>')]),
]);

const body = [
  p(arabic('دعوة إلى الحفل'), { style: 'Heading1' }, bidi),
  p(arabic('عزيزي ') + arabic('{{First Name}}', { bold: true }) + arabic('،'), {}, bidi),
  p(
    arabic('يسرنا أن ندعوكم إلى حفل ') +
      r('Harbour Concert Society', { italic: true }) +
      arabic(' في ') +
      arabic('القاعة الكبرى', { underline: 'single', color: 'C0504D' }) +
      arabic('.'),
    {},
    `${bidi}<w:jc w:val="both"/>`,
  ),
  p(arabic('هذه الفقرة على اليسار.'), {}, `${bidi}<w:jc w:val="right"/>`),
  p(arabic('هذه الفقرة مزاحة.'), {}, `${bidi}<w:ind w:left="567" w:right="284" w:firstLine="283"/>`),
  p(arabic('الموسيقى أولا'), { style: 'ListParagraph', list: [1, 0] }, bidi),
  p(arabic('ثم القهوة'), { style: 'ListParagraph', list: [1, 0] }, bidi),
  p(arabic('أو الشاي'), { style: 'ListParagraph', list: [1, 1] }, bidi),
  table,
  p(
    r('In English the same, with one word of Hebrew (') +
      r('שלום', { rtl: true, bold: true }) +
      r(') and two names: ') +
      r('東京', { font: 'w:hint="eastAsia"' }) +
      r(' and ') +
      r('北京', { font: 'w:eastAsia="SimSun" w:hint="eastAsia"', bold: true }) +
      r('.'),
    {},
    '<w:spacing w:before="200"/>',
  ),
  p(
    r('こんにちは、', { font: 'w:hint="eastAsia"' }) +
      r('{{First Name}}') +
      r('さん。', { font: 'w:hint="eastAsia"' }) +
      r('“Quoted” Latin', { highlight: 'cyan' }),
  ),
  p(r('一つ目', { font: 'w:hint="eastAsia"' }), { list: [2, 0] }),
  p(r('二つ目', { font: 'w:hint="eastAsia"' }), { list: [2, 0] }),
].join('');

export function mixedScriptsParts() {
  return packageOf({
    title: 'Invitation',
    document: `<w:body>${body}${section({ rtl: true })}</w:body>`,
    styles,
    numbering,
    settings: '<w:defaultTabStop w:val="709"/><w:themeFontLang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-EG"/>',
    theme,
  });
}
