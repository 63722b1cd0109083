/** Where an application signs in and gets its access, ready to be looked at; read from its issuer where need be. */
import { endpointsOf } from '../oauth/endpointsOf.ts';
import { explainEntra } from '../oauth/entraHelp.ts';
import type { Discover } from '../oauth/discoverIssuer.ts';
import { genericEndpoints } from '../oauth/genericEndpoints.ts';
import { googleEndpoints } from '../oauth/googleEndpoints.ts';
import { sendingScopes } from '../oauth/mailScopes.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { explainOAuth } from '../oauth/oauthHelp.ts';
import type { PostFormDeps } from '../oauth/postForm.ts';
import type { MailWire } from '../mail/mailWire.ts';
import { type HostNeed, mailNeed, webNeed } from './hostNeed.ts';

/** How its credentials are asked about. */
export type Asked = Pick<PostFormDeps, 'name' | 'tokenUrl' | 'explain' | 'secretIn'> & { scope?: string };

export interface ExaminedApp {
  app: OAuthApp;
  needs: HostNeed[];
  /** Null where it is not known whom to ask. */
  asked: Asked | null;
  /** Why its addresses are not complete; `later`: its issuer did not answer. */
  trouble: AppTrouble | null;
}

export interface AppTrouble {
  later: boolean;
  reason: string;
}

export interface ExamineAppDeps {
  discover: Discover;
  wireOf: (app: OAuthApp) => MailWire;
}

export async function examinedApp(deps: ExamineAppDeps, app: OAuthApp): Promise<ExaminedApp> {
  const missing = missingServer(app);
  const sending = missing ? [] : wireNeeds(deps.wireOf(app), `sending (${nameOf(app)})`, `checking mailboxes (${nameOf(app)})`);
  const found = await placesOf(deps, app, sending);
  return { ...found, trouble: found.trouble ?? missing };
}

/** What other kinds know by themselves. */
function missingServer({ kind, baseScope, smtp, imap }: OAuthApp): AppTrouble | null {
  if (kind !== 'generic') return null;
  const missing = smtp === null ? 'SMTP' : baseScope === 'imap-smtp' && imap === null ? 'IMAP' : null;
  return missing && { later: false, reason: `It has no ${missing} server, so no mailbox can be connected through it.` };
}

function placesOf(deps: ExamineAppDeps, app: OAuthApp, sending: HostNeed[]): ExaminedApp | Promise<ExaminedApp> {
  switch (app.kind) {
    case 'microsoft':
      return microsoft(app, sending);
    case 'google':
      return google(deps, app, sending);
    case 'generic':
      return generic(deps, app, sending);
  }
}

const nameOf = ({ name }: OAuthApp): string => `“${name}”`;

function microsoft(app: OAuthApp, sending: HostNeed[]): ExaminedApp {
  const { authorizeUrl, tokenUrl, jwksUrl, graphUrl } = endpointsOf(app);
  const scope = [...sendingScopes(app, []), 'offline_access'].join(' ');
  return {
    app,
    // Graph tells whose mailbox it is, also where mail goes out over SMTP.
    needs: [
      ...signInNeeds(app, { authorizeUrl, tokenUrl, jwksUrl }),
      ...needsAt(graphUrl, `connecting mailboxes (${nameOf(app)})`),
      ...sending,
    ],
    asked: { name: 'Microsoft', tokenUrl, explain: explainEntra, scope },
    trouble: null,
  };
}

async function google(deps: ExamineAppDeps, app: OAuthApp, sending: HostNeed[]): Promise<ExaminedApp> {
  const { authorizeUrl, tokenUrl, jwksUrl, issuers } = googleEndpoints(app);
  const issuer = issuers[0] ?? '';
  const found = jwksUrl === null ? await deps.discover(issuer) : null;
  const keys = jwksUrl ?? (found?.ok ? found.metadata.jwksUrl : undefined) ?? issuer;
  return {
    app,
    needs: [...signInNeeds(app, { authorizeUrl, tokenUrl, jwksUrl: keys }), ...sending],
    asked: { name: 'Google', tokenUrl, explain: explainOAuth('Google') },
    trouble: found && !found.ok ? found : null,
  };
}

async function generic(deps: ExamineAppDeps, app: OAuthApp, sending: HostNeed[]): Promise<ExaminedApp> {
  const places = await genericEndpoints(app, deps.discover);
  const issuer = app.urls.issuer === undefined ? [] : needsAt(app.urls.issuer, signingIn(app));
  if (!places.ok) return { app, needs: [...issuer, ...sending], asked: null, trouble: places };
  const { authorizeUrl, tokenUrl, idTokens, secretIn } = places.endpoints;
  const jwksUrl = idTokens?.jwksUrl ?? tokenUrl;
  return {
    app,
    needs: [...issuer, ...signInNeeds(app, { authorizeUrl, tokenUrl, jwksUrl }), ...sending],
    asked: { name: app.name, tokenUrl, explain: explainOAuth(app.name), secretIn },
    trouble: null,
  };
}

const signingIn = (app: OAuthApp): string => `signing in (${nameOf(app)})`;

function signInNeeds(app: OAuthApp, urls: { authorizeUrl: string; tokenUrl: string; jwksUrl: string }): HostNeed[] {
  return [
    ...needsAt(urls.tokenUrl, signingIn(app), { clock: true }),
    ...needsAt(urls.authorizeUrl, signingIn(app)),
    ...needsAt(urls.jwksUrl, signingIn(app)),
  ];
}

function needsAt(address: string, use: string, more: { clock?: boolean } = {}): HostNeed[] {
  const need = webNeed(address, use, more);
  return need ? [need] : [];
}

function wireNeeds(wire: MailWire, sending: string, checking: string): HostNeed[] {
  switch (wire.kind) {
    case 'graph':
      return needsAt(wire.graphUrl, sending);
    case 'gmail':
      return needsAt(wire.gmailUrl, sending);
    case 'smtp':
      return [mailNeed(wire.smtp, 'smtp', sending), ...(wire.imap ? [mailNeed(wire.imap, 'imap', checking)] : [])];
  }
}
