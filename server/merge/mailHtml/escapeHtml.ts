/** Text → HTML. Everything that comes from a letter or a list passes one of these. */

/** How a character below U+00A0 is written: as it is (null), as a reference, or not at all where HTML does not allow it. */
const WRITTEN: readonly (string | null)[] = Array.from({ length: 0xa0 }, (_, code) => {
  if (code === 0x09 || code === 0x0a || code === 0x0d) return null;
  if (code < 0x20 || code >= 0x7f) return '';
  return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }[String.fromCharCode(code)] ?? null;
});

/** U+0000 and the other control characters that HTML does not allow (WHATWG "noncharacter or control"); tab and line ends stay. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/u;
const FORBIDDEN_ALL = new RegExp(FORBIDDEN, 'gu');
const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;

/** Anything at all that has to be written in another way; most values hold none of it, and one look is enough for them. */
const REMARKABLE = /[&<>"'\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]| {2}/;

/** For attribute values in double quotes and for text without line breaks of its own. */
export function escapeHtml(text: string): string {
  return escaped(text, false) ?? '';
}

/** A value that is one line of letters up to U+058F without blanks in a row; null for any other. */
export function plainValueHtml(text: string): string | null {
  return escaped(text, true);
}

/** One pass without a regular expression: values are many and short. `plain`: null where a value is more than one plain line. */
function escaped(text: string, plain: boolean): string | null {
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Digits, letters and everything beyond Latin-1's control characters come as they are.
    if ((code > 0x3e && code < 0x7f) || (code >= 0xa0 && code < PLAIN_END)) continue;
    if (plain && (code >= PLAIN_END || isSpaced(code, text, at))) return null;
    const written = code < 0xa0 ? WRITTEN[code] : code < 0xfffe ? null : '';
    if (written === null || written === undefined) continue;
    out += text.slice(from, at) + written;
    from = at + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** Hebrew begins here: what comes before is Latin, Greek, Cyrillic or Armenian. */
const PLAIN_END = 0x590;

/** A line end, or the second of two blanks. */
function isSpaced(code: number, text: string, at: number): boolean {
  if (code === 0x20) return text.charCodeAt(at - 1) === 0x20;
  return (code >= 0x0a && code <= 0x0d) || code === 0x85;
}

/** For a value in running text: its line breaks become line breaks, blanks in a row stay. */
export function valueHtml(text: string): string {
  if (!SPACED.test(text)) return escapeHtml(text);
  return text
    .split(LINE_END)
    .map((line) => keepBlanks(escapeHtml(line)))
    .join('<br>');
}

/** A line end, or blanks in a row. */
const SPACED = /[\n-\r\u0085\u2028\u2029]| {2}/;

/** HTML folds blanks; all but the last of a row become fixed ones. Takes escaped text. */
export function keepBlanks(html: string): string {
  return html.replace(/ {2,}/g, (blanks) => `${'&nbsp;'.repeat(blanks.length - 1)} `);
}

/** For a value in plain text: control characters go, line ends become "\n". */
export function valueText(text: string): string {
  if (!REMARKABLE.test(text)) return text;
  const lines = LINE_END.test(text) ? text.replace(new RegExp(LINE_END, 'g'), '\n') : text;
  return FORBIDDEN.test(lines) ? lines.replace(FORBIDDEN_ALL, '') : lines;
}

/** For a header line: a line break would start another header (RFC 5322 2.2), so every control character becomes a blank. */
export function valueHeader(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
