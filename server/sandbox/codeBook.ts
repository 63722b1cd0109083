import { randomBytes } from 'node:crypto';
import type { DeviceSignIn } from './deviceBook.ts';
import type { AuthorizeRequest } from './readAuthorize.ts';
import type { SandboxPerson } from './samplePeople.ts';

export interface IssuedCode {
  request: AuthorizeRequest;
  person: SandboxPerson;
  expiresAt: number;
  used: boolean;
}

/** A sign-in that is under way on the sandbox's pages. */
export interface Interaction {
  request: AuthorizeRequest;
  person?: SandboxPerson;
  /** Set when the pages are about an administrator's consent for a whole tenant. */
  admin?: true;
  /** Only an administrator may say yes; all this person can do is go back. */
  needsAdmin?: true;
  /** Set when the answer goes to a device that waits for it, in place of a redirect URI. */
  device?: DeviceSignIn;
  /** The person has said that it is their own device that asks. */
  confirmed?: true;
}

/** Codes and sign-ins under way: in memory only, like the ten minutes they live. */
export interface CodeBook {
  issue(request: AuthorizeRequest, person: SandboxPerson, now: number): string;
  find(code: string): IssuedCode | undefined;
  begin(interaction: Interaction): string;
  interaction(id: string): Interaction | undefined;
  end(id: string): void;
}

const TEN_MINUTES = 600_000;

export function createCodeBook(): CodeBook {
  const codes = new Map<string, IssuedCode>();
  const interactions = new Map<string, Interaction>();
  return {
    issue(request, person, now) {
      const code = `1.AXoA${randomBytes(60).toString('base64url')}`;
      codes.set(code, { request, person, expiresAt: now + TEN_MINUTES, used: false });
      return code;
    },
    find: (code) => codes.get(code),
    begin(interaction) {
      const id = randomBytes(24).toString('base64url');
      interactions.set(id, interaction);
      return id;
    },
    interaction: (id) => interactions.get(id),
    end: (id) => void interactions.delete(id),
  };
}
