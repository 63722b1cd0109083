import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';

export interface TokenTimes {
  /** ms */
  now: number;
  /** Seconds. */
  lifetime: number;
}

/** An expired token still says whose it was. */
export type TokenRead = { kind: 'good' | 'expired'; claims: JWTPayload } | { kind: 'bad'; reason: string };

export interface Signer {
  privateJwk: JWK;
  jwks: { keys: JWK[] };
  sign(claims: Record<string, unknown>, times: TokenTimes): Promise<string>;
  /** Only a token that was signed here and for one of these audiences. */
  read(token: string, audiences: string[], now: number): Promise<TokenRead>;
}

/** Signs with the given key, or with a new one. The key is kept with the rest of the state, so tokens outlive a restart. */
export async function createSigner(kept: JWK | undefined): Promise<Signer> {
  const privateJwk = kept ?? (await newKey());
  const { kty, n, e, kid } = privateJwk;
  const publicJwk = { kty, n, e, kid, use: 'sig', alg: 'RS256' } as JWK;
  const key = await importJWK(privateJwk, 'RS256');
  const verifyWith = createLocalJWKSet({ keys: [publicJwk] });
  return {
    privateJwk,
    jwks: { keys: [publicJwk] },
    sign: (claims, { now, lifetime }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: kid ?? '' })
        .setIssuedAt(seconds(now))
        .setNotBefore(seconds(now))
        .setExpirationTime(seconds(now) + lifetime)
        .sign(key),
    async read(token, audiences, now) {
      try {
        const wanted = { audience: audiences, currentDate: new Date(now), algorithms: ['RS256'] };
        return { kind: 'good', claims: (await jwtVerify(token, verifyWith, wanted)).payload };
      } catch (error) {
        // The signature and the audience were looked at before the time.
        if (error instanceof errors.JWTExpired) return { kind: 'expired', claims: error.payload };
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
