import { randomBytes } from 'node:crypto';
import type { GooglePerson } from './googlePeople.ts';
import type { GoogleAuthorize } from './readGoogleAuthorize.ts';

export interface GoogleCode {
  request: GoogleAuthorize;
  person: GooglePerson;
  /** What was allowed, which may be less than was asked. */
  scopes: string[];
  /** A refresh token comes with it: the consent page was shown, and the app wanted one. */
  refresh: boolean;
  expiresAt: number;
  used: boolean;
}

/** A sign-in under way on the pages. */
export interface GoogleVisit {
  request: GoogleAuthorize;
  person?: GooglePerson;
}

/** Codes and sign-ins under way at Google: in memory only, like the ten minutes they live. */
export interface GoogleDesk {
  issue(code: Pick<GoogleCode, 'request' | 'person' | 'scopes' | 'refresh'>, now: number): string;
  find(code: string): GoogleCode | undefined;
  begin(visit: GoogleVisit): string;
  visit(id: string): GoogleVisit | undefined;
  end(id: string): void;
}

const TEN_MINUTES = 600_000;

export function createGoogleDesk(): GoogleDesk {
  const codes = new Map<string, GoogleCode>();
  const visits = new Map<string, GoogleVisit>();
  return {
    issue(what, now) {
      const code = `4/0A${randomBytes(40).toString('base64url')}`;
      codes.set(code, { ...what, expiresAt: now + TEN_MINUTES, used: false });
      return code;
    },
    find: (code) => codes.get(code),
    begin(visit) {
      const id = randomBytes(24).toString('base64url');
      visits.set(id, visit);
      return id;
    },
    visit: (id) => visits.get(id),
    end: (id) => void visits.delete(id),
  };
}
