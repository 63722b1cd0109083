/**
 * Any other provider: OAuth 2.0 with PKCE (RFC 6749, RFC 7636), OpenID Connect where it speaks it, mail over SMTP.
 * Whose mailbox it is, the provider says (a verified address), or a login to the mail server that succeeds.
 */
import { AppError } from '../../http/appError.ts';
import { parseAddress } from '../../mail/address.ts';
import type { CheckLogin } from '../../mail/loginCheck.ts';
import type { MailWire } from '../../mail/mailWire.ts';
import { authorizeUrl, promptAndHint } from '../../oauth/authorizeUrl.ts';
import type { Discover } from '../../oauth/discoverIssuer.ts';
import { type GenericEndpoints, genericEndpoints, type GenericPlaces } from '../../oauth/genericEndpoints.ts';
import { mailScopes } from '../../oauth/mailScopes.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import { explainOAuth } from '../../oauth/oauthHelp.ts';
import { failed } from '../../oauth/postForm.ts';
import { revokeToken } from '../../oauth/revokeToken.ts';
import type { TokenAnswer } from '../../oauth/tokenAnswer.ts';
import { type TokenClient, tokenClient } from '../../oauth/tokenClient.ts';
import { lookIn } from './lookIn.ts';
import {
  type AuthorizeAsk,
  CODE_OF_MENDER,
  type Grant,
  type MailboxIdentity,
  type MailProvider,
  notIdentified,
  type OpenedMailbox,
} from './mailProvider.ts';
import type { Person, ReadPerson } from './readPerson.ts';

export interface GenericProviderDeps {
  app: OAuthApp;
  fetch: typeof fetch;
  clock: () => number;
  newId: () => string;
  timeoutMs: number;
  discover: Discover;
  readPerson: ReadPerson;
  checkLogin: CheckLogin;
}

export function genericProvider(deps: GenericProviderDeps): MailProvider {
  const { app } = deps;
  return {
    key: app.key,
    app,
    provider: app.key,
    name: app.name,
    issuer: app.urls.issuer ?? `app:${app.key}`,
    wire: wireOf(app),
    // offline_access counts only together with prompt=consent (OpenID Connect Core 11).
    consentForRefresh: true,
    idleDays: null,
    scopesFor: (features) => mailScopes(app, features),
    // No permission says so; the mail server decides.
    maySendAs: () => true,
    authorizeUrl: (ask) => signInPage(deps, ask),
    explain: explainOAuth(app.name),
    redeem: (ask) => withTokens(deps, (tokens) => tokens.redeem(ask)),
    refresh: (refreshToken, scopes) =>
      noMailServer(app) === null
        ? withTokens(deps, (tokens) => tokens.refresh(refreshToken, { scopes }))
        : Promise.resolve(failed('operator', 'no_mail_server', noMailServer(app) ?? '')),
    identify: async (grant, nonce) => {
      const found = await whoSignedIn(deps, grant, nonce);
      if (!found.ok) return found;
      return found.person
        ? { ok: true, identity: identityOf(found, found.person) }
        : { ok: false, later: false, reason: `${app.name} does not say who signed in.` };
    },
    openMailbox: (grant, ask) => openMailbox(deps, grant, ask),
    revoke: (refreshToken) => revoke(deps, refreshToken),
    afterDisconnect: `To withdraw the permission at ${app.name} as well, open the settings of your account there.`,
  };
}

/** A host that never exists (RFC 2606), in place of one that is not set: nothing can go anywhere by mistake. */
const NOWHERE = { host: 'not-set.invalid', port: 587, security: 'starttls', auth: 'xoauth2' } as const;

function wireOf(app: OAuthApp): MailWire {
  return { kind: 'smtp', smtp: app.smtp ?? NOWHERE, imap: app.baseScope === 'imap-smtp' ? app.imap : null };
}

function noMailServer(app: OAuthApp): string | null {
  const missing = app.smtp === null ? 'SMTP' : app.baseScope === 'imap-smtp' && app.imap === null ? 'IMAP' : null;
  return (
    missing && `The app “${app.name}” has no ${missing} server. The person who runs this server must set it, then connect again.`
  );
}

function operatorsSentence(app: OAuthApp, { later, reason }: Extract<GenericPlaces, { ok: false }>): string {
  return later
    ? `${app.name} is not answering. Try again in a few minutes. (${reason})`
    : `${reason} The person who runs this server must check the addresses of the app.`;
}

