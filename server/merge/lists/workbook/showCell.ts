/** One cell as its sheet shows it, and what the sheet knows beyond that (ISO/IEC 29500-1 18.3.1.4, 18.18.11). */
import { dayOf } from '../cellFormat/showDate.ts';
import { type CellStyle, DATE_STYLE, GENERAL_STYLE } from './cellFormats.ts';
import type { Workbook } from './openWorkbook.ts';
import { cellText } from './sharedTexts.ts';

export type RawCell = { type: string; style: number; value: string; formula: boolean };

/** `exact` as in `ListTable`; `fault`: what is worth a remark about this cell. */
export type ShownCell = { text: string; exact: string | null; fault: 'error' | 'format' | 'not-calculated' | 'shortened' | null };

/** Days from 1 January 1900 to 1 January 1904, as Excel counts them. */
const DAYS_1904 = 1462;
/** Many rows share their dates and amounts; what one format has shown is kept for some of them. */
const KEPT_MAX = 2000;

export type ShowCell = (cell: RawCell) => ShownCell;

export function cellShower({ texts, styles, from1904 }: Workbook): ShowCell {
  const kept = new Map<CellStyle, Map<string, ShownCell>>();
  const showNumber = (value: string, style: CellStyle): ShownCell => {
    let known = kept.get(style);
    if (known === undefined || known.size > KEPT_MAX) kept.set(style, (known = new Map<string, ShownCell>()));
    const found = known.get(value);
    if (found !== undefined) return found;
    const shown = shownNumber(Number(value), value, style, from1904);
    known.set(value, shown);
    return shown;
  };
  return ({ type, style: index, value, formula }) => {
    const style = styles[index] ?? GENERAL_STYLE;
    switch (type) {
      case 's':
        return shownText(texts[Number(value)] ?? '', style);
      case 'str':
      case 'inlineStr':
        return shownText(cellText(value), style);
      case 'b':
        return shownText(value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE', style);
      case 'e':
        return { text: value, exact: null, fault: 'error' };
      case 'd':
        return shownDay(value.trim(), style);
      default:
        if (value === '') return { text: '', exact: null, fault: formula ? 'not-calculated' : null };
        return showNumber(value, style);
    }
  };
}

function shownText(text: string, style: CellStyle): ShownCell {
  return { text: style.general || style.format === null ? text : style.format.text(text), exact: null, fault: null };
}

function shownNumber(value: number, written: string, style: CellStyle, from1904: boolean): ShownCell {
  if (!Number.isFinite(value)) return { text: written, exact: null, fault: null };
  const nature = style.format?.nature(value) ?? 'number';
  const serial = nature === 'date' && from1904 ? value + DAYS_1904 : value;
  const shown = style.format?.number(serial) ?? null;
  if (shown === null) return { text: plainDecimal(value), exact: plainDecimal(value), fault: 'format' };
  const text = style.general && isLongWhole(value) ? plainDecimal(value) : shown.trim();
  const exact = nature === 'date' ? localTime(serial) : nature === 'number' ? plainDecimal(value) : null;
  const same = exact === text && /^-?\d+$/.test(text);
  return { text, exact: same ? null : exact, fault: style.general && /^-?[\d.]+E\+\d+$/.test(text) ? 'shortened' : null };
}

/** Excel shows a customer's number of twelve digits as 1.23457E+11, which nobody wants in a mail; up to 15 digits it knows them all. */
function isLongWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) >= 1e11 && Math.abs(value) < 1e15;
}

/** `2026-11-20T15:30:00` of a date's serial number; null for the day that never was. Times without a day are given one, 31 December 1899. */
export function localTime(serial: number): string | null {
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  if (seconds < 0 || days > 2_958_465 || days === 60) return null;
  const { year, month, day } = days === 0 ? { year: 1899, month: 11, day: 31 } : dayOf(days);
  const rest = seconds - days * 86_400;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${year}-${two(month + 1)}-${two(day)}T${two(rest / 3600)}:${two((rest / 60) % 60)}:${two(rest % 60)}`;
}

/** A number without powers of ten, in the 15 digits Excel counts. */
export function plainDecimal(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  if (!text.includes('e')) return text;
  if (Math.abs(value) >= 1) return BigInt(Math.round(value)).toString();
  return value.toFixed(20).replace(/\.?0+$/, '');
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?Z?$/;

/** Strict workbooks write dates as ISO 8601 instead of numbers. */
function shownDay(value: string, style: CellStyle): ShownCell {
  const found = ISO.exec(value);
  if (found === null) return { text: value, exact: null, fault: null };
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const days = Math.round((Date.UTC(year, month - 1, day) - Date.UTC(1899, 11, 30)) / 86_400_000);
  const serial = (days <= 60 ? days - 1 : days) + (hour * 3600 + minute * 60 + second) / 86_400;
  const dated = style.format?.nature(serial) === 'date' ? style : DATE_STYLE;
  return { ...shownNumber(serial, value, dated, false), exact: localTime(serial) };
}
