/** A letter of five pages for benches of speed: prose, tables, pictures, header and footer, and 45 fields in double braces. */
import { deflateSync } from 'node:zlib';
import { docxOf, p, r, wordPart } from '../support/docxOf.ts';

export const FIELDS = Array.from({ length: 45 }, (_, index) => `field${index + 1}`);

/** Values of a row, as lists have them: names, sums, a line of text. */
export function benchRow(row: number): Record<string, string> {
  return Object.fromEntries(FIELDS.map((field, index) => [field, valueAt(index, row)]));
}

function valueAt(index: number, row: number): string {
  const values = [
    `Ada & Ben ${row}`,
    `${(row * 37 + index) % 9973}.50`,
    'Römerstraße 17, 8001 Zürich',
    `2026-11-${(row % 28) + 1}`,
  ];
  return values[index % values.length] ?? '';
}

const WORDS =
  'the contract for your maintenance is renewed each spring unless one of us ends it in writing before the end of the year and all parts that wear are covered';

function prose(seed: number, words: number): string {
  const all = WORDS.split(' ');
  return Array.from({ length: words }, (_, index) => all[(index * 7 + seed * 11) % all.length] ?? '').join(' ');
}

/** Runs as Word leaves them: cut where the spelling was checked or the look changes. */
function paragraph(seed: number, field: string): string {
  const look =
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/>';
  const inside = `${r(`${prose(seed, 40)} `, look)}${r(`{{${field}}}`, `<w:b/>${look}`)}${r(` ${prose(seed + 1, 36)}. `, look)}${r(prose(seed + 2, 12), `<w:i/>${look}`)}`;
  return p(inside, '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/><w:jc w:val="both"/>');
}

function row(cells: string[]): string {
  const cell = (text: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="2300" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>${p(r(text, '<w:sz w:val="20"/>'), '<w:jc w:val="right"/>')}</w:tc>`;
  return `<w:tr>${cells.map(cell).join('')}</w:tr>`;
}

function table(fields: string[], filler: number): string {
  const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('');
  const fixed = Array.from({ length: filler }, (_, index) => row([`Part ${index + 1}`, prose(index, 4), '12 months', '120.00']));
  const rows = fields.map((field, index) => row([`Item ${index + 1}`, prose(index, 3), 'yearly', `{{${field}}}`]));
  const grid = '<w:gridCol w:w="2300"/>'.repeat(4);
  return `<w:tbl><w:tblPr><w:tblW w:w="9200" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${[...fixed, ...rows].join('')}</w:tbl>`;
}

function picture(id: number): string {
  const size = '<wp:extent cx="1800000" cy="900000"/>';
  const fill = `<pic:blipFill><a:blip r:embed="rIdPicture${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`;
  const shape =
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>';
  const names = `<pic:nvPicPr><pic:cNvPr id="${id}" name="p${id}.png"/><pic:cNvPicPr/></pic:nvPicPr>`;
  const graphic = `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>${names}${fill}${shape}</pic:pic></a:graphicData></a:graphic>`;
  return p(
    `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">${size}<wp:docPr id="${id}" name="Picture ${id}"/>${graphic}</wp:inline></w:drawing></w:r>`,
  );
}

/** A picture of 40 kB that no packing makes smaller. */
function noise(seed: number): Uint8Array {
  const [width, height] = [120, 110];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let at = 0, state = seed; at < rows.length; at += 1) {
    state = (state * 1103515245 + 12345) % 2147483648;
    rows[at] = at % (width * 3 + 1) === 0 ? 0 : state >> 16;
  }
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]);
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function styles(): string {
  return Array.from(
    { length: 120 },
    (_, index) =>
      `<w:style w:type="paragraph" w:styleId="Style${index}"><w:name w:val="Style ${index}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="${index}"/></w:pPr><w:rPr><w:color w:val="1F3864"/><w:sz w:val="${20 + (index % 8)}"/></w:rPr></w:style>`,
  ).join('');
}

function contentTypes(): string {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const override = (name: string, type: string) => `<Override PartName="/word/${name}.xml" ContentType="${word}.${type}+xml"/>`;
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>' +
    `${override('document', 'document.main')}${override('styles', 'styles')}${override('header1', 'header')}${override('footer1', 'footer')}</Types>`
  );
}

export function aBenchLetter(): Uint8Array {
  const [inText, inTables, around] = [FIELDS.slice(0, 21), FIELDS.slice(21, 43), FIELDS.slice(43)];
  const paragraphs = inText.map((field, index) => paragraph(index * 5, field));
  const plain = (seed: number) => p(r(prose(seed, 90)), '<w:spacing w:after="160"/>');
  const body = [
    picture(1),
    ...paragraphs.slice(0, 8),
    table(inTables.slice(0, 8), 6),
    plain(3),
    ...paragraphs.slice(8, 15),
    picture(2),
    table(inTables.slice(8, 16), 10),
    ...paragraphs.slice(15),
    plain(4),
    table(inTables.slice(16), 8),
    picture(3),
    plain(5),
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
  ];
  return docxOf(body.join(''), {
    styles: styles(),
    relationships: {
      rIdHeader: { type: 'header', target: 'header1.xml' },
      rIdFooter: { type: 'footer', target: 'footer1.xml' },
      ...Object.fromEntries([1, 2, 3].map((id) => [`rIdPicture${id}`, { type: 'image', target: `media/image${id}.png` }])),
    },
    files: {
      '[Content_Types].xml': contentTypes(),
      'word/header1.xml': wordPart('hdr', p(r(`{{${around[0] ?? ''}}}`))),
      'word/footer1.xml': wordPart('ftr', p(r(`{{${around[1] ?? ''}}}`))),
      ...Object.fromEntries([1, 2, 3].map((id) => [`word/media/image${id}.png`, noise(id)])),
    },
  });
}
