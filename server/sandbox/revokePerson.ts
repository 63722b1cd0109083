import { findPerson } from './samplePeople.ts';
import type { SandboxParts } from './startSandbox.ts';

/** Ends a person's refresh tokens and consent and, where said, the access tokens already out. False: no such person. */
export function revokePerson(parts: Pick<SandboxParts, 'grants' | 'clock'>, address: string, accessTokens: boolean): boolean {
  const person = findPerson(address);
  if (person !== undefined) parts.grants.revoke(person.oid, parts.clock(), accessTokens);
  return person !== undefined;
}
