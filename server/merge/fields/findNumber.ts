/**
 * The number that a shown text means in its locale, as decimal digits (`-1234.5`), so that long ones stay exact. Null where it
 * is none, or not surely one: a changed amount is worse than one that stays as the list shows it.
 */
import { numberFacts } from './localeFacts.ts';

const LENGTH_MAX = 100;
/** Digits and everything that stands between the digits of a number somewhere in the world. */
const NUMBER = /(?:(?<!\p{L})[.,])?\d(?:[\d.,\u00a0\u202f'’ ]*\d)?/u;
/** Commas only before groups of three, one dot at most, and that after them: `12,50`, `0,125`, `1.234,56` and `1.234.567` are not. */
const DOT_FORM = /^(?:\d*|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:[\u00a0\u202f'’ ]\d{3})+)(?:\.\d+)?$/;
const COMMA_FORM = /^(?:\d*|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[\u00a0\u202f'’ ]\d{3})+)(?:,\d+)?$/;
/** A dot that cannot stand before a group of three: programs write numbers so wherever they run. */
const PROGRAM_FORM = /^(?:0\.\d+|\d+\.(?:\d{1,2}|\d{4,}))$/;

/** A number with what belongs to it: "€180,000.00 EUR", "(12.50)", "12 kg", "1 234", "12.50-". */
export function findNumber(value: string, locale: string): string | null {
  const parts = partsOf(value, locale);
  if (parts === null || parts.before.length > 12 || parts.after.length > 24) return null;
  const before = /^(\(?)\s*([-−+]?)\s*[^\d\s()+−-]{0,3}\s*([-−]?)\s*$/u.exec(parts.before);
  const after = /^\s*(-(?!\p{L}))?[^\d]*$/u.exec(parts.after);
  if (before === null || after === null) return null;
  const negative = before[1] === '(' || /[-−]/.test(`${before[2]}${before[3]}`) || after[1] !== undefined;
  return `${negative ? '-' : ''}${parts.digits}`;
}

/** A number and nothing else but the sign of a currency or `%`: what a comparison or a formula may reckon with. */
export function plainNumber(value: string, locale: string): { digits: string; percent: boolean } | null {
  const parts = partsOf(value, locale);
  if (parts === null) return null;
  const before = /^(\(?)([-−+]?)\s*\p{Sc}?\s*([-−]?)\s*$/u.exec(parts.before);
  const after = /^\s*(%?)\s*\p{Sc}?\s*(\)?)$/u.exec(parts.after);
  if (before === null || after === null || (before[1] === '(') !== (after[2] === ')')) return null;
  const negative = before[1] === '(' || /[-−]/.test(`${before[2]}${before[3]}`);
  return { digits: `${negative ? '-' : ''}${parts.digits}`, percent: after[1] === '%' };
}

function partsOf(value: string, locale: string): { before: string; digits: string; after: string } | null {
  const text = value.length > 2 * LENGTH_MAX ? '' : value.trim();
  const found = text.length > LENGTH_MAX ? null : NUMBER.exec(text);
  if (found === null) return null;
  const digits = digitsIn(found[0], locale);
  if (digits === null) return null;
  return {
    before: text.slice(0, found.index),
    digits,
    after: text.slice(found.index + found[0].length).replace(/^\.(?=\s|$)/, ''),
  };
}

function digitsIn(text: string, locale: string): string | null {
  const comma = numberFacts(locale).decimal === ',';
  if (comma && COMMA_FORM.test(text)) return text.replace(/[.\u00a0\u202f'’ ]/g, '').replace(',', '.');
  if (comma ? !PROGRAM_FORM.test(text) : !DOT_FORM.test(text)) return null;
  return text.replace(/[,\u00a0\u202f'’ ]/g, '');
}

/** What a sheet knows exactly, where that is a number. */
export function exactNumber(exact: string | null): string | null {
  if (exact === null || exact.length > LENGTH_MAX) return null;
  if (/^-?\d+(?:\.\d+)?$/.test(exact)) return exact;
  return /^-?\d+(?:\.\d+)?e[-+]?\d{1,3}$/i.test(exact) ? decimalText(Number(exact)) : null;
}

/** A computed number without an exponent and without what floating point adds; null where it is beyond 15 digits. */
export function decimalText(number: number): string | null {
  if (!Number.isFinite(number) || Math.abs(number) >= 1e15) return null;
  const tidy = Number(number.toPrecision(15));
  const text = Math.abs(tidy) < 1e-6 ? tidy.toFixed(15) : String(tidy);
  return text.includes('.') ? text.replace(/\.?0+$/, '').replace(/^-0$/, '0') : text;
}
