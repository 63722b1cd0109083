/** Telling "the keys could not be fetched" from "the token is not good": the first passes by itself and says nothing about anybody. */
import { errors } from 'jose';

/** True for what jose throws where the key set did not come: no connection, another status than 200, no JSON, no key set. */
export function keysUnreachable(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC';
}
