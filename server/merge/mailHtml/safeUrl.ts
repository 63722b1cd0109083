/** Addresses of links that are put together from fixed text and values. */
import type { MergeScope, Slot } from '../mergeScope.ts';

const SCHEMES = new Set(['http', 'https', 'mailto', 'tel', 'sms', 'ftp', 'callto', 'sip']);
/** Browsers skip these inside a scheme, so `java\tscript:` is `javascript:` (WHATWG URL 4.4). */
const SKIPPED = /[\p{Cc}\s\u00ad\u200b-\u200f\ufeff]+/gu;

/** The address, or '' where it is one that a mail must not carry (`javascript:`, `data:`, `file:` …). */
export function safeUrl(url: string): string {
  const trimmed = url.replace(/^[\p{Cc} ]+|(?<![\p{Cc} ])[\p{Cc} ]+$/gu, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed.replace(SKIPPED, ''));
  if (scheme !== null && !SCHEMES.has((scheme[1] ?? '').toLowerCase())) return '';
  return trimmed.replace(/[\p{Cc} \u00a0"<>\\^`{|}]/gu, (char) => encodeURIComponent(char));
}

/** "www.example.com" typed without a scheme means the web; a bare address means mail. */
function withScheme(url: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url === '' || url.startsWith('#')) return url;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/.]+$/.test(url)) return `mailto:${url}`;
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:]|$)/i.test(url) ? `https://${url}` : url;
}

/**
 * One address per row. A value at the beginning is a whole address; one after `?` or `#` is a parameter and is encoded as
 * such; one in between is part of a path, so it cannot add a parameter or (before the path) change the host.
 */
export function urlFor(parts: readonly (string | Slot)[], scope: MergeScope): string {
  let url = '';
  let asked = false;
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : encodedFor(url, asked, part.evaluate(scope).trim());
    asked ||= /[?#]/.test(piece);
    url += piece;
    if (url.length > LENGTH_MAX) return '';
  }
  return safeUrl(withScheme(url.trim()));
}

/** No browser or mail program follows a longer one. */
const LENGTH_MAX = 20_000;

/** `asked`: there is a `?` or `#` in what stands before. */
function encodedFor(before: string, asked: boolean, value: string): string {
  if (before.trim() === '' || /^mailto:$/i.test(before.trim())) return value;
  if (asked) return wellFormedComponent(value);
  const inPath = /^[a-z][a-z0-9+.-]*:\/\/[^/]+\//i.test(before);
  const component = wellFormedComponent(value);
  return inPath ? component.replaceAll('%2F', '/') : component;
}

/** Half a surrogate pair cannot be encoded and becomes U+FFFD. */
function wellFormedComponent(value: string): string {
  return encodeURIComponent(value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'));
}
