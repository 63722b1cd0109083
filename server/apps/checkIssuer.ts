/** Reads an issuer's discovery document when an app is made: a wrong address is told to the administrator, not to everybody later. */
import type { AppUrls } from '../../shared/api/apps.ts';
import { type Discovered, issuerDiscovery } from '../oauth/discoverIssuer.ts';
import type { GetJsonDeps } from '../oauth/getJson.ts';
import type { IssuerVerdict } from './appsDeps.ts';

export function issuerCheck(
  deps: GetJsonDeps & { clock: () => number },
): (urls: AppUrls, issuer: string) => Promise<IssuerVerdict> {
  // A new one each time: whoever mends the document must not wait until an older look at it is forgotten.
  return async (urls, issuer) => verdictOf(urls, issuer, await issuerDiscovery(deps)(issuer));
}

/** The places to sign in and to get access must come from somewhere: what was given by hand wins. */
export function verdictOf(urls: AppUrls, issuer: string, found: Discovered): IssuerVerdict {
  if (!found.ok) {
    const next = found.later
      ? 'Check the address, and try again in a few minutes.'
      : 'Check the address of the issuer, letter by letter.';
    return { ok: false, later: found.later, sentence: `${found.reason} ${next}` };
  }
  const missing = (['authorizeUrl', 'tokenUrl'] as const).filter((name) => (urls[name] ?? found.metadata[name]) === undefined);
  if (missing.length === 0) return { ok: true };
  const names = missing.map((name) => `urls.${name}`).join(' and ');
  return { ok: false, later: false, sentence: `The description of ${issuer} does not say everything. Give ${names} too.` };
}
