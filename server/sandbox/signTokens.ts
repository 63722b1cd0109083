import { createHash, randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import { SANDBOX_APP, type SandboxPerson } from './samplePeople.ts';
import { graphScopesOf } from './scopes.ts';

/** Audience of every Graph access token (the application id of Microsoft Graph). */
export const GRAPH_AUDIENCE = '00000003-0000-0000-c000-000000000000';

export interface TokenSubject {
  person: SandboxPerson;
  clientId: string;
  scopes: string[];
  /** Origin of the sandbox as the caller wrote it; issuers begin with it. */
  origin: string;
  /** ms */
  now: number;
  /** Seconds. */
  lifetime: number;
  /** Number of the person's session; a token of an earlier one is worth nothing. */
  session: number;
}

export type AccessTokenRead =
  | { kind: 'good'; oid: string; scopes: string[]; session: number }
  | { kind: 'expired' }
  | { kind: 'bad'; reason: string };

export interface Signer {
  privateJwk: JWK;
  jwks: { keys: JWK[] };
  idToken(subject: TokenSubject, nonce: string | undefined): Promise<string>;
  accessToken(subject: TokenSubject): Promise<string>;
  readAccessToken(token: string, now: number): Promise<AccessTokenRead>;
}

/** Signs with the given key, or with a new one. The key is kept with the rest of the state, so tokens outlive a restart. */
export async function createSigner(kept: JWK | undefined): Promise<Signer> {
  const privateJwk = kept ?? (await newKey());
  const { kty, n, e, kid } = privateJwk;
  const publicJwk = { kty, n, e, kid, use: 'sig', alg: 'RS256' } as JWK;
  const key = await importJWK(privateJwk, 'RS256');
  const verifyWith = createLocalJWKSet({ keys: [publicJwk] });
  const sign = (claims: Record<string, unknown>, subject: TokenSubject) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: kid ?? '' })
      .setIssuedAt(seconds(subject.now))
      .setNotBefore(seconds(subject.now))
      .setExpirationTime(seconds(subject.now) + subject.lifetime)
      .sign(key);
  return {
    privateJwk,
    jwks: { keys: [publicJwk] },
    idToken: (subject, nonce) => sign(idClaims(subject, nonce), subject),
    accessToken: (subject) => sign(accessClaims(subject), subject),
    async readAccessToken(token, now) {
      try {
        const { payload } = await jwtVerify(token, verifyWith, {
          audience: GRAPH_AUDIENCE,
          currentDate: new Date(now),
          algorithms: ['RS256'],
        });
        return {
          kind: 'good',
          oid: String(payload.oid),
          scopes: String(payload.scp).split(' '),
          session: Number(payload.sandbox_session),
        };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { kind: 'expired' };
        if (error instanceof errors.JOSEError) return { kind: 'bad', reason: error.message };
        throw error;
      }
    },
  };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) };
}

const seconds = (ms: number) => Math.floor(ms / 1000);

/** Pairwise: another application would see another `sub` for the same person. */
const subOf = (subject: TokenSubject) =>
  createHash('sha256').update(`${subject.person.oid}|${subject.clientId}`).digest('base64url');

/**
 * entra id-token-claims-reference: `tid` and `sub` always; name, oid and preferred_username with `profile`; the address
 * only with `email`.
 */
function idClaims(subject: TokenSubject, nonce: string | undefined) {
  const { person, scopes, clientId, origin } = subject;
  return {
    ver: '2.0',
    iss: `${origin}/${person.tenantId}/v2.0`,
    aud: clientId,
    sub: subOf(subject),
    tid: person.tenantId,
    uti: randomUUID(),
    ...(nonce === undefined ? {} : { nonce }),
    ...(scopes.includes('profile') ? { name: person.name, oid: person.oid, preferred_username: person.address } : {}),
    ...(scopes.includes('email') ? { email: person.address } : {}),
  };
}

/** Graph's tokens are opaque to everybody but Graph; this one happens to be a JWT too, of the v1 shape. */
function accessClaims(subject: TokenSubject) {
  const { person, scopes, clientId, origin, session } = subject;
  return {
    ver: '1.0',
    iss: `${origin}/${person.tenantId}/`,
    aud: GRAPH_AUDIENCE,
    appid: clientId,
    app_displayname: SANDBOX_APP.name,
    name: person.name,
    oid: person.oid,
    tid: person.tenantId,
    upn: person.address,
    scp: [...graphScopesOf(scopes), 'profile', 'openid', 'email'].join(' '),
    sub: subOf(subject),
    uti: randomUUID(),
    sandbox_session: session,
  };
}
