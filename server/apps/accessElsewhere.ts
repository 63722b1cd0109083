/**
 * Where a change would make the access to people's mailboxes go. They gave it to go to the hosts of then: an administrator of
 * this server may look after the app, but not read along or send in their names by naming another host. Pure.
 */
import type { AppUrls } from '../../shared/api/apps.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';

/** A request to these carries an access or a refresh token; an issuer names some of them. */
const TOLD: readonly (keyof AppUrls)[] = ['issuer', 'tokenUrl', 'revocationUrl', 'userinfoUrl', 'graphUrl', 'gmailUrl'];

/** The hosts that would be new; empty where everything stays. */
export function accessElsewhere(before: OAuthApp, after: OAuthApp): string[] {
  const known = placesOf(before);
  return placesOf(after).filter((place) => !known.includes(place));
}

function placesOf({ kind, urls, smtp, imap, cloud }: OAuthApp): string[] {
  const names = kind === 'microsoft' ? [...TOLD, 'authorizeUrl' as const] : TOLD;
  return [
    ...names.flatMap((name) => (urls[name] === undefined ? [] : [new URL(urls[name]).host])),
    ...[smtp, imap].flatMap((server) => (server === null ? [] : [server.host])),
    // A cloud is a set of Microsoft's own hosts.
    ...(kind === 'microsoft' ? [`the ${cloud} cloud`] : []),
  ];
}
