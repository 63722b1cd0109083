import { createHash, randomUUID } from 'node:crypto';
import type { RegisteredApp } from './registeredApps.ts';
import type { SandboxPerson } from './samplePeople.ts';
import { AUDIENCES, type Resource, scpOf } from './scopes.ts';
import type { Signer, TokenTimes } from './signTokens.ts';

export interface TokenSubject extends TokenTimes {
  person: SandboxPerson;
  app: RegisteredApp;
  scopes: string[];
  /** Origin of the sandbox as the caller wrote it; issuers begin with it. */
  origin: string;
  /** Number of the person's session; a token of an earlier one is worth nothing. */
  session: number;
  /** An Office host has asked for the application that is nested in it. */
  nested?: boolean;
}

/** `scopes` without prefixes, as in `scp`. */
export type AccessTokenRead =
  | { kind: 'good' | 'expired'; oid: string; scopes: string[]; session: number; audience: string }
  | { kind: 'bad'; reason: string };

export const idToken = (signer: Signer, subject: TokenSubject, nonce: string | undefined) =>
  signer.sign(idClaims(subject, nonce), subject);

export const accessToken = (signer: Signer, subject: TokenSubject, resource: Resource) =>
  signer.sign(resource === 'api' ? apiClaims(subject) : accessClaims(subject, resource), subject);

/** Reads an access token of Entra's for one of Microsoft's services; one for somebody's own API is nothing to them. */
export async function readAccessToken(signer: Signer, token: string, now: number): Promise<AccessTokenRead> {
  const read = await signer.read(token, [AUDIENCES.graph, AUDIENCES.outlook], now);
  if (read.kind === 'bad') return read;
  const { claims } = read;
  return {
    kind: read.kind,
    oid: String(claims.oid),
    scopes: String(claims.scp).split(' '),
    session: Number(claims.sandbox_session),
    audience: String(claims.aud),
  };
}

/** Pairwise: another application would see another `sub` for the same person. */
const subOf = ({ person, app }: TokenSubject) => createHash('sha256').update(`${person.oid}|${app.clientId}`).digest('base64url');

/**
 * entra id-token-claims-reference: `tid` and `sub` always; name, oid and preferred_username with `profile`; the address
 * only with `email`.
 */
function idClaims(subject: TokenSubject, nonce: string | undefined) {
  const { person, scopes, app, origin } = subject;
  return {
    ver: '2.0',
    iss: `${origin}/${person.tenantId}/v2.0`,
    aud: app.clientId,
    sub: subOf(subject),
    tid: person.tenantId,
    uti: randomUUID(),
    ...(nonce === undefined ? {} : { nonce }),
    ...(scopes.includes('profile') ? { name: person.name, oid: person.oid, preferred_username: person.address } : {}),
    ...(scopes.includes('email') ? { email: person.address } : {}),
  };
}

/** These tokens are opaque to everybody but the service; this one happens to be a JWT too, of the v1 shape. */
function accessClaims(subject: TokenSubject, resource: Resource) {
  const { person, scopes, app, origin, session } = subject;
  return {
    ver: '1.0',
    iss: `${origin}/${person.tenantId}/`,
    aud: AUDIENCES[resource],
    appid: app.clientId,
    app_displayname: app.name,
    // How the client proved itself: 0 not at all, 1 by a secret (the sandbox does not tell a certificate apart).
    appidacr: app.kind === 'public' ? '0' : '1',
    name: person.name,
    oid: person.oid,
    tid: person.tenantId,
    upn: person.address,
    scp: scpOf(scopes, resource).join(' '),
    sub: subOf(subject),
    uti: randomUUID(),
    sandbox_session: session,
  };
}

/**
 * For the application's own API, which is meant to read them: version 2.0, as `requestedAccessTokenVersion: 2` has it
 * (entra access-token-claims-reference). Nested in an Office host the application itself is the client, a public one.
 */
function apiClaims(subject: TokenSubject) {
  const { person, scopes, app, origin, session } = subject;
  return {
    ver: '2.0',
    iss: `${origin}/${person.tenantId}/v2.0`,
    aud: AUDIENCES.api,
    azp: app.clientId,
    azpacr: subject.nested === true || app.kind === 'public' ? '0' : '1',
    name: person.name,
    oid: person.oid,
    preferred_username: person.address,
    tid: person.tenantId,
    scp: scpOf(scopes, 'api').join(' '),
    sub: subOf(subject),
    uti: randomUUID(),
    sandbox_session: session,
  };
}