async function signInPage(deps: GenericProviderDeps, ask: AuthorizeAsk): Promise<string> {
  const { app } = deps;
  const missing = noMailServer(app);
  if (missing !== null) throw new AppError('OPERATOR_FAULT', missing);
  const places = await genericEndpoints(app, deps.discover);
  if (!places.ok) throw new AppError(places.later ? 'PROVIDER_UNAVAILABLE' : 'OPERATOR_FAULT', operatorsSentence(app, places));
  const { prompt, loginHint } = promptAndHint(ask, app.prompt);
  return authorizeUrl(places.endpoints.authorizeUrl, { ...ask, prompt, loginHint, clientId: app.clientId });
}

async function withTokens(deps: GenericProviderDeps, run: (tokens: TokenClient) => Promise<TokenAnswer>): Promise<TokenAnswer> {
  const { app } = deps;
  const places = await genericEndpoints(app, deps.discover);
  if (!places.ok) {
    const error = places.later ? 'network' : 'wrong_address';
    return failed(places.later ? 'later' : 'operator', error, operatorsSentence(app, places));
  }
  const { tokenUrl, secretIn } = places.endpoints;
  return run(tokenClient({ ...deps, name: app.name, tokenUrl, secretIn, explain: explainOAuth(app.name) }));
}

type Found = { ok: true; person: Person | null; issuedBy: string } | { ok: false; later: boolean; reason: string };

async function whoSignedIn(deps: GenericProviderDeps, grant: Grant, nonce: string | null): Promise<Found> {
  const places = await genericEndpoints(deps.app, deps.discover);
  if (!places.ok) return places;
  const { idTokens, userinfoUrl, tokenUrl } = places.endpoints;
  const answer = await deps.readPerson({ idTokens: idTokens && rulesOf(idTokens), userinfoUrl }, grant, nonce);
  return answer.ok ? { ...answer, issuedBy: deps.app.urls.issuer ?? new URL(tokenUrl).host } : answer;
}

function rulesOf({ issuer, ...rest }: NonNullable<GenericEndpoints['idTokens']>): {
  issuers: string[];
  jwksUrl: string;
  algorithms: string[];
} {
  return { ...rest, issuers: [issuer] };
}

function identityOf({ issuedBy }: { issuedBy: string }, { subject, name, email }: Person): MailboxIdentity {
  return { tid: issuedBy, oid: subject, name, shownAddress: email };
}

async function openMailbox(
  deps: GenericProviderDeps,
  grant: Grant,
  ask: { nonce: string | null; loginHint: string | null },
): Promise<OpenedMailbox> {
  const { app } = deps;
  const missing = noMailServer(app);
  if (missing !== null) return { ok: false, code: CODE_OF_MENDER.operator, sentence: missing };
  const found = await whoSignedIn(deps, grant, ask.nonce);
  if (!found.ok) return { ok: false, ...notIdentified(app.name, found) };
  const { person } = found;
  const proven = person?.verified === true && person.email !== null;
  const address = parseAddress((proven ? person.email : (ask.loginHint ?? person?.email)) ?? '')?.address;
  if (address === undefined) return { ok: false, code: 'ADDRESS_NEEDED', sentence: nameless(app) };
  const looked = await lookIn({ check: deps.checkLogin, wire: wireOf(app), address, accessToken: grant.accessToken, proven });
  if (!looked.ok) return looked;
  const identity = person
    ? identityOf(found, person)
    : { tid: found.issuedBy, oid: address.toLowerCase(), name: null, shownAddress: address };
  return {
    ok: true,
    identity,
    address,
    displayName: identity.name,
    grant,
    trouble: looked.trouble,
    ...(!proven && { hinted: true }),
  };
}

function nameless(app: OAuthApp): string {
  return `${app.name} does not say which mailbox this is. Connect again and give its address.`;
}

async function revoke(deps: GenericProviderDeps, refreshToken: string): Promise<'revoked' | 'failed' | 'none'> {
  const places = await genericEndpoints(deps.app, deps.discover);
  if (!places.ok) return places.later ? 'failed' : 'none';
  const { revocationUrl: url, tokenUrl, secretIn } = places.endpoints;
  if (url === null) return 'none';
  return revokeToken({ ...deps, url, refreshToken, client: { ...deps, ...deps.app, tokenUrl, secretIn } });
}
