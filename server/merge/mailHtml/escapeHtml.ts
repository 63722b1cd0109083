/** Text → HTML. Everything that comes from a letter or a list passes one of these. */

/** The signs that mean something in HTML, and those it does not allow. */
const SPECIAL = /[^\t\n\r !#-%(-;=?-~\u00a0-\ufffd]/;
/** How a character below U+00A0 is written: as a reference, not at all, or (null) as it is. */
const WRITTEN: readonly (string | null)[] = Array.from({ length: 0xa0 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (!SPECIAL.test(sign)) return null;
  return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }[sign] ?? '';
});

/** U+0000 and the other control characters that HTML does not allow (WHATWG "noncharacter or control"); tab and line ends stay. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/u;
const FORBIDDEN_ALL = new RegExp(FORBIDDEN, 'gu');
const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;

/** Anything at all that has to be written in another way; most values hold none of it, and one look is enough for them. */
const REMARKABLE = /[^ !#-%(-;=?-~\u00a0-\u2027\u202a-\ufffd]| {2}/;

/** For attribute values in double quotes and for text without line breaks of its own. */
export function escapeHtml(text: string): string {
  // Values are many and most need nothing: one look costs a fraction of writing them anew.
  return SPECIAL.test(text) ? written(text) : text;
}

/** The same for a text that is known to need it. */
export function written(text: string): string {
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code > 0x3e && code < 0x7f) || (code >= 0xa0 && code < 0xfffe)) continue;
    const sign = code < 0xa0 ? WRITTEN[code] : '';
    if (sign === null || sign === undefined) continue;
    out += text.slice(from, at) + sign;
    from = at + 1;
  }
  return out + text.slice(from);
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
