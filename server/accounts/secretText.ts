/** Secrets that travel once and are kept only as a hash. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** 256 random bits, URL-safe. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Without letters and digits that look alike; typed by hand where messages between windows do not arrive. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code such as `K7QM-2XWP`: 40 bits, good for 10 minutes and 5 tries. */
export function newHandoffCode(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** As a person may type it: small letters, blanks, no hyphen. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares in constant time. What is no text (a parameter given twice) matches nothing. */
export function matches(secret: unknown, hash: string | null): boolean {
  if (typeof secret !== 'string' || hash === null) return false;
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}
