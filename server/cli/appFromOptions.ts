/** The app of a sign-in from the command line: what the options say, or what is wrong with them. */
import { APP_KINDS, type BaseScope, CLOUDS, type Cloud, type AppUrls, type MailServer } from '../../shared/api/apps.ts';
import { isLoopback } from '../network/isLoopback.ts';
import { BASE_SCOPES_OF, emptyApp } from '../oauth/emptyApp.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';

/** Options of `mergepost accounts sign-in`, as commander gives them. */
export interface SignInOptions {
  provider: string;
  clientId: string;
  /** Read from a file or the environment, never from the command line, which other users of the computer can see. */
  clientSecret?: string;
  tenant?: string;
  /** Microsoft: MICROSOFT_AUTHORITY_URL of the environment, in place of the cloud's sign-in host. The server has it from there too. */
  authorityUrl?: string;
  cloud?: string;
  baseScope?: string;
  authorizeUrl?: string;
  tokenUrl?: string;
  userinfoUrl?: string;
  deviceUrl?: string;
  issuer?: string;
  scope?: string;
  /** `host:port`, STARTTLS; port 465 means TLS from the start. */
  smtp?: string;
  imap?: string;
}

export type AppFromOptions = { ok: true; app: OAuthApp } | { ok: false; problems: string[] };

export function appFromOptions(options: SignInOptions): AppFromOptions {
  const problems: string[] = [];
  const kind = oneOf(options.provider, APP_KINDS, '--provider', problems);
  if (kind === undefined) return { ok: false, problems };
  const cloud: Cloud = options.cloud === undefined ? 'global' : (oneOf(options.cloud, CLOUDS, '--cloud', problems) ?? 'global');
  const [standard] = BASE_SCOPES_OF[kind];
  const baseScope: BaseScope =
    options.baseScope === undefined
      ? standard
      : (oneOf(options.baseScope, BASE_SCOPES_OF[kind], '--base-scope', problems) ?? standard);
  const urls = urlsOf(options, problems);
  if (options.authorityUrl !== undefined && !isSafe(options.authorityUrl))
    problems.push(`MICROSOFT_AUTHORITY_URL is "${options.authorityUrl}": give an https address (http only for this computer)`);
  const smtp = serverOf(options.smtp, '--smtp', 587, problems);
  const imap = serverOf(options.imap, '--imap', 993, problems);
  if (kind === 'generic' && urls.issuer === undefined && (urls.authorizeUrl === undefined || urls.tokenUrl === undefined))
    problems.push('--provider generic needs --issuer, or --authorize-url and --token-url');
  if (kind === 'generic' && smtp === null)
    problems.push('--provider generic needs --smtp host:port, the server its mail goes out through');
  if (problems.length > 0) return { ok: false, problems };
  const scopes = options.scope?.split(/\s+/).filter((word) => word !== '') ?? [];
  return {
    ok: true,
    app: {
      ...emptyApp(kind),
      id: 'sign-in',
      key: kind,
      name: kind === 'generic' ? new URL(urls.issuer ?? urls.authorizeUrl ?? 'https://provider').hostname : NAMES[kind],
      source: 'import',
      clientId: options.clientId,
      credential: options.clientSecret === undefined ? { kind: 'none' } : { kind: 'secret', secret: options.clientSecret },
      ...(options.tenant !== undefined && { accountTypes: options.tenant }),
      cloud,
      urls,
      ...(kind === 'microsoft' && options.authorityUrl !== undefined && { authorityUrl: new URL(options.authorityUrl).origin }),
      baseScope,
      scopes: scopes.length > 0 ? scopes : null,
      smtp,
      imap,
    },
  };
}

const NAMES = { microsoft: 'Microsoft', google: 'Google' };

function oneOf<const T extends string>(text: string, known: readonly T[], option: string, problems: string[]): T | undefined {
  const found = known.find((each) => each === text.toLowerCase());
  if (found === undefined) problems.push(`${option} is "${text}": it must be one of ${known.join(', ')}`);
  return found;
}

const URL_OPTIONS = {
  authorizeUrl: '--authorize-url',
  tokenUrl: '--token-url',
  userinfoUrl: '--userinfo-url',
  deviceUrl: '--device-url',
  issuer: '--issuer',
} as const;

function urlsOf(options: SignInOptions, problems: string[]): AppUrls {
  const names = Object.keys(URL_OPTIONS) as (keyof typeof URL_OPTIONS)[];
  const given = names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as const]));
  for (const [name, text] of given) {
    if (!isSafe(text)) problems.push(`${URL_OPTIONS[name]} is "${text}": give an https address (http only for this computer)`);
  }
  return Object.fromEntries(given);
}

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function serverOf(text: string | undefined, option: string, standardPort: number, problems: string[]): MailServer | null {
  if (text === undefined) return null;
  const [, host = '', port = ''] = /^([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const number = port === '' ? standardPort : Number(port);
  if (host === '' || number < 1 || number > 65_535) {
    problems.push(`${option} is "${text}": give host:port, such as smtp.example.com:587`);
    return null;
  }
  return { host, port: number, security: number === 465 || number === 993 ? 'tls' : 'starttls', auth: 'xoauth2' };
}
