/** The form of an application as data: from what the server knows, and back to what has to be sent. Pure. */
import type { Feature } from '../../shared/api/accounts.ts';
import type { AppChange, AppKind, AppUrls, BaseScope, Cloud, MailServer, NewApp, OAuthAppView } from '../../shared/api/apps.ts';

export type AccountTypes = 'common' | 'organizations' | 'consumers' | 'tenant';
export type UrlName = keyof AppUrls;

export interface ServerDraft {
  host: string;
  port: string;
  security: MailServer['security'];
  auth: MailServer['auth'];
}

/** Every field as the form shows it: texts, also where the server has nothing. */
export interface AppDraft {
  kind: AppKind;
  key: string;
  name: string;
  clientId: string;
  /** Write-only: what is kept never comes back. */
  clientSecret: string;
  removeSecret: boolean;
  accountTypes: AccountTypes;
  tenant: string;
  cloud: Cloud;
  urls: Record<UrlName, string>;
  baseScope: BaseScope;
  /** One a line. */
  scopes: string;
  features: Feature[];
  prompt: OAuthAppView['prompt'];
  /** Day, as a date field has it: 2027-01-31. */
  expiresOn: string;
  smtp: ServerDraft;
  imap: ServerDraft;
  rotation: OAuthAppView['rotation'];
  privateKey: string;
  certificate: string;
}

/** What mail may go out through, the usual way first. */
export const BASE_SCOPES_BY_KIND: Record<AppKind, readonly [BaseScope, ...BaseScope[]]> = {
  microsoft: ['graph', 'smtp', 'imap-smtp'],
  google: ['gmail', 'smtp', 'imap-smtp'],
  generic: ['smtp', 'imap-smtp'],
};

const NO_URLS: Record<UrlName, string> = {
  issuer: '',
  authorizeUrl: '',
  tokenUrl: '',
  graphUrl: '',
  gmailUrl: '',
  revocationUrl: '',
  userinfoUrl: '',
  deviceUrl: '',
};

export function emptyAppDraft(kind: AppKind): AppDraft {
  const auth = kind === 'generic' ? 'oauthbearer' : 'xoauth2';
  return {
    kind,
    key: '',
    name: '',
    clientId: '',
    clientSecret: '',
    removeSecret: false,
    accountTypes: 'common',
    tenant: '',
    cloud: 'global',
    urls: NO_URLS,
    baseScope: BASE_SCOPES_BY_KIND[kind][0],
    scopes: '',
    features: [],
    prompt: 'none',
    expiresOn: '',
    // Submission with STARTTLS (RFC 6409), IMAP with TLS from the start (RFC 8314).
    smtp: { host: '', port: '587', security: 'starttls', auth },
    imap: { host: '', port: '993', security: 'tls', auth },
    rotation: kind === 'generic' ? 'strict' : 'keeps',
    privateKey: '',
    certificate: '',
  };
}

export function draftOfApp(app: OAuthAppView): AppDraft {
  const empty = emptyAppDraft(app.kind);
  return {
    ...empty,
    key: app.key,
    name: app.name,
    clientId: app.clientId,
    ...accountTypesOf(app),
    cloud: app.cloud,
    urls: { ...NO_URLS, ...app.urls },
    baseScope: app.baseScope,
    scopes: (app.scopes ?? []).join('\n'),
    features: app.features,
    prompt: app.prompt,
    expiresOn: app.secretExpiresAt?.slice(0, 10) ?? '',
    smtp: serverDraft(app.smtp) ?? empty.smtp,
    imap: serverDraft(app.imap) ?? empty.imap,
    rotation: app.rotation,
  };
}

function accountTypesOf({ kind, accountTypes }: OAuthAppView): Pick<AppDraft, 'accountTypes' | 'tenant'> {
  if (kind !== 'microsoft') return { accountTypes: 'common', tenant: '' };
  const known = (['common', 'organizations', 'consumers'] as const).find((types) => types === accountTypes);
  return known ? { accountTypes: known, tenant: '' } : { accountTypes: 'tenant', tenant: accountTypes };
}

function serverDraft(server: MailServer | null): ServerDraft | null {
  return server && { ...server, port: String(server.port) };
}

export function newAppOf(draft: AppDraft): NewApp {
  const key = draft.key.trim();
  return {
    ...changedParts(emptyAppDraft(draft.kind), draft),
    kind: draft.kind,
    clientId: draft.clientId.trim(),
    ...(key !== '' && { key }),
  };
}

/** Only what differs from the app as it was opened: what somebody else changed meanwhile stays. */
export function changedParts(before: AppDraft, after: AppDraft): AppChange {
  const [old, next] = [bodyOf(before), bodyOf(after)] as [Record<string, unknown>, Record<string, unknown>];
  const changed = Object.entries(next).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]));
  return { ...Object.fromEntries(changed), ...credentialOf(after) };
}

function bodyOf(draft: AppDraft): AppChange {
  const scopes = draft.scopes.split(/\s+/).filter((scope) => scope !== '');
  const name = draft.name.trim();
  return {
    ...(name !== '' && { name }),
    clientId: draft.clientId.trim(),
    ...(draft.kind === 'microsoft' && {
      accountTypes: draft.accountTypes === 'tenant' ? draft.tenant.trim() : draft.accountTypes,
      cloud: draft.cloud,
    }),
    urls: Object.fromEntries(
      Object.entries(draft.urls).flatMap(([url, text]) => (text.trim() === '' ? [] : [[url, text.trim()]])),
    ),
    baseScope: draft.baseScope,
    scopes: scopes.length > 0 ? scopes : null,
    features: draft.features,
    prompt: draft.prompt,
    secretExpiresAt: draft.expiresOn === '' ? null : `${draft.expiresOn}T00:00:00.000Z`,
    smtp: serverOf(draft.smtp),
    imap: serverOf(draft.imap),
    rotation: draft.rotation,
  };
}

function serverOf(server: ServerDraft): MailServer | null {
  const host = server.host.trim();
  return host === '' ? null : { ...server, host, port: Number(server.port) };
}

function credentialOf(draft: AppDraft): Pick<AppChange, 'clientSecret' | 'certificate'> {
  const { privateKey, certificate } = draft;
  if (privateKey.trim() !== '' || certificate.trim() !== '') return { certificate: { privateKey, certificate } };
  if (draft.clientSecret !== '') return { clientSecret: draft.clientSecret };
  return draft.removeSecret ? { clientSecret: null } : {};
}

export type DraftProblem = 'clientId' | 'tenant' | 'port';

/** What the form can say itself; everything else the server says. */
export function draftProblems(draft: AppDraft): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (draft.clientId.trim() === '') problems.push('clientId');
  if (draft.kind === 'microsoft' && draft.accountTypes === 'tenant' && draft.tenant.trim() === '') problems.push('tenant');
  if (![draft.smtp, draft.imap].every(hasPort)) problems.push('port');
  return problems;
}

function hasPort({ host, port }: ServerDraft): boolean {
  if (host.trim() === '') return true;
  return /^\d+$/.test(port.trim()) && Number(port) >= 1 && Number(port) <= 65_535;
}
