/** Small builders of WordprocessingML, with the children in the order that the schema asks for (ISO/IEC 29500-4 wml.xsd). */

export function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function runProperties({ character, bold, italic, color, size, highlight, underline, vertical }) {
  const inside = [
    character && `<w:rStyle w:val="${character}"/>`,
    bold && '<w:b/>',
    italic !== undefined && `<w:i${italic ? '' : ' w:val="0"'}/>`,
    color && `<w:color w:val="${color}"/>`,
    size && `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`,
    highlight && `<w:highlight w:val="${highlight}"/>`,
    underline && '<w:u w:val="single"/>',
    vertical && `<w:vertAlign w:val="${vertical}"/>`,
  ].filter(Boolean);
  return inside.length === 0 ? '' : `<w:rPr>${inside.join('')}</w:rPr>`;
}

export function run(text, look = {}) {
  return `<w:r>${runProperties(look)}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
}

function code(text, look = {}) {
  return `<w:r>${runProperties(look)}<w:instrText xml:space="preserve">${escape(text)}</w:instrText></w:r>`;
}

function mark(type, look = {}) {
  return `<w:r>${runProperties(look)}<w:fldChar w:fldCharType="${type}"/></w:r>`;
}

/** Word shows the name of a field that was not merged yet; switches are not part of it. */
function nameIn(code) {
  return /^"([^"]+)"/.exec(code)?.[1] ?? code.split(' ')[0];
}

/** A field as Word inserts it: begin, code, separator, last result, end. */
export function field(name, look = {}) {
  return `${mark('begin', look)}${code(` MERGEFIELD ${name} `, look)}${mark('separate', look)}${run(`«${nameIn(name)}»`, look)}${mark('end', look)}`;
}

/** The same after some editing: code and result in several runs, with a spelling mark between. */
export function tornField(name) {
  const half = Math.ceil(name.length / 2);
  return (
    `${mark('begin')}${code(' MERGE')}${code('FIELD ')}<w:proofErr w:type="spellStart"/>${code(name.slice(0, half))}${code(name.slice(half))}<w:proofErr w:type="spellEnd"/>${code(' ')}` +
    `${mark('separate')}${run('«')}${run(nameIn(name))}${run('»')}${mark('end')}`
  );
}

export function simpleField(name) {
  return `<w:fldSimple w:instr="${escape(` MERGEFIELD ${name} `)}">${run(`«${nameIn(name)}»`)}</w:fldSimple>`;
}

/** A link whose address ends in the value of a field: a field inside the code of another. */
export function hyperlink(inside, name, shown) {
  const nested = `${mark('begin')}${code(` MERGEFIELD ${name} `)}${mark('separate')}${code(shown)}${mark('end')}`;
  return `${mark('begin')}${code(' HYPERLINK "https://harbour-concerts.example/renew?member=')}${nested}${code('" ')}${mark('separate')}${inside}${mark('end')}`;
}

export function paragraph(inside, { style, keepNext, pageBreak, list, before, after, align } = {}) {
  const spacing = [before === undefined ? '' : ` w:before="${before}"`, after === undefined ? '' : ` w:after="${after}"`].join(
    '',
  );
  const properties = [
    style && `<w:pStyle w:val="${style}"/>`,
    keepNext && '<w:keepNext/>',
    pageBreak && '<w:pageBreakBefore/>',
    list && `<w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr>`,
    spacing && `<w:spacing${spacing}/>`,
    align && `<w:jc w:val="${align}"/>`,
  ].filter(Boolean);
  return `<w:p>${properties.length === 0 ? '' : `<w:pPr>${properties.join('')}</w:pPr>`}${inside}</w:p>`;
}

/** First row as headings; the last column is right-aligned. */
export function table(widths, rows) {
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const cell = (inside, column, head) =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[column]}" w:type="dxa"/>${head ? '<w:shd w:val="clear" w:color="auto" w:fill="0E7490"/>' : ''}<w:vAlign w:val="center"/></w:tcPr>` +
    `${paragraph(inside, { style: 'Cell', ...(column === widths.length - 1 ? { align: 'right' } : {}) })}</w:tc>`;
  const row = (cells, index) =>
    `<w:tr><w:trPr><w:cantSplit/>${index === 0 ? '<w:tblHeader/>' : ''}</w:trPr>${cells.map((inside, column) => cell(inside, column, index === 0)).join('')}</w:tr>`;
  return (
    '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>' +
    `<w:tblGrid>${grid}</w:tblGrid>${rows.map(row).join('')}</w:tbl>`
  );
}
