import { findGooglePerson } from './googlePeople.ts';
import { findPerson } from './samplePeople.ts';
import type { SandboxParts } from './startSandbox.ts';

export interface RevokeOptions {
  /** False where not said. */
  accessTokens?: boolean | undefined;
  /** True where not said. Off: only access tokens end, as Entra does at a critical event (continuous access evaluation). */
  refreshTokens?: boolean | undefined;
}

/**
 * Ends a person's refresh tokens and consent and, where said, the access tokens already out; at Google all end in any
 * case. False: no such person.
 */
export function revokePerson(
  { grants, google, clock }: Pick<SandboxParts, 'grants' | 'google' | 'clock'>,
  address: string,
  { accessTokens = false, refreshTokens = true }: RevokeOptions,
): boolean {
  const [person, googlePerson] = [findPerson(address), findGooglePerson(address)];
  if (person !== undefined && refreshTokens) grants.revoke(person.oid, clock(), accessTokens);
  else if (person !== undefined && accessTokens) grants.endSession(person.oid);
  if (googlePerson !== undefined) google.grants.revokePerson(googlePerson.sub);
  return person !== undefined || googlePerson !== undefined;
}
