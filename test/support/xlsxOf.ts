/** Excel workbooks for tests, from fragments of SpreadsheetML. */
import { zipOf } from './docxOf.ts';

const TRANSITIONAL = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const STRICT_OFFICE = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export type XlsxParts = {
  /** Name of a sheet → what stands in its `worksheet` element, or only its rows. A name may be followed by `|hidden`. */
  sheets: Record<string, string>;
  /** Format codes; a cell names them by `s="1"` and on; `s="0"` is General. */
  formats?: string[];
  texts?: string[];
  from1904?: boolean;
  strict?: boolean;
  files?: Record<string, string | Uint8Array>;
};

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

export function xlsxOf({
  sheets,
  formats = [],
  texts = [],
  from1904 = false,
  strict = false,
  files = {},
}: XlsxParts): Uint8Array {
  const [main, office] = strict ? [STRICT, STRICT_OFFICE] : [TRANSITIONAL, OFFICE];
  const entries = Object.entries(sheets);
  const related = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const tabs = entries.map(([name], index) => {
    const [title = '', state = 'visible'] = name.split('|');
    return `<sheet name="${escaped(title)}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`;
  });
  const targets = entries.map((_, index) => related(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`));
  const styles = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escaped(code)}"/>`).join('');
  const xfs = ['<xf numFmtId="0"/>', ...formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`)].join('');
  return zipOf({
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${related('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${from1904}"/><sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${targets.join('')}${related('s', 'styles', 'styles.xml')}${related('t', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${styles}</numFmts><cellXfs>${xfs}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts.map((text) => `<si>${text.startsWith('<') ? text : `<t>${escaped(text)}</t>`}</si>`).join('')}</sst>`,
    ...Object.fromEntries(
      entries.map(([, rows], index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}">${rows.includes('<sheetData') ? rows : `<sheetData>${rows}</sheetData>`}</worksheet>`,
      ]),
    ),
    ...files,
  });
}

/** A row of texts, written inline. */
export function textRow(number: number, cells: string[], attributes = ''): string {
  return `<row r="${number}" ${attributes}>${cells.map((text, column) => (text === '' ? '' : textCell(`${String.fromCharCode(65 + column)}${number}`, text))).join('')}</row>`;
}

export function textCell(place: string, text: string): string {
  return `<c r="${place}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
}
