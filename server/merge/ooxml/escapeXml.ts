/** Text → XML 1.0. Characters that XML cannot hold at all are left out (XML 1.0, 2.2 Char), half surrogate pairs too. */
const NO_CHAR = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const NO_CHARS = new RegExp(NO_CHAR, 'gu');
/** A carriage return as such would be read as a line feed (2.11). */
const IN_TEXT = /[&<>\r]/;
const IN_ATTRIBUTE = /[&<>"\t\n\r]/;

export function escapeXmlText(text: string): string {
  const clean = NO_CHAR.test(text) ? text.replace(NO_CHARS, '') : text;
  if (!IN_TEXT.test(clean)) return clean;
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

/** For attribute values in double quotes. Blanks other than the space would be read as one (3.3.3). */
export function escapeXmlAttribute(text: string): string {
  const escaped = escapeXmlText(text);
  if (!IN_ATTRIBUTE.test(escaped)) return escaped;
  return escaped.replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
