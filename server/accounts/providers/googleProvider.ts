/**
 * Gmail and Google Workspace: the Gmail API, or SMTP and IMAP. Source: Google "Using OAuth 2.0 for Web Server
 * Applications", "OpenID Connect", Gmail API "Choose Gmail API scopes" and "OAuth 2.0 mechanism".
 */
import type { MailServer } from '../../../shared/api/apps.ts';
import type { CheckLogin } from '../../mail/loginCheck.ts';
import type { MailWire } from '../../mail/mailWire.ts';
import { authorizeUrl, promptAndHint } from '../../oauth/authorizeUrl.ts';
import type { Discover } from '../../oauth/discoverIssuer.ts';
import { type GetJsonDeps, getJson, textIn } from '../../oauth/getJson.ts';
import type { GoogleEndpoints } from '../../oauth/googleEndpoints.ts';
import { mailScopes, overSmtp } from '../../oauth/mailScopes.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import { explainOAuth } from '../../oauth/oauthHelp.ts';
import { revokeToken } from '../../oauth/revokeToken.ts';
import type { TokenClient } from '../../oauth/tokenClient.ts';
import { lookIn } from './lookIn.ts';
import { type Grant, type MailboxIdentity, type MailProvider, notIdentified, type OpenedMailbox } from './mailProvider.ts';
import type { ReadPerson } from './readPerson.ts';

export interface GoogleProviderDeps extends GetJsonDeps {
  app: OAuthApp;
  endpoints: GoogleEndpoints;
  tokens: TokenClient;
  discover: Discover;
  readPerson: ReadPerson;
  checkLogin: CheckLogin;
}

export function googleProvider(deps: GoogleProviderDeps): MailProvider {
  const { app, endpoints, tokens } = deps;
  const wire = wireOf(app, endpoints);
  return {
    key: app.key,
    app,
    provider: 'google',
    name: 'Google',
    issuer: 'https://accounts.google.com',
    wire,
    // Google gives a refresh token with the first consent only; later it must be asked for with prompt=consent.
    consentForRefresh: true,
    idleDays: 180,
    scopesFor: (features) => mailScopes(app, features),
    maySendAs: (scopes) => scopes.some((scope) => SEES_ALIASES.has(scope)),
    authorizeUrl: async (ask) => {
      const { prompt, loginHint } = promptAndHint(ask, app.prompt);
      return authorizeUrl(endpoints.authorizeUrl, {
        ...ask,
        loginHint,
        // Google knows none, consent and select_account; the picker is the nearest to signing in anew.
        prompt: prompt === 'login' ? 'select_account' : prompt,
        clientId: app.clientId,
        extra: { access_type: 'offline' },
      });
    },
    explain: explainOAuth('Google'),
    redeem: (ask) => tokens.redeem(ask),
    refresh: (refreshToken, scopes) => tokens.refresh(refreshToken, { scopes }),
    identify: async (grant, nonce) => {
      const found = await whose(deps, grant, nonce);
      return found.ok ? { ok: true, identity: found.identity } : found;
    },
    openMailbox: (grant, ask) => openMailbox(deps, wire, grant, ask.nonce),
    revoke: (refreshToken) => revokeToken({ ...deps, url: endpoints.revocationUrl, refreshToken, client: null }),
    afterDisconnect: 'To remove Mergepost from your Google account as well, open https://myaccount.google.com/connections.',
  };
}

const GMAIL = 'https://www.googleapis.com/auth/gmail';
const EVERYTHING = 'https://mail.google.com/';
/** Any of these lists the other addresses of a mailbox (Gmail API users.settings.sendAs.list). */
const SEES_ALIASES = new Set([EVERYTHING, `${GMAIL}.modify`, `${GMAIL}.readonly`, `${GMAIL}.settings.basic`]);
/** Any of these sends (Gmail API users.messages.send). */
const SENDS = [EVERYTHING, `${GMAIL}.modify`, `${GMAIL}.compose`, `${GMAIL}.send`];

const SMTP: MailServer = { host: 'smtp.gmail.com', port: 587, security: 'starttls', auth: 'xoauth2' };
const IMAP: MailServer = { host: 'imap.gmail.com', port: 993, security: 'tls', auth: 'xoauth2' };

