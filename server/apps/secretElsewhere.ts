/**
 * Where a change would make the stored client secret go. It is never given back, so it must not be had by naming another
 * address for it either: whoever moves it must know it. Pure.
 */
import type { AppChange, AppUrls } from '../../shared/api/apps.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';

/** A request to these carries the secret; an issuer names them, and Microsoft's sign-in address stands for the token's too. */
const TOLD: readonly (keyof AppUrls)[] = ['issuer', 'tokenUrl', 'revocationUrl', 'deviceUrl'];

/** A sentence for the administrator; null: it stays where it was, or is given anew. */
export function secretElsewhere(before: OAuthApp, after: OAuthApp, { clientSecret }: AppChange): string | null {
  if (before.credential.kind !== 'secret' || after.credential.kind !== 'secret' || clientSecret) return null;
  const known = hostsOf(before);
  const added = hostsOf(after).filter((host) => !known.includes(host));
  if (added.length === 0) return null;
  return `With this change the client secret would go to ${added.join(' and ')}. Give clientSecret together with the new address.`;
}

function hostsOf({ kind, urls }: OAuthApp): string[] {
  const names = kind === 'microsoft' ? [...TOLD, 'authorizeUrl' as const] : TOLD;
  return [...new Set(names.flatMap((name) => (urls[name] === undefined ? [] : [new URL(urls[name]).origin])))];
}
