import { readAccessToken } from './entraTokens.ts';
import { GOOGLE_SCOPE } from './googleScopes.ts';
import { readGoogleToken } from './googleTokens.ts';
import { personByOid } from './samplePeople.ts';
import { AUDIENCES } from './scopes.ts';
import type { SandboxParts } from './startSandbox.ts';

/** What a mail server would find out about an access token. */
export interface TokenInfo {
  /** Good right now. */
  active: boolean;
  expired: boolean;
  /** Why it is not good. */
  reason?: string;
  provider?: 'microsoft' | 'google';
  /** Whose it is. */
  address?: string;
  /** Microsoft's without prefix, as in the token: `SMTP.Send`. */
  scopes?: string[];
  /** Microsoft: the service it is for; a token for Graph opens no mail server. */
  aud?: string;
  /** This mailbox may log in with it. */
  smtp: boolean;
  imap: boolean;
}

/** For the mail servers of tests, which cannot read the sandbox's tokens themselves. */
export async function tokenInfo(parts: SandboxParts, token: string): Promise<TokenInfo> {
  return token.startsWith('ya29.') ? googleInfo(parts, token) : microsoftInfo(parts, token);
}

async function microsoftInfo({ signer, grants, clock }: SandboxParts, token: string): Promise<TokenInfo> {
  const read = await readAccessToken(signer, token, clock());
  if (read.kind === 'bad') return useless(read.reason);
  const person = personByOid(read.oid);
  if (person === undefined || read.session !== grants.session(read.oid)) return useless('It was revoked.');
  const { scopes, audience: aud } = read;
  const opens = aud === AUDIENCES.outlook && person.trouble !== 'no-mailbox' && read.kind === 'good';
  return {
    ...standing(read.kind),
    provider: 'microsoft',
    address: person.address,
    scopes,
    aud,
    smtp: opens && scopes.includes('SMTP.Send'),
    imap: opens && scopes.includes('IMAP.AccessAsUser.All'),
  };
}

async function googleInfo({ signer, google, clock }: SandboxParts, token: string): Promise<TokenInfo> {
  const read = await readGoogleToken({ signer, grants: google.grants }, token, clock());
  if (read.kind === 'bad') return useless(read.reason);
  const opens = read.kind === 'good' && read.scopes.includes(GOOGLE_SCOPE.mail);
  const { person, scopes } = read;
  return { ...standing(read.kind), provider: 'google', address: person.address, scopes, smtp: opens, imap: opens };
}

const standing = (kind: 'good' | 'expired') =>
  kind === 'good' ? { active: true, expired: false } : { active: false, expired: true, reason: 'It has expired.' };

const useless = (reason: string): TokenInfo => ({ active: false, expired: false, reason, smtp: false, imap: false });
