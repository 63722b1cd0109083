/**
 * Recipient addresses as people write them: `ana@example.com`, or with a name, `Ana Núñez <ana@example.com>`.
 * Stricter than RFC 5322: what is refused here is nearly always a slip (two addresses in one place, a missing dot), and
 * Graph would either refuse the whole message (ErrorInvalidRecipients) or accept it and let it bounce days later.
 */

export interface MailAddress {
  address: string;
  name?: string;
}

/** RFC 5321 section 4.5.3.1: 64 octets before the @; 254 in all (RFC 3696 erratum 1690). */
const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;

/** RFC 5322 atext, with letters of every script (RFC 6531); `o'brien@` and `a+b@` are ordinary. No quoted local parts. */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** A host name of two labels or more; the last one is not a number (so no IPv4 address). */
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
/** Anything that could end a header line, or that nobody sees: control characters, line and paragraph separators. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const NAMED = /^(?<name>[^<>]*)<(?<address>[^<>]*)>$/;

/** The parts of one address, or undefined where it is none. Blanks around it are forgiven, line breaks never. */
export function parseAddress(text: string): MailAddress | undefined {
  if (UNSEEN.test(text)) return undefined;
  const named = NAMED.exec(text.trim())?.groups;
  const address = (named?.['address'] ?? text).trim();
  if (!isAddrSpec(address)) return undefined;
  const name = unquoted(named?.['name'] ?? '');
  return name === '' ? { address } : { address, name };
}

function isAddrSpec(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || octets(text) > ADDRESS_MAX || octets(local) > LOCAL_MAX) return false;
  const labels = text.slice(at + 1).split('.');
  return (
    LOCAL.test(local) && labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

function octets(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** `"Núñez, Ana"` → `Núñez, Ana` (RFC 5322 quoted-string). */
function unquoted(name: string): string {
  const trimmed = name.trim();
  const quoted = /^"(?<inner>(?:[^"\\]|\\.)*)"$/.exec(trimmed)?.groups?.['inner'];
  return (quoted === undefined ? trimmed : quoted.replaceAll(/\\(.)/g, '$1')).trim();
}
