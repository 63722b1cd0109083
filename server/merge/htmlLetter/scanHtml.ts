/** HTML → tokens, by the rules of the WHATWG tokenizer as far as a letter needs them. Nothing is lost, nothing is judged here. */

export type HtmlAttribute = { name: string; value: string | null };
export type HtmlToken =
  | { kind: 'text'; text: string }
  | { kind: 'open'; name: string; attributes: HtmlAttribute[]; selfClosing: boolean }
  | { kind: 'close'; name: string }
  /** Content that is not parsed as HTML: script, style, title, textarea and their like. */
  | { kind: 'raw'; name: string; text: string }
  | { kind: 'comment'; text: string }
  | { kind: 'doctype'; text: string };

/** Elements whose content runs to their end tag, whatever is in it. */
const RAW = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript']);
const NAME = /[a-zA-Z][^\s/>]*/y;
const COMMENT_END = /--!?>/g;
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;

export function scanHtml(html: string): HtmlToken[] {
  const tokens: HtmlToken[] = [];
  let at = 0;
  let text = '';
  while (at < html.length) {
    const open = html.indexOf('<', at);
    text += html.slice(at, open < 0 ? html.length : open);
    if (open < 0) break;
    const found = scanMarkup(html, open);
    if (found === null) {
      text += '<';
      at = open + 1;
      continue;
    }
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
    tokens.push(...found.tokens);
    at = found.end;
  }
  if (text !== '') tokens.push({ kind: 'text', text });
  return tokens;
}

type Found = { tokens: HtmlToken[]; end: number };

/** Markup that begins at `at`, or null where the `<` is text. */
function scanMarkup(html: string, at: number): Found | null {
  if (html.startsWith('<!--', at)) return scanComment(html, at + 4);
  if (/^<!doctype/i.test(html.slice(at, at + 9))) return upTo(html, '>', at + 2, (text) => ({ kind: 'doctype', text }));
  if (html.startsWith('<!', at) || html.startsWith('<?', at))
    return upTo(html, '>', at + 2, (text) => ({ kind: 'comment', text }));
  const closing = html[at + 1] === '/';
  NAME.lastIndex = at + (closing ? 2 : 1);
  const name = NAME.exec(html)?.[0].toLowerCase();
  if (name === undefined) return null;
  const attributes: HtmlAttribute[] = [];
  const end = scanAttributes(html, NAME.lastIndex, attributes);
  if (closing) return { tokens: [{ kind: 'close', name }], end };
  const selfClosing = html.startsWith('/>', end - 2) && !endsInValue(html, end);
  const open: HtmlToken = { kind: 'open', name, attributes, selfClosing };
  if (!RAW.has(name)) return { tokens: [open], end };
  const rest = scanRaw(html, name, end);
  return { tokens: [open, ...rest.tokens], end: rest.end };
}

/** `--!>` ends a comment as well; browsers report it and go on. */
function scanComment(html: string, from: number): Found {
  COMMENT_END.lastIndex = from;
  const found = COMMENT_END.exec(html);
  const end = found?.index ?? html.length;
  return { tokens: [{ kind: 'comment', text: html.slice(from, end) }], end: end + (found?.[0].length ?? 0) };
}

/** In `<a href=x/>` the slash belongs to the value. */
function endsInValue(html: string, end: number): boolean {
  return /=\s*[^\s>"'=]*\/>$/.test(html.slice(Math.max(0, end - 200), end));
}

function upTo(html: string, mark: string, from: number, make: (text: string) => HtmlToken): Found {
  const end = html.indexOf(mark, from);
  if (end < 0) return { tokens: [make(html.slice(from))], end: html.length };
  return { tokens: [make(html.slice(from, end))], end: end + mark.length };
}

function scanAttributes(html: string, from: number, attributes: HtmlAttribute[]): number {
  let at = from;
  const seen = new Set<string>();
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (found === null) break;
    const name = (found[1] ?? '').toLowerCase();
    const value = found[2] ?? found[3] ?? found[4] ?? null;
    if (!seen.has(name)) attributes.push({ name, value });
    seen.add(name);
    at = ATTRIBUTE.lastIndex;
  }
  const end = html.indexOf('>', at);
  return end < 0 ? html.length : end + 1;
}

function scanRaw(html: string, name: string, from: number): Found {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  closing.lastIndex = from;
  const found = closing.exec(html);
  if (found === null) return { tokens: [{ kind: 'raw', name, text: html.slice(from) }], end: html.length };
  const end = html.indexOf('>', found.index);
  const tokens: HtmlToken[] = [
    { kind: 'raw', name, text: html.slice(from, found.index) },
    { kind: 'close', name },
  ];
  return { tokens, end: end < 0 ? html.length : end + 1 };
}
