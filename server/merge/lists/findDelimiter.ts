import { parseCsv } from './parseCsv.ts';

/** Where two would do alike the rarer one in texts is meant. */
const DELIMITERS = ['\t', ';', '|', ','];
const RECORDS_TRIED = 30;
/** Long enough for 30 records of people; a delimiter is not looked for in 20 MB. */
const TRIED = 200_000;

/**
 * The delimiter with which most records have as many cells as their fellows; with as many, the one that makes more columns. Titles above
 * the headings and ragged rows are outvoted that way. A list of one column has none: a comma then.
 */
export function findDelimiter(text: string): string {
  const sample = text.slice(0, TRIED);
  let best = { delimiter: ',', share: 0, columns: 1 };
  for (const delimiter of DELIMITERS) {
    const { records } = parseCsv(sample, delimiter, RECORDS_TRIED);
    // The last one of a sample that was cut may be cut itself.
    if (sample.length < text.length && records.length < RECORDS_TRIED && records.length > 1) records.pop();
    const { share, columns } = commonWidth(records.map((record) => record.length));
    if (columns > 1 && (share > best.share || (share === best.share && columns > best.columns)))
      best = { delimiter, share, columns };
  }
  return best.delimiter;
}

/** The number of cells that most records have, beyond one, and the part of all records that has it. */
function commonWidth(widths: number[]): { share: number; columns: number } {
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  let [columns, most] = [1, 0];
  for (const [width, count] of counts) if (count > most || (count === most && width > columns)) [columns, most] = [width, count];
  return { share: most / Math.max(1, widths.length), columns };
}
