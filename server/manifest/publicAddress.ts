/** The address under which Office loads the add-in: https, a host, nothing behind it. */

export type PublicAddress = { ok: true; url: string } | { ok: false; problem: string };

const EXAMPLE = 'such as https://mail.example.com';

/** @returns the origin without a trailing slash, or one sentence with the next step. */
export function publicAddress(text: string): PublicAddress {
  const problem = problemOf(text);
  return problem === null ? { ok: true, url: new URL(text).origin } : { ok: false, problem };
}

function problemOf(text: string): string | null {
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  if (bare || !URL.canParse(text)) {
    const meant = bare && URL.canParse(`https://${text}`) ? `https://${text}` : null;
    return `“${text}” is not a whole address. Give the one under which people reach your server, ${meant === null ? EXAMPLE : `probably ${meant}`}.`;
  }
  const { protocol, pathname, search, hash, username, password, hostname, host } = new URL(text);
  if (protocol !== 'https:')
    return `${text} does not start with https://, and Office loads add-ins over https only. Put a certificate or a reverse proxy with one in front of the server, then give https://${host}.`;
  if (username !== '' || password !== '')
    return `${text} holds a name or a password. Give scheme, host and port only, ${EXAMPLE}.`;
  if (pathname !== '/' || search !== '' || hash !== '')
    return `${text} has something behind the host, and Mergepost lives at the root of its host. Give https://${host}.`;
  if (hostname.includes('*')) return `${text} holds a *, and Office wants one host. Give its whole name, ${EXAMPLE}.`;
  return null;
}
