import { findGooglePerson } from './googlePeople.ts';
import { findPerson } from './samplePeople.ts';
import type { SandboxParts } from './startSandbox.ts';

/**
 * Ends a person's refresh tokens and consent and, where said, the access tokens already out; at Google these end in any
 * case. False: no such person.
 */
export function revokePerson(
  { grants, google, clock }: Pick<SandboxParts, 'grants' | 'google' | 'clock'>,
  address: string,
  accessTokens: boolean,
): boolean {
  const [person, googlePerson] = [findPerson(address), findGooglePerson(address)];
  if (person !== undefined) grants.revoke(person.oid, clock(), accessTokens);
  if (googlePerson !== undefined) google.grants.revokePerson(googlePerson.sub);
  return person !== undefined || googlePerson !== undefined;
}
