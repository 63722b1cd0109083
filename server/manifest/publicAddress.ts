/** The address under which Office loads the add-in: https, a host, nothing behind it. */

export type PublicAddress = { ok: true; url: string } | { ok: false; problem: string };

const EXAMPLE = 'such as https://mail.example.com';

/** @returns the origin without a trailing slash, or one sentence with the next step. */
export function publicAddress(text: string): PublicAddress {
  const typed = text.trim();
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) || !URL.canParse(typed)) return { ok: false, problem: notWhole(typed) };
  const url = new URL(typed);
  const problem = outsideProblem(url, typed) ?? hostProblem(url);
  return problem === null ? { ok: true, url: url.origin } : { ok: false, problem };
}

/** `mail.example.com`, `https:/mail.example.com`: what was meant can be guessed. */
function notWhole(typed: string): string {
  const meant = `https://${typed.replace(/^https?:\/*/i, '')}`;
  const guess = URL.canParse(meant) ? `probably ${new URL(meant).origin}` : EXAMPLE;
  return `“${typed}” is not a whole address. Give the one under which people reach your server, ${guess}.`;
}

/** What is around the host. @param typed is repeated only where it cannot hold a password. */
function outsideProblem(url: URL, typed: string): string | null {
  const { protocol, username, password, hostname, host, pathname, search, hash } = url;
  if (username !== '' || password !== '')
    return `The address holds a name or a password, and everybody who gets the file could read it. Give https://${host}.`;
  if (protocol !== 'https:') {
    const wanted = hostname === '' ? `an address ${EXAMPLE}` : `https://${hostname}`;
    return `${typed} does not start with https://, and Office loads add-ins over https only. Put a certificate or a reverse proxy with one in front of the server, then give ${wanted}.`;
  }
  if (pathname !== '/' || search !== '' || hash !== '')
    return `${typed} has something behind the host, and Mergepost lives at the root of its host. Give https://${host}.`;
  return null;
}

/** URLs allow more than names of hosts do (RFC 1035, section 2.3.4, for the lengths). */
function hostProblem({ hostname, port }: URL): string | null {
  if (port === '0') return `Nothing can be reached at port 0. Give the port of the server, or none for 443.`;
  if (hostname.startsWith('[')) return null;
  if (hostname.includes('*')) return `${hostname} holds a *, and Office wants one host. Give its whole name, ${EXAMPLE}.`;
  if (hostname.endsWith('.'))
    return `${hostname} has a dot at its end, which makes it another address to Office. Give https://${hostname.slice(0, -1)}.`;
  const strange = /[^a-z0-9._-]/.exec(hostname)?.[0];
  if (strange !== undefined)
    return `${hostname} holds “${strange}”, which no name of a host can. Give the one under which people reach your server, ${EXAMPLE}.`;
  if (hostname.length > 253 || hostname.split('.').some((label) => label.length > 63))
    return `${hostname} is longer than a name can be. Give the one under which people reach your server, ${EXAMPLE}.`;
  return null;
}
