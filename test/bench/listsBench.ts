/**
 * How fast lists are read, each against a plain peer in the same run: csv (100,000 rows of 12 columns) against Papa Parse, xlsx (50,000
 * rows of 12 columns) against @e965/xlsx, both from the bytes of a file to rows of text. Ours also finds headings, encoding and delimiter, and what is wrong.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { read as readWorkbook, utils, write } from '@e965/xlsx';
import Papa from 'papaparse';
import { readList } from '../../server/merge/lists/readList.ts';
import { atMost, type Line, timeBoth } from './ratio.ts';

const FIRST = ['Ada', 'Grace', 'José', 'Zoë', 'Ümit', 'Mary Ann', 'Björn', 'Li'];
const CITY = ['London', 'Köln', 'San José, CA', 'Łódź', 'New York', 'Zürich'];
const HEADERS = 'Id,First Name,Last Name,Email,City,Zip,Since,Amount,Note,Member,Children,Country'.split(',');

function person(row: number): (string | number)[] {
  const first = FIRST[row % FIRST.length] ?? '';
  const note = row % 10 === 0 ? `He said "yes", ${first}` : 'none';
  return [
    String(row).padStart(7, '0'),
    first,
    `Name${row % 977}`,
    `person${row}@example.com`,
    CITY[row % CITY.length] ?? '',
    row % 90_000,
    45_000 + (row % 900),
    (row * 37) / 100,
    note,
    'Yes',
    row % 3,
    'DE',
  ];
}

export function csvOf(rows: number): Uint8Array {
  const lines = [HEADERS, ...Array.from({ length: rows }, (_, row) => person(row))];
  return Buffer.from(Papa.unparse(lines, { newline: '\r\n' }));
}

const FORMATS: Record<number, { z: string }> = { 6: { z: 'd mmm yyyy' }, 7: { z: '#,##0.00' } };

export function xlsxOf(rows: number): Uint8Array {
  const lines = Array.from({ length: rows }, (_, row) =>
    person(row).map((v, column) => ({ t: typeof v === 'string' ? 's' : 'n', v, ...FORMATS[column] })),
  );
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([HEADERS.map((v) => ({ t: 's', v })), ...lines]), 'List');
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Uint8Array;
}

function rowsOf(bytes: Uint8Array, name: string): number {
  const read = readList(bytes, name);
  if (!read.ok) throw new Error(read.text);
  return read.value.rows.length;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What the whole list keeps in memory once it is read, and what came on top of it at the most while it was. */
function memory(what: string, bytes: Uint8Array, name: string): Line {
  collect();
  const before = process.memoryUsage();
  const read = readList(bytes, name);
  const peak = process.memoryUsage();
  collect();
  const kept = process.memoryUsage().heapUsed - before.heapUsed;
  const mb = (count: number) => `${(Math.max(0, count) / 1024 ** 2).toFixed(0)} MB`;
  const sizes = `keeps ${mb(kept)}, took ${mb(peak.heapUsed + peak.external - before.heapUsed - before.external)}`;
  return { ok: read.ok, text: `note ${what} from ${mb(bytes.length)} on disk ${sizes}` };
}

export async function run(): Promise<Line[]> {
  const [csv, xlsx] = [csvOf(100_000), xlsxOf(50_000)];
  const csvTimes = timeBoth({
    ours: () => rowsOf(csv, 'list.csv'),
    peer: () => Papa.parse(new TextDecoder().decode(csv)).data.length,
    rounds: 9,
  });
  const xlsxTimes = timeBoth({
    ours: () => rowsOf(xlsx, 'list.xlsx'),
    peer: () => {
      const sheet = readWorkbook(xlsx, { type: 'array', dense: true }).Sheets['List'] ?? {};
      return utils.sheet_to_json(sheet, { header: 1, raw: false }).length;
    },
    rounds: 5,
  });
  return [
    atMost({ what: 'csv, 100,000 rows of 12', peer: 'Papa Parse', unit: 'a list', times: csvTimes }, 2),
    atMost({ what: 'xlsx, 50,000 rows of 12', peer: '@e965/xlsx', unit: 'a list', times: xlsxTimes }, 1.5),
    memory('csv, 100,000 rows', csv, 'list.csv'),
    memory('xlsx, 50,000 rows', xlsx, 'list.xlsx'),
  ];
}
