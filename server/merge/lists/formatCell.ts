/** A cell of a workbook → the text its sheet shows (number formats of ECMA-376 part 1, 18.8.31), in US English. */
import { type CellObject, SSF } from '@e965/xlsx';

/** `General "kg"`: what stands before and behind the number. The library drops it. */
const GENERAL = /^((?:"[^"]*"|\\.|\s)*)General((?:"[^"]*"|\\.|\s)*)$/i;

/** Null where the format of a number cannot be applied. */
export function formatCell(cell: CellObject): string | null {
  if (cell.t !== 'n' || typeof cell.v !== 'number' || typeof cell.z !== 'string') return cell.w ?? null;
  const around = GENERAL.exec(cell.z);
  if (around !== null) return generalText(cell.v, around[1] ?? '', around[2] ?? '');
  return cell.w ?? applied(withPlainDots(cell.z), cell.v);
}

function generalText(value: number, before: string, after: string): string | null {
  const number = applied('General', Math.abs(value));
  return number === null ? null : (value < 0 ? '-' : '') + literal(before) + number + literal(after);
}

function literal(text: string): string {
  return text.replace(/"([^"]*)"|\\(.)/g, (_, quoted: string | undefined, single: string | undefined) => quoted ?? single ?? '');
}

/**
 * Other programs than Excel write the dots of `dd.mm.yyyy` without a backslash, and the library then takes them for a
 * decimal point. One is meant only before a place for a digit (`ss.00`).
 */
function withPlainDots(format: string): string {
  return format.replace(/"[^"]*"|\\.|\.(?![0#?])/g, (found) => (found === '.' ? '\\.' : found));
}

function applied(format: string, value: number): string | null {
  try {
    return SSF.format(format, value);
  } catch {
    return null; // the library throws for every format it does not know
  }
}
