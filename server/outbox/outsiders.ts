/** Whether a recipient is outside of the sender's organisation. Pure. */
import { domainToASCII } from 'node:url';

/**
 * `domains`: the verified ones of the organisation, in lower case; null: not known, then every other domain than the
 * sender's is outside, also one below it. Addresses are `a@b` or `Name <a@b>`.
 */
export function isOutside(recipient: string, domains: ReadonlySet<string> | null, sender: string): boolean {
  const domain = domainOf(recipient);
  return domains === null ? domain !== domainOf(sender) : !domains.has(domain);
}

/** In lower case, as the name system writes it. */
export function domainOf(address: string): string {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .replace(/>\s*$/, '')
    .trim()
    .toLowerCase();
  // Only what is not plain needs the conversion; what cannot be converted stays as it is.
  return /^[\u0021-\u007E]*$/.test(domain) ? domain : domainToASCII(domain) || domain;
}
