/** The sample list as a workbook: a member number with leading zeros, a date and an amount are numbers with a format, as in real sheets. */
import { utils, write } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { fixedZip } from './fixedZip.mjs';
import { sampleColumns, samplePeople } from './samplePeople.mjs';

/** Days since 30 December 1899, which is how a sheet counts dates. */
const serial = ({ year, month, day }) => Math.round((Date.UTC(year, month - 1, day) - Date.UTC(1899, 11, 30)) / 86_400_000);

const CELLS = {
  'Member No': ({ number }) => ({ t: 'n', v: number, z: '000000' }),
  'Renewal Date': ({ date }) => ({ t: 'n', v: serial(date), z: 'd mmm yyyy' }),
  Amount: ({ amount }) => ({ t: 'n', v: amount, z: '"€"#,##0.00' }),
};

export function peopleWorkbook() {
  const rows = samplePeople.map((person) =>
    sampleColumns.map((column) => {
      const text = person.shown[column];
      return CELLS[column]?.(person.values) ?? (text === '' ? null : { t: 's', v: text });
    }),
  );
  const sheet = utils.aoa_to_sheet([sampleColumns, ...rows]);
  sheet['!cols'] = sampleColumns.map((column) => ({
    wch: Math.max(column.length, ...samplePeople.map((person) => person.shown[column].length)) + 2,
  }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Members');
  book.Props = { Title: 'Members of the Harbour Concert Society', CreatedDate: new Date(Date.UTC(2026, 10, 2)) };
  return fixedZip(unzipSync(write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true })));
}
