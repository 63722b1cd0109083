import { randomBytes } from 'node:crypto';
import type { Journal } from './journal.ts';

/** One refresh token. It stays the same for as long as it lives: Google does not rotate. */
export interface GoogleGrant {
  refreshToken: string;
  sub: string;
  clientId: string;
  scopes: string[];
  issuedAt: number;
}

export type GoogleEntry =
  | { t: 'googleConsent'; sub: string; clientId: string; scopes: string[]; offline: boolean }
  | { t: 'googleGrant'; grant: GoogleGrant }
  | { t: 'googleDropped'; refreshToken: string }
  | { t: 'googleRevoked'; sub: string; clientId: string };

export interface GoogleConsent {
  scopes: ReadonlySet<string>;
  /** Agreed to being away while the app works. */
  offline: boolean;
}

export interface GoogleGrants {
  consentOf(sub: string, clientId: string): GoogleConsent;
  consent(sub: string, clientId: string, scopes: string[], offline: boolean): void;
  issue(what: { sub: string; clientId: string; scopes: string[] }, now: number): GoogleGrant;
  /** Undefined for one that never was, is revoked, or was pushed out by newer ones. */
  find(refreshToken: string): GoogleGrant | undefined;
  /** Was one once. */
  isEnded(refreshToken: string): boolean;
  /** Ends refresh and access tokens of this person and app, and forgets the consent. */
  revoke(sub: string, clientId: string): void;
  /** The same for every app. */
  revokePerson(sub: string): void;
  /** Counts revocations; access tokens of an earlier session are worth nothing. */
  session(sub: string, clientId: string): number;
  all(): GoogleGrant[];
}

/** "There is currently a limit of 100 refresh tokens per Google Account per OAuth 2.0 client ID"; the oldest goes silently. */
const MOST_REFRESH_TOKENS = 100;

interface Known {
  consents: Map<string, { scopes: Set<string>; offline: boolean }>;
  grants: Map<string, GoogleGrant>;
  ended: Set<string>;
  sessions: Map<string, number>;
}

const keyOf = (sub: string, clientId: string) => `${sub}|${clientId}`;

export function createGoogleGrants(entries: GoogleEntry[], journal: Pick<Journal<GoogleEntry>, 'append'>): GoogleGrants {
  const known: Known = { consents: new Map(), grants: new Map(), ended: new Set(), sessions: new Map() };
  for (const entry of entries) apply(known, entry);
  const record = (entry: GoogleEntry) => {
    apply(known, entry);
    journal.append(entry);
  };
  const ofOne = (sub: string, clientId: string) =>
    [...known.grants.values()].filter((grant) => grant.sub === sub && grant.clientId === clientId);
  return {
    consentOf: (sub, clientId) => known.consents.get(keyOf(sub, clientId)) ?? { scopes: new Set(), offline: false },
    consent: (sub, clientId, scopes, offline) => record({ t: 'googleConsent', sub, clientId, scopes, offline }),
    issue({ sub, clientId, scopes }, now) {
      const oldest = ofOne(sub, clientId)[0];
      if (oldest !== undefined && ofOne(sub, clientId).length >= MOST_REFRESH_TOKENS)
        record({ t: 'googleDropped', refreshToken: oldest.refreshToken });
      const grant = { refreshToken: `1//0${randomBytes(64).toString('base64url')}`, sub, clientId, scopes, issuedAt: now };
      record({ t: 'googleGrant', grant });
      return grant;
    },
    find: (refreshToken) => known.grants.get(refreshToken),
    isEnded: (refreshToken) => known.ended.has(refreshToken),
    revoke: (sub, clientId) => record({ t: 'googleRevoked', sub, clientId }),
    revokePerson(sub) {
      for (const key of known.consents.keys()) {
        const [own, clientId = ''] = key.split('|');
        if (own === sub) record({ t: 'googleRevoked', sub, clientId });
      }
    },
    session: (sub, clientId) => known.sessions.get(keyOf(sub, clientId)) ?? 0,
    all: () => [...known.grants.values()],
  };
}

function apply(known: Known, entry: GoogleEntry): void {
  switch (entry.t) {
    case 'googleConsent': {
      const key = keyOf(entry.sub, entry.clientId);
      const before = known.consents.get(key);
      const scopes = new Set([...(before?.scopes ?? []), ...entry.scopes]);
      known.consents.set(key, { scopes, offline: before?.offline === true || entry.offline });
      return;
    }
    case 'googleGrant':
      known.grants.set(entry.grant.refreshToken, entry.grant);
      return;
    case 'googleDropped':
      end(known, entry.refreshToken);
      return;
    case 'googleRevoked': {
      const key = keyOf(entry.sub, entry.clientId);
      for (const { refreshToken, sub, clientId } of known.grants.values())
        if (keyOf(sub, clientId) === key) end(known, refreshToken);
      known.consents.delete(key);
      known.sessions.set(key, (known.sessions.get(key) ?? 0) + 1);
    }
  }
}

function end(known: Known, refreshToken: string): void {
  known.grants.delete(refreshToken);
  known.ended.add(refreshToken);
}
