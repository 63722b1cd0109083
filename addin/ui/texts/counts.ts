/** A number with its noun. */
import { formatNumber } from '../format.ts';

export const n = formatNumber;
export const count = (value: number, one: string, many: string) => `${n(value)} ${value === 1 ? one : many}`;
export const mails = (value: number) => count(value, 'mail', 'mails');
export const rows = (value: number) => count(value, 'row', 'rows');
export const people = (value: number) => count(value, 'person', 'people');