function wireOf(app: OAuthApp, { gmailUrl }: GoogleEndpoints): MailWire {
  if (!overSmtp(app)) return { kind: 'gmail', gmailUrl };
  return { kind: 'smtp', smtp: app.smtp ?? SMTP, imap: app.baseScope === 'imap-smtp' ? (app.imap ?? IMAP) : null };
}

async function openMailbox(deps: GoogleProviderDeps, wire: MailWire, grant: Grant, nonce: string | null): Promise<OpenedMailbox> {
  const found = await whose(deps, grant, nonce);
  if (!found.ok) return { ok: false, ...notIdentified('Google', found) };
  const { identity, address } = found;
  if (address === null) return { ok: false, code: 'CONNECT_FAILED', sentence: unverified(identity.shownAddress) };
  const sends = overSmtp(deps.app) ? [EVERYTHING] : SENDS;
  if (!grant.scopes.some((scope) => sends.includes(scope))) return { ok: false, ...MISSING };
  const looked = await lookIn({ check: deps.checkLogin, wire, address, accessToken: grant.accessToken, proven: true });
  if (!looked.ok) return looked;
  return { ok: true, identity, address, displayName: identity.name, grant, trouble: looked.trouble };
}

/** On Google's page each permission has a box of its own. */
const MISSING = {
  code: 'MAILBOX_PERMISSION_MISSING',
  sentence: 'Google did not grant the permission to send mail. Connect again and tick all boxes on Google’s page.',
} as const;

function unverified(address: string | null): string {
  return address === null
    ? 'Google did not say which address this account has. Connect again and accept that Mergepost sees it.'
    : `Google has not confirmed that ${address} belongs to this account. Confirm the address at Google, then connect again.`;
}

type Whose =
  /** `address`: null where Google has not verified it. */
  { ok: true; identity: MailboxIdentity; address: string | null } | { ok: false; later: boolean; reason: string };

async function whose(deps: GoogleProviderDeps, grant: Grant, nonce: string | null): Promise<Whose> {
  const keys = await keysOf(deps);
  if (!keys.ok) return keys;
  const { issuers, userinfoUrl } = deps.endpoints;
  const idTokens = { issuers, jwksUrl: keys.jwksUrl, algorithms: ['RS256'] };
  if (nonce !== null && grant.idToken === undefined) return { ok: false, later: false, reason: 'The answer held no id_token.' };
  const answer = await deps.readPerson({ idTokens, userinfoUrl }, grant, nonce);
  if (!answer.ok) return answer;
  const { person } = answer;
  if (person === null) return ofGmail(deps, grant);
  const { subject: oid, name, email, verified } = person;
  return { ok: true, identity: { tid: 'google', oid, name, shownAddress: email }, address: verified ? email : null };
}

async function keysOf({
  endpoints,
  discover,
}: GoogleProviderDeps): Promise<{ ok: true; jwksUrl: string } | { ok: false; later: boolean; reason: string }> {
  if (endpoints.jwksUrl !== null) return { ok: true, jwksUrl: endpoints.jwksUrl };
  const found = await discover(endpoints.issuers[0] ?? '');
  if (!found.ok) return found;
  const { jwksUrl } = found.metadata;
  return jwksUrl === undefined
    ? { ok: false, later: false, reason: `The description of ${found.metadata.issuer} names no keys.` }
    : { ok: true, jwksUrl };
}

/**
 * Imported permissions are often for mail alone: then the mailbox itself says its address, which Google stands for.
 * Source: Gmail API users.getProfile.
 */
async function ofGmail(deps: GoogleProviderDeps, grant: Grant): Promise<Whose> {
  const answer = await getJson(deps, `${deps.endpoints.gmailUrl}/gmail/v1/users/me/profile`, grant.accessToken);
  const address = answer.ok ? textIn(answer.body, 'emailAddress') : undefined;
  if (address === undefined) {
    const reason = `Neither the account nor the mailbox says whose it is (${answer.ok ? 'no address' : answer.why}). The permissions “openid email” are needed.`;
    return { ok: false, later: !answer.ok && answer.later, reason };
  }
  return { ok: true, identity: { tid: 'google', oid: address.toLowerCase(), name: null, shownAddress: address }, address };
}
