/** One line of csv (RFC 4180) that no spreadsheet takes for a formula. Pure. */

/** Cells that begin like this are calculated when the file is opened (OWASP, "CSV Injection"); an apostrophe makes them text. */
const FORMULA_START = /^[=+\-@\t\r]/;

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function csvCell(text: string): string {
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
