/** The format `General`: at most 11 characters besides the sign, as a cell that is wide enough shows it. */
import { decimalOf, rounded } from './decimalDigits.ts';

const WIDTH = 11;

export function showGeneral(value: number): string {
  if (value < 0) return `-${showGeneral(-value)}`;
  const text = String(value);
  if (text.length <= WIDTH && !text.includes('e')) return text;
  const decimal = decimalOf(value);
  if (decimal.digits === '') return '0';
  if (decimal.point > WIDTH) return scientific(value);
  const places = decimal.point > 0 ? WIDTH - 1 - decimal.point : WIDTH - 2;
  // Small numbers keep their digits as long as they fit; else they are shown as 1.23E-05.
  if (decimal.point < -3 && decimal.digits.length - decimal.point > WIDTH - 2) return scientific(value);
  const { whole, fraction } = rounded(decimal, Math.max(0, places));
  const tail = fraction.replace(/0+$/, '');
  return `${whole === '' ? '0' : whole}${tail === '' ? '' : `.${tail}`}`;
}

/** 1.23457E+11 */
function scientific(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(5).split('e');
  const power = Math.abs(Number(exponent));
  const short = mantissa.replace(/\.?0+$/, '');
  return `${short}E${exponent.startsWith('-') ? '-' : '+'}${power < 10 ? '0' : ''}${power}`;
}
