import { X509Certificate } from 'node:crypto';
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importX509,
  type JWTPayload,
  compactVerify,
  type ProtectedHeaderParameters,
} from 'jose';
import type { EntraError } from './entraError.ts';
import { badValue, missing } from './readAuthorize.ts';
import type { RegisteredApp } from './registeredApps.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface AssertionParts {
  assertion: string;
  type: string | undefined;
  app: RegisteredApp;
  /** The token endpoint's own address, as the caller wrote it. */
  audience: string;
  now: number;
}

/**
 * A client assertion in place of a secret (RFC 7523; entra certificate-credentials.md): signed with the key of a
 * registered certificate that its header names by thumbprint, meant for this endpoint, of now. Like Entra, the sandbox
 * takes the same assertion more than once: Microsoft's own clients keep one for ten minutes.
 */
export async function checkAssertion({ assertion, type, app, audience, now }: AssertionParts): Promise<EntraError | undefined> {
  if (type === undefined) return missing('client_assertion_type');
  if (type !== JWT_BEARER) return badValue('client_assertion_type', type);
  const read = readAssertion(assertion);
  if ('error' in read) return read;
  const { header, claims } = read;
  return (
    checkClaims(claims, app, audience) ??
    (await checkSignature(assertion, header, app)) ??
    checkTimes(claims, now) ??
    (claims.jti === undefined || claims.jti === '' ? malformed('It has no jti.') : undefined)
  );
}

interface Assertion {
  header: ProtectedHeaderParameters & { 'x5t#S256'?: string };
  claims: JWTPayload;
}

function readAssertion(assertion: string): Assertion | EntraError {
  try {
    return { header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion) };
  } catch (error) {
    // jose says TypeError for what has no header at all, its own error for the rest.
    if (error instanceof Error) return malformed(error.message);
    throw error;
  }
}

function checkClaims(claims: JWTPayload, app: RegisteredApp, audience: string): EntraError | undefined {
  const [iss, sub] = [claims.iss, claims.sub].map((each) => each?.toLowerCase());
  if (iss !== app.clientId.toLowerCase() || sub !== iss) return otherClient;
  const meant = [claims.aud].flat().some((each) => each?.toLowerCase() === audience.toLowerCase());
  return meant ? undefined : otherAudience;
}

async function checkSignature(
  assertion: string,
  header: Assertion['header'],
  app: RegisteredApp,
): Promise<EntraError | undefined> {
  const { alg, x5t, 'x5t#S256': x5tS256 } = header;
  if (alg !== 'RS256' && alg !== 'PS256') return wrongAlgorithm;
  if (x5t === undefined && x5tS256 === undefined) return noThumbprint;
  if (app.certificate === undefined) return badSignature('The key was not found.', x5tS256 ?? x5t ?? '');
  const { fingerprint, fingerprint256 } = new X509Certificate(app.certificate);
  const known = x5tS256 === undefined ? x5t === thumb(fingerprint) : x5tS256 === thumb(fingerprint256);
  if (!known) return badSignature('The key was not found.', x5tS256 ?? x5t ?? '');
  try {
    await compactVerify(assertion, await importX509(app.certificate, alg));
    return undefined;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed)
      return badSignature('The provided signature value did not match the expected signature value.', x5tS256 ?? x5t ?? '');
    if (error instanceof errors.JOSEError) return malformed(error.message);
    throw error;
  }
}

/** `AA:BB:…` as Node writes it, to base64url as in a JWT header. */
const thumb = (fingerprint: string) => Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');

/** Five minutes for clocks that disagree, as Microsoft's validators allow. */
const SKEW_SECONDS = 300;

function checkTimes({ exp, nbf }: JWTPayload, now: number): EntraError | undefined {
  const seconds = now / 1000;
  const good = exp !== undefined && seconds < exp + SKEW_SECONDS && (nbf === undefined || seconds >= nbf - SKEW_SECONDS);
  return good ? undefined : outOfTime(now, nbf, exp);
}

const refusal = (aadsts: number, message: string): EntraError => ({ error: 'invalid_client', aadsts, message, status: 401 });

const malformed = (why: string) => refusal(50027, `JWT token is invalid or malformed. ${why}`);

const wrongAlgorithm = refusal(5002730, 'Invalid JWT token. Unsupported key for the signing algorithm.');

const noThumbprint = refusal(
  5002723,
  'Invalid JWT token. No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId specified in token header.',
);

const otherClient = refusal(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");

const otherAudience = refusal(700023, 'Client assertion audience claim does not match Realm issuer.');

const badSignature = (reason: string, thumbprint: string) =>
  refusal(
    700027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}']`,
  );

const outOfTime = (now: number, nbf: number | undefined, exp: number | undefined) =>
  refusal(
    700024,
    `Client assertion is not within its valid time range. Current time: ${iso(now / 1000)}, assertion valid from ${iso(nbf ?? 0)}, expiry time of assertion ${iso(exp ?? 0)}.`,
  );

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
