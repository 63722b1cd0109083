/** Excel workbook → its sheets, texts and formats (ISO/IEC 29500-1 section 18). xlsx, xlsm, xltx, xltm; strict and transitional. */
import type { Remark } from '../../../../shared/api/campaigns.ts';
import { LIST_ZIP_LIMITS, openZip, type ZipProblem } from '../../ooxml/openZip.ts';
import { type Read, readable, type ReadFailure, unreadable } from '../../readResult.ts';
import { cellFormats, type CellStyle } from './cellFormats.ts';
import { attributeOf, isOn, prefixedAttributeOf, scanXml, type XmlProblem } from './scanXml.ts';
import { sharedTexts } from './sharedTexts.ts';

export type SheetEntry = { name: string; hidden: boolean; part: Uint8Array };

export type Workbook = {
  /** Worksheets in the order of their tabs; charts are none. */
  sheets: SheetEntry[];
  /** Days count from 1904 instead of 1900. */
  from1904: boolean;
  texts: string[];
  /** By the index a cell names. */
  styles: CellStyle[];
};

const SAVE_AS = 'Save the list as .xlsx or .csv and choose it again.';
const PROBLEMS: Record<ZipProblem | XmlProblem, string> = {
  'not-a-zip': `This file is not an Excel workbook (.xlsx). ${SAVE_AS}`,
  'old-office-file':
    'This is a password-protected or old .xls workbook. Save it without a password as .xlsx and choose it again.',
  encrypted: 'This workbook is password-protected. Save it without a password and choose it again.',
  damaged: 'This workbook is damaged and cannot be opened. Open it in Excel, save it again and choose the new file.',
  'too-large-inside':
    'This workbook is far larger inside than a list of people can be. Copy only the list into a new workbook and choose that.',
  doctype: 'This workbook carries a document type declaration, which Excel never writes. It was not opened.',
};

export function workbookProblem(problem: ZipProblem | XmlProblem): ReadFailure {
  return unreadable('LIST_UNREADABLE', PROBLEMS[problem]);
}

/** The container is the same for both; the names of its streams, in UTF-16, tell them apart ([MS-XLS] 2.1.2, [MS-OFFCRYPTO] 2.3.4.4). */
function oldFile(bytes: Uint8Array): ReadFailure {
  const content = new TextDecoder('latin1').decode(bytes);
  const has = (stream: string) => content.includes(Array.from(stream, (letter) => `${letter}\0`).join(''));
  if (has('EncryptedPackage')) return workbookProblem('encrypted');
  if (!has('Workbook') && !has('Book')) return workbookProblem('old-office-file');
  return unreadable(
    'LIST_UNREADABLE',
    'This is a workbook in the old .xls format. Open it in Excel, save it as .xlsx and choose the new file.',
  );
}

type Parts = (name: string) => Uint8Array | undefined;

export function openWorkbook(bytes: Uint8Array): Read<Workbook> {
  const zip = openZip(bytes, LIST_ZIP_LIMITS);
  if (!zip.ok) return zip.problem === 'old-office-file' ? oldFile(bytes) : workbookProblem(zip.problem);
  const byName = new Map([...zip.entries].map(([name, part]) => [name.toLowerCase().replace(/^\/+/, ''), part]));
  const parts: Parts = (name) => byName.get(name.toLowerCase());
  const main = mainPart(parts);
  const part = parts(main);
  if (part === undefined) return unreadable('LIST_UNREADABLE', otherZip(parts, [...byName.keys()]));
  const read = readBook(part, parts, main);
  if (typeof read === 'string') return workbookProblem(read);
  const macros = [...byName.keys()].some((name) => name.endsWith('vbaproject.bin'));
  return readable(read, macros ? [MACROS] : []);
}

const MACROS: Remark = {
  code: 'MACROS_IGNORED',
  text: 'This workbook has macros. They are not run; the values are those it was saved with.',
};

/** What else comes as a zip, and what to do with it. */
function otherZip(parts: Parts, names: string[]): string {
  const type = parts('mimetype') === undefined ? '' : new TextDecoder().decode(parts('mimetype'));
  if (parts('xl/workbook.bin') !== undefined) return `This is a binary workbook (.xlsb), which cannot be read. ${SAVE_AS}`;
  if (type.includes('opendocument.spreadsheet'))
    return `This is an OpenDocument spreadsheet (.ods), which cannot be read. ${SAVE_AS}`;
  if (names.some((name) => name.endsWith('.iwa'))) {
    return 'This is a Numbers spreadsheet, which cannot be read. Export it from Numbers as Excel (.xlsx) or CSV and choose that file.';
  }
  if (parts('word/document.xml') !== undefined)
    return `This is a Word document, not a list. Copy its table into Excel. ${SAVE_AS}`;
  return `This zip file holds no Excel workbook. Unpack it and choose the list itself, as .xlsx or .csv.`;
}

type Target = { type: string; target: string };

/** Type: the last step of its address, which is the same in strict and transitional files. */
function relationships(parts: Parts, owner: string): Map<string, Target> {
  const slash = owner.lastIndexOf('/') + 1;
  const part = parts(`${owner.slice(0, slash)}_rels/${owner.slice(slash)}.rels`);
  const targets = new Map<string, Target>();
  if (part === undefined) return targets;
  scanXml(part, {
    open: (name, tag) => {
      const target = attributeOf(tag, 'Target');
      if (name !== 'Relationship' || target === undefined || attributeOf(tag, 'TargetMode') === 'External') return;
      const type = (attributeOf(tag, 'Type') ?? '').replace(/^.*\//, '');
      targets.set(attributeOf(tag, 'Id') ?? '', { type, target: partName(owner.slice(0, slash), target) });
    },
    text: ignored,
    close: ignored,
  });
  return targets;
}

function ignored(): void {
  // nothing of interest to the caller
}

function partName(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function mainPart(parts: Parts): string {
  const document = [...relationships(parts, '').values()].find(({ type }) => type === 'officeDocument');
  return document !== undefined && /workbook|xl\//i.test(document.target) ? document.target : 'xl/workbook.xml';
}

function readBook(part: Uint8Array, parts: Parts, main: string): Workbook | XmlProblem {
  const targets = relationships(parts, main);
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  const problem = scanXml(part, {
    open: (name, tag) => {
      if (name === 'workbookPr') from1904 = isOn(attributeOf(tag, 'date1904'));
      if (name !== 'sheet') return;
      const target = targets.get(prefixedAttributeOf(tag, 'id') ?? '');
      const sheet = target === undefined || target.type === 'worksheet' ? parts(target?.target ?? '') : undefined;
      if (sheet === undefined) return;
      const state = attributeOf(tag, 'state') ?? 'visible';
      sheets.push({ name: attributeOf(tag, 'name') ?? `Sheet${sheets.length + 1}`, hidden: state !== 'visible', part: sheet });
    },
    text: ignored,
    close: ignored,
  });
  if (problem !== null) return problem;
  const partOf = (type: string) => parts([...targets.values()].find((target) => target.type === type)?.target ?? '');
  const texts = sharedTexts(partOf('sharedStrings'));
  const styles = cellFormats(partOf('styles'));
  if (typeof texts === 'string') return texts;
  return typeof styles === 'string' ? styles : { sheets, from1904, texts, styles };
}
