/** A whole number from a text field, or null where it is none or outside of the two ends. */
export function readWhole(text: string, least: number, most: number): number | null {
  if (!/^\s*\d{1,9}\s*$/.test(text)) return null;
  const value = Number(text);
  return value < least || value > most ? null : value;
}
