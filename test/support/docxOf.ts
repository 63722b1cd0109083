/** Word documents for tests, from fragments of WordprocessingML. */
import { strToU8, zipSync } from 'fflate';

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" ' +
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export type DocxParts = {
  /** Content of w:styles, w:numbering. */
  styles?: string;
  numbering?: string;
  /** Id → type (last step of its URI), target, and whether it lies outside. */
  relationships?: Record<string, { type: string; target: string; external?: boolean }>;
  /** More parts, by name; text parts of WordprocessingML may use the usual prefixes. */
  files?: Record<string, string | Uint8Array>;
};

export function docxOf(body: string, { styles, numbering, relationships = {}, files = {} }: DocxParts = {}): Uint8Array {
  const related = { ...relationships };
  if (styles !== undefined) related['rIdStyles'] = { type: 'styles', target: 'styles.xml' };
  if (numbering !== undefined) related['rIdNumbering'] = { type: 'numbering', target: 'numbering.xml' };
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': wordPart('document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relationshipsPart(related),
    ...(styles === undefined ? {} : { 'word/styles.xml': wordPart('styles', styles) }),
    ...(numbering === undefined ? {} : { 'word/numbering.xml': wordPart('numbering', numbering) }),
    ...files,
  };
  return zipOf(parts);
}

export function wordPart(root: string, inside: string): string {
  return `<w:${root} ${NAMESPACES}>${inside}</w:${root}>`;
}

function relationshipsPart(related: NonNullable<DocxParts['relationships']>): string {
  const entries = Object.entries(related).map(
    ([id, { type, target, external }]) =>
      `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"${external === true ? ' TargetMode="External"' : ''}/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

export function zipOf(parts: Record<string, string | Uint8Array>): Uint8Array {
  const files = Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>);
}

export function p(inside: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`;
}

export function r(text: string, properties = ''): string {
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export function mark(type: 'begin' | 'separate' | 'end'): string {
  return `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
}

export function code(text: string, properties = ''): string {
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:instrText xml:space="preserve">${text}</w:instrText></w:r>`;
}

/** A complex field; `inside` is its result, given as runs. */
export function field(instruction: string, result = r('«cached»')): string {
  return `${mark('begin')}${code(instruction)}${mark('separate')}${result}${mark('end')}`;
}

export function simple(instruction: string, result = r('«cached»')): string {
  return `<w:fldSimple w:instr="${instruction}">${result}</w:fldSimple>`;
}

/** One white pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
