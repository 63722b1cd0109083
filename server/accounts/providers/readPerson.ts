/**
 * Who signed in at a provider that speaks OpenID Connect: the id_token, or where there is none its user info
 * (OpenID Connect Core 5.3). An address counts only where the provider says that it has verified it.
 */
import { claimText, type IdTokenAnswer, idTokenReader, type ReadIdToken } from '../../oauth/readIdToken.ts';
import { type GetJsonDeps, getJson } from '../../oauth/getJson.ts';
import type { Grant } from './mailProvider.ts';

export interface Person {
  subject: string;
  name: string | null;
  email: string | null;
  verified: boolean;
}

export type PersonAnswer =
  /** `person`: null where the provider says nothing about people. */
  { ok: true; person: Person | null } | { ok: false; later: boolean; reason: string };

export interface PersonSources {
  /** Null where its id_tokens cannot be checked. */
  idTokens: { issuers: readonly string[]; jwksUrl: string; algorithms: readonly string[] } | null;
  userinfoUrl: string | null;
}

export interface ReadPersonDeps extends GetJsonDeps {
  /** The provider as a person calls it. */
  name: string;
  clientId: string;
  clock: () => number;
}

export type ReadPerson = (sources: PersonSources, grant: Grant, nonce: string | null) => Promise<PersonAnswer>;

/** Keeps the provider's keys as long as it lives. */
export function personReader(deps: ReadPersonDeps): ReadPerson {
  const readers = new Map<string, ReadIdToken>();
  const readIdToken = (rules: NonNullable<PersonSources['idTokens']>): ReadIdToken => {
    const known = readers.get(rules.jwksUrl);
    if (known) return known;
    const made = idTokenReader({ ...deps, ...rules, required: ['sub'] });
    readers.set(rules.jwksUrl, made);
    return made;
  };
  return async ({ idTokens, userinfoUrl }, grant, nonce) => {
    const token =
      idTokens === null || grant.idToken === undefined ? undefined : await readIdToken(idTokens)(grant.idToken, nonce);
    if (token && !token.ok) return token;
    const known = token && personOf(token.claims);
    if (userinfoUrl === null || (known && known.email !== null)) return { ok: true, person: known ?? null };
    return withUserinfo(deps, userinfoUrl, grant.accessToken, known);
  };
}

/** What the id_token proved stays, whether or not user info answers; without it user info is the only source. */
async function withUserinfo(
  deps: ReadPersonDeps,
  url: string,
  accessToken: string,
  known: Person | undefined,
): Promise<PersonAnswer> {
  const answer = await getJson(deps, url, accessToken);
  if (!answer.ok) {
    if (known) return { ok: true, person: known };
    return answer.later
      ? { ok: false, later: true, reason: `${deps.name} could not be asked who signed in: ${answer.why}.` }
      : { ok: true, person: null };
  }
  const said = personOf(answer.body);
  // Another subject than the id_token's is somebody else's answer (OpenID Connect Core 5.3.2).
  if (!known || said?.subject === known.subject) return { ok: true, person: said ?? known ?? null };
  return { ok: false, later: false, reason: 'User info and id_token name different people.' };
}

function personOf(claims: Extract<IdTokenAnswer, { ok: true }>['claims'] | Record<string, unknown>): Person | undefined {
  const subject = claimText(claims, 'sub');
  if (subject === null) return undefined;
  const verified: unknown = claims['email_verified'];
  return {
    subject,
    name: claimText(claims, 'name'),
    email: claimText(claims, 'email'),
    // Some say it as text.
    verified: verified === true || verified === 'true',
  };
}
