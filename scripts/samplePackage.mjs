/** Parts of a Word document around its text: what holds a package together, and a theme with colours and fonts of one's own. */

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const NAMESPACES = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${OFFICE}"`;

const ROOTS = {
  document: 'document',
  styles: 'styles',
  numbering: 'numbering',
  settings: 'settings',
  header: 'hdr',
  footer: 'ftr',
};
const TYPES = { document: 'document.main' };

/**
 * @param {{ title: string, document: string, styles: string, numbering?: string, settings?: string, header?: string, footer?: string, theme?: string }} inside
 *   The content of each root element; `theme` is the whole part.
 */
export function packageOf({ title, theme, ...inside }) {
  const names = Object.keys(inside);
  const related = [...names.filter((name) => name !== 'document'), ...(theme === undefined ? [] : ['theme'])];
  const part = (name) => (name === 'header' || name === 'footer' ? `${name}1` : name);
  const target = (name) => (name === 'theme' ? 'theme/theme1' : part(name));
  const override = (path, type) => `<Override PartName="/${path}" ContentType="${type}"/>`;
  return {
    '[Content_Types].xml':
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      names.map((name) => override(`word/${part(name)}.xml`, `${WORD}.${TYPES[name] ?? name}+xml`)).join('') +
      (theme === undefined ? '' : override('word/theme/theme1.xml', 'application/vnd.openxmlformats-officedocument.theme+xml')) +
      `${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
    '_rels/.rels':
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>` +
      `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title></cp:coreProperties>`,
    'word/_rels/document.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${related
      .map((name) => `<Relationship Id="${idOf(name)}" Type="${OFFICE}/${name}" Target="${target(name)}.xml"/>`)
      .join('')}</Relationships>`,
    ...Object.fromEntries(
      names.map((name) => [`word/${part(name)}.xml`, `${XML}<w:${ROOTS[name]} ${NAMESPACES}>${inside[name]}</w:${ROOTS[name]}>`]),
    ),
    ...(theme === undefined ? {} : { 'word/theme/theme1.xml': XML + theme }),
  };
}

/** Relationship of a header or footer in the section, and of every other part. */
export function idOf(name) {
  return `rId${name[0].toUpperCase()}${name.slice(1)}`;
}

/** A4 with an inch on both sides: 9026 twentieths of a point between the margins. */
export function section({ header = false, footer = false, rtl = false } = {}) {
  const reference = (name, is) => (is ? `<w:${name}Reference w:type="default" r:id="${idOf(name)}"/>` : '');
  return `<w:sectPr>${reference('header', header)}${reference('footer', footer)}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:right="1440" w:bottom="1134" w:left="1440" w:header="709" w:footer="567" w:gutter="0"/>${rtl ? '<w:bidi/>' : ''}</w:sectPr>`;
}

/** @param {{ colors: Record<string, string>, major: string, minor: string, scripts?: Record<string, string> }} look */
export function themeOf({ colors, major, minor, scripts = {} }) {
  const fonts = (font) =>
    `<a:latin typeface="${font}"/><a:ea typeface=""/><a:cs typeface=""/>${Object.entries(scripts)
      .map(([script, name]) => `<a:font script="${script}" typeface="${name}"/>`)
      .join('')}`;
  const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
  return (
    `<a:theme xmlns:a="${DRAWING}" name="Sample"><a:themeElements><a:clrScheme name="Sample">${Object.entries(colors)
      .map(([name, color]) => `<a:${name}><a:srgbClr val="${color}"/></a:${name}>`)
      .join('')}</a:clrScheme>` +
    `<a:fontScheme name="Sample"><a:majorFont>${fonts(major)}</a:majorFont><a:minorFont>${fonts(minor)}</a:minorFont></a:fontScheme>` +
    `<a:fmtScheme name="Sample"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${'<a:ln/>'.repeat(3)}</a:lnStyleLst>` +
    `<a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
  );
}

const toggles = { bold: 'b', italic: 'i', caps: 'caps', smallCaps: 'smallCaps', strike: 'strike' };

/** Run properties in the order of the schema. `font`: attributes of w:rFonts; `color`: attributes of w:color, or six digits. */
export function runLook({ style, font, color, size, complexSize, highlight, underline, shade, vertical, rtl, spacing, ...more }) {
  const on = (name) => (more[name] === undefined ? '' : `<w:${toggles[name]}${more[name] ? '' : ' w:val="0"'}/>`);
  const bold = more.bold === undefined ? '' : on('bold') + `<w:bCs${more.bold ? '' : ' w:val="0"'}/>`;
  const italic = more.italic === undefined ? '' : on('italic') + `<w:iCs${more.italic ? '' : ' w:val="0"'}/>`;
  const colored = color !== undefined && /^[0-9A-F]{6}$|^auto$/.test(color) ? `w:val="${color}"` : color;
  return [
    style && `<w:rStyle w:val="${style}"/>`,
    font && `<w:rFonts ${font}/>`,
    bold,
    italic,
    on('caps'),
    on('smallCaps'),
    on('strike'),
    color && `<w:color ${colored}/>`,
    spacing && `<w:spacing w:val="${spacing}"/>`,
    size && `<w:sz w:val="${size}"/>`,
    (complexSize ?? size) && `<w:szCs w:val="${complexSize ?? size}"/>`,
    highlight && `<w:highlight w:val="${highlight}"/>`,
    underline && `<w:u w:val="${underline}"/>`,
    shade && `<w:shd ${shade}/>`,
    vertical && `<w:vertAlign w:val="${vertical}"/>`,
    rtl && '<w:rtl/>',
  ]
    .filter(Boolean)
    .join('');
}

export function styleOf(type, id, name, { based, inside = '', paragraph = '', look = {}, standard = false, more = '' } = {}) {
  const run = runLook(look);
  return (
    `<w:style w:type="${type}"${standard ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/>${based === undefined ? '' : `<w:basedOn w:val="${based}"/>`}${more}` +
    `${paragraph === '' ? '' : `<w:pPr>${paragraph}</w:pPr>`}${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}${inside}</w:style>`
  );
}

export function p(inside, { style, ...more } = {}, properties = '') {
  const pPr = `${style === undefined ? '' : `<w:pStyle w:val="${style}"/>`}${more.list === undefined ? '' : `<w:numPr><w:ilvl w:val="${more.list[1]}"/><w:numId w:val="${more.list[0]}"/></w:numPr>`}${properties}`;
  return `<w:p>${pPr === '' ? '' : `<w:pPr>${pPr}</w:pPr>`}${inside}</w:p>`;
}

export function r(text, look = {}) {
  const run = runLook(look);
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<w:r>${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}<w:t xml:space="preserve">${escaped}</w:t></w:r>`;
}

export const tab = '<w:r><w:tab/></w:r>';

export function cell(width, content, properties = '', span = 1) {
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${properties}</w:tcPr>${content}</w:tc>`;
}

export function tableOf(widths, properties, rows) {
  return `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

export function row(cells, properties = '') {
  return `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells.join('')}</w:tr>`;
}

export function line(side, { size = 4, color = 'auto', kind = 'single', space = 0, themed = '' } = {}) {
  return `<w:${side} w:val="${kind}" w:sz="${size}" w:space="${space}" w:color="${color}"${themed}/>`;
}
