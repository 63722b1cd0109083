/**
 * What our own JWT says, and who else may bring one. Each issuer has its one algorithm; which issuer a token claims is
 * read first, unverified, only to choose the key it must then be verified with (RFC 8725 sections 3.1, 3.8).
 */
import { hkdfSync } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import type { FastifyInstance } from 'fastify';
import { createRemoteJWKSet, customFetch, decodeJwt, type JWTPayload, jwtVerify } from 'jose';

import { AppError } from '../http/appError.ts';
import { keysUnreachable } from '../oauth/keysTrouble.ts';

export const OWN_ISSUER = 'mergepost';
/** A session token lives one hour and is renewed by the pane; the session itself ends 30 days after it began. */
export const TOKEN_SECONDS = 3600;
export const SESSION_MS = 30 * 24 * 3600_000;
/** A token is dated in whole seconds, and a moment after its session was marked as renewed. */
const DATE_MS = 2000;

/** Whether a token is the newest of its session: an older one must not bring it back. */
export function isNewest(issuedAt: number, renewedAt: number): boolean {
  return issuedAt > renewedAt - DATE_MS;
}

export interface HostTokens {
  /** Tokens of a host application, HS256 under JWT_SECRET. */
  jwtSecret: string | null;
  /** Tokens of a host application under its published keys. */
  jwks: { url: string; issuer: string; audience: string } | null;
}

export type ReadToken =
  | { kind: 'own'; userId: string; sessionId: string }
  | { kind: 'host'; issuer: string; subject: string; email: string | null; name: string | null };

export interface SessionTokens {
  /** Signs a session token; answers it with its end in milliseconds since 1970. */
  issue(userId: string, sessionId: string): { token: string; expiresAt: number };
  /** Undefined where the token is not valid for whatever reason: the caller learns no more than that. */
  read(token: string): Promise<ReadToken | undefined>;
  /** One of ours, even where its hour is over. `issuedAt`: milliseconds since 1970, in whole seconds. */
  readEnded(token: string): { userId: string; sessionId: string; issuedAt: number } | undefined;
}

interface JwtNamespace {
  sign(payload: object): string;
  verify(token: string, options?: { ignoreExpiration: boolean }): JWTPayload;
}

export async function sessionTokens(
  app: FastifyInstance,
  { ownKey, jwtSecret, jwks, fetch: get, clock }: HostTokens & { ownKey: string; fetch: typeof fetch; clock: () => number },
): Promise<SessionTokens> {
  await app.register(fastifyJwt, {
    secret: ownKey,
    namespace: 'own',
    sign: { algorithm: 'HS256', iss: OWN_ISSUER, expiresIn: TOKEN_SECONDS },
    verify: { algorithms: ['HS256'], allowedIss: OWN_ISSUER, requiredClaims: ['sub', 'sid', 'exp'] },
  });
  if (jwtSecret !== null) {
    await app.register(fastifyJwt, {
      secret: jwtSecret,
      namespace: 'host',
      verify: { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] },
    });
  }
  const namespaces = app.jwt as unknown as { own: JwtNamespace; host?: JwtNamespace };
  const published = jwks && publishedKeys(jwks, get);
  return {
    issue: (userId, sessionId) => ({
      token: namespaces.own.sign({ sub: userId, sid: sessionId }),
      expiresAt: clock() + TOKEN_SECONDS * 1000,
    }),
    read: (token) => readToken(token, namespaces, published),
    readEnded: (token) => {
      const payload = verified(namespaces.own, token, { ignoreExpiration: true });
      const own = ownToken(payload);
      return own && payload?.iat !== undefined ? { ...own, issuedAt: payload.iat * 1000 } : undefined;
    },
  };
}

async function readToken(
  token: string,
  { own, host }: { own: JwtNamespace; host?: JwtNamespace },
  published: ((token: string) => Promise<ReadToken | undefined>) | null,
): Promise<ReadToken | undefined> {
  const issuer = claimedIssuer(token);
  if (issuer === undefined) return undefined;
  if (issuer === OWN_ISSUER) return ownToken(verified(own, token));
  const byKeys = await published?.(token);
  return byKeys ?? (host && hostToken(verified(host, token), 'host'));
}

/** The issuer a token claims ('' for none), or undefined where it is no JWT at all. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    return undefined;
  }
}

function verified(jwt: JwtNamespace, token: string, options?: { ignoreExpiration: boolean }): JWTPayload | undefined {
  try {
    return jwt.verify(token, options);
  } catch {
    // Every reason (signature, algorithm, time, claim) is the same answer to a stranger: not valid.
    return undefined;
  }
}

function ownToken(payload: JWTPayload | undefined): Extract<ReadToken, { kind: 'own' }> | undefined {
  const sid = payload?.['sid'];
  return payload?.sub !== undefined && typeof sid === 'string' ? { kind: 'own', userId: payload.sub, sessionId: sid } : undefined;
}

function hostToken(payload: JWTPayload | undefined, issuer: string): ReadToken | undefined {
  if (typeof payload?.sub !== 'string' || payload.sub === '') return undefined;
  return { kind: 'host', issuer, subject: payload.sub, email: textOf(payload['email']), name: textOf(payload['name']) };
}

function publishedKeys(
  jwks: NonNullable<HostTokens['jwks']>,
  get: typeof fetch,
): (token: string) => Promise<ReadToken | undefined> {
  const keys = createRemoteJWKSet(new URL(jwks.url), { [customFetch]: get });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: jwks.issuer,
        audience: jwks.audience,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 60,
      });
      return hostToken(payload, jwks.issuer);
    } catch (error) {
      if (!keysUnreachable(error)) return undefined;
      throw new AppError(
        'PROVIDER_UNAVAILABLE',
        'The keys that prove who you are cannot be fetched right now. Try again in a minute.',
        { retryAfterSeconds: 30, cause: error },
      );
    }
  };
}

/**
 * The key of our own sessions. With JWT_SECRET it is derived from it, not equal to it: a token a host application signed
 * can then never pass for one of ours (RFC 5869).
 */
export function ownKeyFrom(jwtSecret: string): string {
  return Buffer.from(hkdfSync('sha256', jwtSecret, '', 'mergepost own sessions', 32)).toString('base64url');
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
