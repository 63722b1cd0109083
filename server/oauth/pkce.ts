/** Proof Key for Code Exchange, RFC 7636, method S256. */
import { createHash } from 'node:crypto';

/** @param random answers that many random bytes. */
export function newVerifier(random: (bytes: number) => Buffer): string {
  return random(32).toString('base64url');
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
