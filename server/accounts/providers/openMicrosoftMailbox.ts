/**
 * From a grant of Entra to a mailbox: who it is (id_token), which address (Graph's /me, or a login that succeeds), and the
 * access token for sending. Each further access token comes from the newest refresh token.
 */
import { parseAddress } from '../../mail/address.ts';
import type { ReadMe } from '../../mail/graphMe.ts';
import type { CheckLogin } from '../../mail/loginCheck.ts';
import type { MailWire } from '../../mail/mailWire.ts';
import type { MicrosoftEndpoints } from '../../oauth/endpointsOf.ts';
import type { EntraIdentity, ReadEntraIdentity } from '../../oauth/entraIdentity.ts';
import { overSmtp, sendingScopes } from '../../oauth/mailScopes.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import type { TokenAnswer } from '../../oauth/tokenAnswer.ts';
import type { TokenClient } from '../../oauth/tokenClient.ts';
import { lookIn } from './lookIn.ts';
import { type Grant, notIdentified, type OpenedMailbox, refusedMailbox } from './mailProvider.ts';

export interface MicrosoftProviderDeps {
  app: OAuthApp;
  endpoints: MicrosoftEndpoints;
  tokens: TokenClient;
  identify: ReadEntraIdentity;
  readMe: ReadMe;
  checkLogin: CheckLogin;
}

interface OpenDeps extends MicrosoftProviderDeps {
  wire: MailWire;
}

type Refused = Extract<OpenedMailbox, { ok: false }>;

export async function openMicrosoftMailbox(
  deps: OpenDeps,
  first: Grant,
  ask: { nonce: string | null; loginHint: string | null },
): Promise<OpenedMailbox> {
  const about = await grantAbout(deps, first, ask.nonce);
  if (!about.ok) return refusedMailbox(about);
  const who = await deps.identify(about.idToken, ask.nonce);
  if (!who.ok) return { ok: false, ...notIdentified('Microsoft', who) };
  const sending = await grantForSending(deps, about, first);
  if (!sending.ok) return refusedMailbox(sending);
  if (!maySend(deps, sending.scopes)) return { ok: false, ...MISSING[overSmtp(deps.app) ? 'smtp' : 'graph'] };
  const found = await addressOf(deps, about, who.identity, ask.loginHint);
  if (!found.ok) return found;
  const { address, proven } = found;
  const looked = await lookIn({ check: deps.checkLogin, wire: deps.wire, address, accessToken: sending.accessToken, proven });
  if (!looked.ok) return looked;
  const scopes = [...new Set([first, about, sending].flatMap((grant) => grant.scopes))];
  const displayName = found.displayName ?? who.identity.name;
  const { identity } = who;
  const grant = { ...sending, scopes };
  return { ok: true, identity, address, displayName, grant, trouble: looked.trouble, ...(!proven && { hinted: true }) };
}

/** One that proves the person. An imported token came without an id_token: it is asked for, with Graph's first. */
async function grantAbout(deps: OpenDeps, first: Grant, nonce: string | null): Promise<TokenAnswer> {
  if (first.idToken !== undefined || nonce !== null) return first;
  const identity = ['openid', 'profile', 'offline_access'];
  const own = sendingScopes(deps.app, first.scopes);
  const answer = await next(deps, first, [...(overSmtp(deps.app) ? ['User.Read'] : own), ...identity]);
  // Many have consented to SMTP and to nothing else.
  const onlyMail = overSmtp(deps.app) && !answer.ok && answer.mender === 'user';
  return onlyMail ? next(deps, first, [...own, ...identity]) : answer;
}

async function grantForSending(deps: OpenDeps, about: Grant, first: Grant): Promise<TokenAnswer> {
  if (!overSmtp(deps.app) || maySend(deps, about.scopes)) return about;
  if (maySend(deps, first.scopes))
    return { ...first, ...(about.refreshToken !== undefined && { refreshToken: about.refreshToken }) };
  return next(deps, about, [...sendingScopes(deps.app, []), 'offline_access']);
}

async function next({ tokens }: OpenDeps, grant: Grant, only: string[]): Promise<TokenAnswer> {
  const { refreshToken } = grant;
  if (refreshToken === undefined) return NOT_LASTING;
  const answer = await tokens.refresh(refreshToken, { scopes: only, only });
  return answer.ok ? { ...answer, refreshToken: answer.refreshToken ?? refreshToken } : answer;
}

const NOT_LASTING: TokenAnswer = {
  ok: false,
  mender: 'user',
  failure: {
    error: 'no_refresh_token',
    help: 'Microsoft gave the permission for an hour only. Connect again and accept “Maintain access to data you have given it access to”.',
  },
};

function maySend({ app }: OpenDeps, scopes: readonly string[]): boolean {
  const has = (name: string): boolean => scopes.some((s) => s.split('/').at(-1)?.toLowerCase() === name);
  if (!overSmtp(app)) return has('mail.send');
  return has('smtp.send') && (app.baseScope === 'smtp' || has('imap.accessasuser.all'));
}

const MISSING = {
  graph: {
    code: 'MAILBOX_PERMISSION_MISSING',
    sentence: 'Microsoft did not grant the permission to send mail. Connect again and accept “Send mail as you”.',
  },
  smtp: {
    code: 'MAILBOX_PERMISSION_MISSING',
    sentence: 'Microsoft did not grant the permission to send mail over SMTP. Connect again and accept all that is asked.',
  },
} as const;

type Address = { ok: true; address: string; displayName: string | null; proven: boolean } | Refused;

/** Addresses in the id_token prove nothing: without /me it takes a login that succeeds. */
async function addressOf(deps: OpenDeps, about: Grant, who: EntraIdentity, loginHint: string | null): Promise<Address> {
  const mayAsk = about.scopes.some((s) => /(^|\/)User\.Read(\.|$)/i.test(s));
  if (mayAsk || !overSmtp(deps.app)) {
    const me = await deps.readMe(about.accessToken);
    return me.ok ? { ok: true, address: me.address, displayName: me.displayName, proven: true } : refusedMailbox(me);
  }
  const address = parseAddress(loginHint ?? who.shownAddress ?? '')?.address;
  if (address !== undefined) return { ok: true, address, displayName: null, proven: false };
  return {
    ok: false,
    code: 'ADDRESS_NEEDED',
    sentence: 'Microsoft does not say which mailbox this is. Connect again and give its address.',
  };
}
