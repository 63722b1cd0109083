/** The parts of the sample letter beside its text: styles, lists, letterhead, and what holds the package together. */
import { paragraph, run } from './sampleMarkup.mjs';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

export const contentTypes =
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>' +
  ['document.main', 'styles', 'numbering', 'settings', 'header', 'footer']
    .map((kind) => {
      const part = { 'document.main': 'document', header: 'header1', footer: 'footer1' }[kind] ?? kind;
      return `<Override PartName="/word/${part}.xml" ContentType="${WORD}.${kind}+xml"/>`;
    })
    .join('') +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>';

export const packageRelationships =
  `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

export const documentRelationships =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  [
    ['styles', 'styles.xml'],
    ['numbering', 'numbering.xml'],
    ['settings', 'settings.xml'],
    ['header', 'header1.xml'],
    ['footer', 'footer1.xml'],
    ['image', 'media/image1.png'],
  ]
    .map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('') +
  '</Relationships>';

export const properties =
  `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ` +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Season ticket 2027</dc:title><dc:creator>Harbour Concert Society</dc:creator>' +
  '<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-02T09:00:00Z</dcterms:created></cp:coreProperties>';

const TEAL = '0E7490';
const font = (name) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}" w:eastAsia="${name}" w:cs="${name}"/>`;

const style = (type, id, name, inside, extra = '') =>
  `<w:style w:type="${type}"${extra} w:styleId="${id}"><w:name w:val="${name}"/>${inside}</w:style>`;

const basedOnNormal = (inside) => `<w:basedOn w:val="Normal"/>${inside}`;
const line = (side, color = 'BFD6DD') => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="${color}"/>`;

export const styles = (namespaces) =>
  `<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr>${font('Calibri')}<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-IE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
  '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
  style('paragraph', 'Normal', 'Normal', '<w:qFormat/>', ' w:default="1"') +
  style(
    'paragraph',
    'Heading1',
    'heading 1',
    basedOnNormal(
      `<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="160"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>${font('Georgia')}<w:b/><w:color w:val="${TEAL}"/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr>`,
    ),
  ) +
  style(
    'paragraph',
    'Heading2',
    'heading 2',
    basedOnNormal(
      `<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr>${font('Georgia')}<w:b/><w:color w:val="${TEAL}"/><w:sz w:val="25"/><w:szCs w:val="25"/></w:rPr>`,
    ),
  ) +
  style('paragraph', 'Address', 'Address', basedOnNormal('<w:pPr><w:spacing w:after="0"/></w:pPr>')) +
  style('paragraph', 'Picture', 'Picture', basedOnNormal('<w:pPr><w:spacing w:after="280"/></w:pPr>')) +
  style(
    'paragraph',
    'Cell',
    'Cell',
    basedOnNormal('<w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'),
  ) +
  style(
    'paragraph',
    'ListParagraph',
    'List Paragraph',
    basedOnNormal('<w:qFormat/><w:pPr><w:ind w:left="720"/><w:contextualSpacing/></w:pPr>'),
  ) +
  style(
    'paragraph',
    'Quote',
    'Quote',
    basedOnNormal(
      `<w:qFormat/><w:pPr><w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="${TEAL}"/></w:pBdr><w:spacing w:before="200" w:after="200"/><w:ind w:left="400" w:right="400"/></w:pPr><w:rPr><w:i/><w:color w:val="475569"/></w:rPr>`,
    ),
  ) +
  style(
    'paragraph',
    'Header',
    'header',
    basedOnNormal(
      `<w:pPr><w:pBdr>${line('bottom', TEAL)}</w:pBdr><w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs><w:spacing w:after="0"/></w:pPr><w:rPr><w:color w:val="475569"/><w:sz w:val="18"/></w:rPr>`,
    ),
  ) +
  style(
    'paragraph',
    'Footer',
    'footer',
    basedOnNormal(
      '<w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:color w:val="64748B"/><w:sz w:val="16"/></w:rPr>',
    ),
  ) +
  style('character', 'DefaultParagraphFont', 'Default Paragraph Font', '<w:uiPriority w:val="1"/>', ' w:default="1"') +
  style(
    'character',
    'Hyperlink',
    'Hyperlink',
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>',
  ) +
  style(
    'table',
    'TableNormal',
    'Normal Table',
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    ' w:default="1"',
  ) +
  style(
    'table',
    'TableGrid',
    'Table Grid',
    `<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => line(side)).join('')}</w:tblBorders></w:tblPr>`,
  ) +
  '</w:styles>';

const level = (number, format, text, left, look = '') =>
  `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${left}" w:hanging="360"/></w:pPr>${look}</w:lvl>`;

const symbol = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr>';

export const numbering = (namespaces) =>
  `<w:numbering ${namespaces}>` +
  `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>${level(0, 'bullet', '\uf0b7', 720, symbol)}${level(1, 'bullet', 'o', 1440, '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New" w:hint="default"/></w:rPr>')}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>${level(0, 'decimal', '%1.', 720)}${level(1, 'lowerLetter', '%2.', 1440)}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>';

export const settings = (namespaces) =>
  `<w:settings ${namespaces}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`;

export const header = (namespaces) =>
  `<w:hdr ${namespaces}>${paragraph(`${run('Harbour Concert Society', { bold: true, color: TEAL })}<w:r><w:tab/></w:r>${run('12 Quay Street · Galway · Ireland')}`, { style: 'Header' })}</w:hdr>`;

export const footer = (namespaces) =>
  `<w:ftr ${namespaces}>${paragraph(`${run('Registered charity 20048213 · page ')}<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`, { style: 'Footer' })}</w:ftr>`;
