/**
 * One line out of any text. A subject, a name or a file name ends up in a header line on every wire; a line break in it
 * would start another header (header injection). A cell of a list may well hold one, so it becomes a blank, not an error.
 * Half a character (a lone surrogate, as a cut cell has it) becomes U+FFFD: no wire can carry it.
 */
export function foldLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
