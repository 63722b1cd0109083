import { createHash, randomUUID } from 'node:crypto';
import type { GoogleGrants } from './googleGrants.ts';
import { GOOGLE_APP, type GooglePerson, googlePersonBySub } from './googlePeople.ts';
import { GOOGLE_SCOPE } from './googleScopes.ts';
import type { Signer, TokenTimes } from './signTokens.ts';

/** For whom access tokens are: only the sandbox reads them, clients must not. */
const AUDIENCE = 'sandbox-google-apis';
/** How Google's access tokens begin. */
const START = 'ya29.';

export interface GoogleSubject extends TokenTimes {
  person: GooglePerson;
  scopes: string[];
  session: number;
}

export async function googleAccessToken(signer: Signer, subject: GoogleSubject): Promise<string> {
  const claims = {
    aud: AUDIENCE,
    azp: GOOGLE_APP.clientId,
    sub: subject.person.sub,
    scope: subject.scopes.join(' '),
    sandbox_session: subject.session,
    jti: randomUUID(),
  };
  return START + (await signer.sign(claims, subject));
}

/** @param issuer `<origin>/google`, as the caller wrote the origin. */
export function googleIdToken(
  signer: Signer,
  subject: GoogleSubject,
  { issuer, nonce, accessToken }: { issuer: string; nonce: string | undefined; accessToken: string },
): Promise<string> {
  const { person } = subject;
  const claims = {
    iss: issuer,
    aud: GOOGLE_APP.clientId,
    azp: GOOGLE_APP.clientId,
    at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
    ...(nonce === undefined ? {} : { nonce }),
    ...profileOf(person, subject.scopes),
  };
  return signer.sign(claims, { ...subject, lifetime: 3600 });
}

/** What the granted scopes let an app know about the person; also the answer of the userinfo endpoint. */
export function profileOf(person: GooglePerson, scopes: string[]) {
  return {
    sub: person.sub,
    ...(person.hd === undefined ? {} : { hd: person.hd }),
    ...(scopes.includes(GOOGLE_SCOPE.email) ? { email: person.address, email_verified: person.emailVerified } : {}),
    ...(scopes.includes(GOOGLE_SCOPE.profile)
      ? { name: person.name, given_name: person.givenName, family_name: person.surname }
      : {}),
  };
}

export type GoogleTokenRead =
  | { kind: 'good' | 'expired'; person: GooglePerson; scopes: string[] }
  | { kind: 'bad'; reason: string };

/** An access token that was revoked, or whose person is gone, is as bad as one that never was. */
export async function readGoogleToken(
  { signer, grants }: { signer: Signer; grants: GoogleGrants },
  token: string,
  now: number,
): Promise<GoogleTokenRead> {
  if (!token.startsWith(START)) return { kind: 'bad', reason: 'It is no access token.' };
  const read = await signer.read(token.slice(START.length), [AUDIENCE], now);
  if (read.kind === 'bad') return read;
  const person = googlePersonBySub(String(read.claims.sub));
  if (person === undefined || read.claims.sandbox_session !== grants.session(person.sub, GOOGLE_APP.clientId))
    return { kind: 'bad', reason: 'It was revoked.' };
  return { kind: read.kind, person, scopes: String(read.claims.scope).split(' ') };
}
