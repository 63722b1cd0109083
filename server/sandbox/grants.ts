import { randomBytes, randomUUID } from 'node:crypto';
import type { Journal } from './journal.ts';
import { SANDBOX_APP } from './samplePeople.ts';

/** One refresh token. Each use makes another of the same family; the old ones stay good (entra refresh-tokens.md). */
export interface Grant {
  refreshToken: string;
  family: string;
  oid: string;
  clientId: string;
  scopes: string[];
  issuedAt: number;
  usedAt: number;
  /** Has been exchanged for a newer one. */
  rotated: boolean;
}

export type GrantEntry =
  | { t: 'grant'; grant: Grant }
  | { t: 'rotated'; refreshToken: string; usedAt: number }
  | { t: 'revoked'; oid: string; at: number; accessTokens: boolean }
  | { t: 'sessionEnded'; oid: string }
  | { t: 'familyRevoked'; family: string }
  // Without a client: written before the sandbox knew more than one app.
  | { t: 'consent'; oid: string; clientId?: string; scopes: string[] }
  | { t: 'adminConsent'; tenantId: string; clientId?: string; scopes?: string[] };

export interface Grants {
  /** A new refresh token; without `family` a new sign-in. */
  issue(what: { oid: string; clientId: string; scopes: string[]; family?: string }, now: number): Grant;
  find(refreshToken: string): Grant | undefined;
  rotated(grant: Grant, now: number): void;
  /** Ends all refresh tokens of a person and, where said, the access tokens that are already out. Forgets the consent. */
  revoke(oid: string, now: number, accessTokens: boolean): void;
  /** Ends the access tokens of a person that are out; refresh tokens make new ones. */
  endSession(oid: string): void;
  revokeFamily(family: string): void;
  isFamilyRevoked(family: string): boolean;
  /** When this grant was revoked, in ms. */
  revokedAt(grant: Grant): number | undefined;
  /** Counts how often this person's access tokens were ended. */
  session(oid: string): number;
  /** What this person has allowed: this app, or any. */
  consentOf(oid: string, clientId?: string): ReadonlySet<string>;
  consent(oid: string, clientId: string, scopes: string[]): void;
  /** What an administrator has allowed this app for everybody in the tenant. */
  adminConsentOf(tenantId: string, clientId: string): ReadonlySet<string>;
  adminConsent(tenantId: string, clientId: string, scopes: string[]): void;
  /** An administrator has allowed some app something. */
  adminConsented(tenantId: string): boolean;
  all(): Grant[];
}

/** Twenty-odd characters of the shape that Entra's have; long enough to be found in a log or a dump. */
const newRefreshToken = () => `1.AXoA${randomBytes(48).toString('base64url')}.${randomBytes(24).toString('base64url')}`;

export function createGrants(entries: GrantEntry[], journal: Pick<Journal<GrantEntry>, 'append'>): Grants {
  const known = replay(entries);
  const record = (entry: GrantEntry) => {
    apply(known, entry);
    journal.append(entry);
  };
  return {
    issue({ oid, clientId, scopes, family = randomUUID() }, now) {
      const grant = {
        refreshToken: newRefreshToken(),
        family,
        oid,
        clientId,
        scopes,
        issuedAt: now,
        usedAt: now,
        rotated: false,
      };
      record({ t: 'grant', grant });
      return grant;
    },
    find: (refreshToken) => known.grants.get(refreshToken),
    rotated: (grant, now) => record({ t: 'rotated', refreshToken: grant.refreshToken, usedAt: now }),
    revoke: (oid, at, accessTokens) => record({ t: 'revoked', oid, at, accessTokens }),
    endSession: (oid) => record({ t: 'sessionEnded', oid }),
    revokeFamily: (family) => record({ t: 'familyRevoked', family }),
    isFamilyRevoked: (family) => known.families.has(family),
    revokedAt: (grant) => known.revoked.get(grant.refreshToken),
    session: (oid) => known.sessions.get(oid) ?? 0,
    consentOf: (oid, clientId) => allowed(known.consents.get(oid), clientId),
    consent: (oid, clientId, scopes) => record({ t: 'consent', oid, clientId, scopes }),
    adminConsentOf: (tenantId, clientId) => allowed(known.adminConsents.get(tenantId), clientId),
    adminConsent: (tenantId, clientId, scopes) => record({ t: 'adminConsent', tenantId, clientId, scopes }),
    adminConsented: (tenantId) => known.adminConsents.has(tenantId),
    all: () => [...known.grants.values()],
  };
}

/** Client id → scopes, of one person or tenant. */
type Consents = Map<string, Set<string>>;

function allowed(consents: Consents | undefined, clientId: string | undefined): ReadonlySet<string> {
  if (consents === undefined) return new Set();
  if (clientId !== undefined) return consents.get(clientId) ?? new Set();
  return new Set([...consents.values()].flatMap((scopes) => [...scopes]));
}

interface Known {
  grants: Map<string, Grant>;
  families: Set<string>;
  /** Refresh token → when it was revoked. */
  revoked: Map<string, number>;
  sessions: Map<string, number>;
  /** Person → what they allowed. */
  consents: Map<string, Consents>;
  /** Tenant → what its administrator allowed. */
  adminConsents: Map<string, Consents>;
}

function replay(entries: GrantEntry[]): Known {
  const known: Known = {
    grants: new Map(),
    families: new Set(),
    revoked: new Map(),
    sessions: new Map(),
    consents: new Map(),
    adminConsents: new Map(),
  };
  for (const entry of entries) apply(known, entry);
  return known;
}

function apply(known: Known, entry: GrantEntry): void {
  switch (entry.t) {
    case 'grant':
      known.grants.set(entry.grant.refreshToken, { ...entry.grant });
      return;
    case 'rotated': {
      const grant = known.grants.get(entry.refreshToken);
      if (grant !== undefined) Object.assign(grant, { rotated: true, usedAt: entry.usedAt });
      return;
    }
    case 'revoked':
      for (const grant of known.grants.values()) if (grant.oid === entry.oid) known.revoked.set(grant.refreshToken, entry.at);
      known.consents.delete(entry.oid);
      if (entry.accessTokens) known.sessions.set(entry.oid, (known.sessions.get(entry.oid) ?? 0) + 1);
      return;
    case 'sessionEnded':
      known.sessions.set(entry.oid, (known.sessions.get(entry.oid) ?? 0) + 1);
      return;
    case 'familyRevoked':
      known.families.add(entry.family);
      return;
    case 'consent':
      allow(known.consents, entry.oid, entry.clientId, entry.scopes);
      return;
    case 'adminConsent':
      allow(known.adminConsents, entry.tenantId, entry.clientId, entry.scopes ?? []);
  }
}

function allow(all: Map<string, Consents>, who: string, clientId: string = SANDBOX_APP.clientId, scopes: string[]): void {
  const own = all.get(who) ?? new Map<string, Set<string>>();
  own.set(clientId, new Set([...(own.get(clientId) ?? []), ...scopes]));
  all.set(who, own);
}
