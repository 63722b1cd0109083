/** A number with its noun, in German. */
import { formatNumber } from '../format.ts';

export const n = formatNumber;
export const count = (value: number, one: string, many: string) => `${n(value)} ${value === 1 ? one : many}`;
export const mails = (value: number) => count(value, 'E-Mail', 'E-Mails');
export const rows = (value: number) => count(value, 'Zeile', 'Zeilen');
export const people = (value: number) => count(value, 'Person', 'Personen');
