/**
 * Is this text one e-mail address, and nothing else? The dot-atom form of RFC 5322 3.4.1 with the lengths of
 * RFC 5321 4.5.3.1, and a domain of at least two labels. Quoted local parts, address literals, display names, comments and lists of
 * addresses are refused: a cell must not be able to name a second recipient.
 */
export type AddressCheck = { kind: 'address'; address: string } | { kind: 'empty' } | { kind: 'invalid'; why: string };

/** `toAscii` turns an international domain into its ASCII form and answers '' for none (WHATWG URL; `domainToASCII` of node:url). */
export type ToAscii = (domain: string) => string;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/** Blanks around an address come from copying; inside they are wrong. */
const AROUND =
  /^[\s\u00a0\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+|(?<![\s\u00a0\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff])[\s\u00a0\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+$/g;

export function checkAddress(text: string, toAscii: ToAscii): AddressCheck {
  const given = text.replace(AROUND, '');
  if (given === '') return { kind: 'empty' };
  if ((given.match(/@/g) ?? []).length > 1 || /[,;]/.test(given)) return invalid('it holds more than one address');
  if (/[<>()[\]"\\:]/.test(given)) return invalid('only the bare address may stand there, like name@example.com');
  if (/[\s\p{Cc}]/u.test(given)) return invalid('it has a blank or line break inside');
  const at = given.lastIndexOf('@');
  if (at < 0) return invalid('it has no @');
  const [local, domain] = [given.slice(0, at), given.slice(at + 1)];
  if (!DOT_ATOM.test(local)) return invalid('the part before the @ is not one that mail servers accept');
  const ascii = asciiDomain(domain, toAscii);
  if (ascii === null) return invalid('the part after the @ is not a domain like example.com');
  if (local.length > 64 || local.length + 1 + ascii.length > 254) return invalid('it is longer than an address can be');
  return { kind: 'address', address: `${local}@${ascii}` };
}

function asciiDomain(domain: string, toAscii: ToAscii): string | null {
  const plain = /^[A-Za-z0-9.-]+$/.test(domain);
  // The URL rules would also accept percent signs, which an address may not have in its domain.
  const ascii = plain ? domain : /[%/?#@\\|^`{}*!$&'+=~]/.test(domain) ? '' : toAscii(domain);
  const labels = ascii.split('.');
  if (ascii === '' || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null;
  return /^\d+$/.test(labels.at(-1) ?? '') ? null : ascii;
}

function invalid(why: string): AddressCheck {
  return { kind: 'invalid', why };
}
