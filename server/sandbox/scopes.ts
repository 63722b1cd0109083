import { SANDBOX_APP } from './samplePeople.ts';

/** Protocol scopes: they are asked for beside those of one resource and need no resource of their own. */
const PROTOCOL = ['openid', 'profile', 'email', 'offline_access'] as const;

/** Microsoft's two services that mail goes through, and the API of the application itself; an access token is good for one of them only. */
export type Resource = 'graph' | 'outlook' | 'api';

/** Audience of the access tokens: Graph's application id; Exchange Online for SMTP, IMAP and POP; the application's own id. */
export const AUDIENCES: Readonly<Record<Resource, string>> = {
  graph: '00000003-0000-0000-c000-000000000000',
  outlook: 'https://outlook.office.com',
  api: SANDBOX_APP.clientId,
};

const PREFIXES: Readonly<Record<Resource, readonly string[]>> = {
  graph: ['https://graph.microsoft.com/'],
  outlook: ['https://outlook.office.com/', 'https://outlook.office365.com/'],
  // "Expose an API": the App ID URI of the registration.
  api: [`api://${SANDBOX_APP.clientId}/`, `${SANDBOX_APP.clientId}/`],
};

/**
 * Delegated permissions that the sandbox knows, with the words of the consent page. Graph has the mail protocols in its
 * list too, but a token for Graph opens no mail server: a mistake that is easily made.
 */
const MAIL_PROTOCOLS = {
  'SMTP.Send': 'Send emails from your mailbox using SMTP AUTH',
  'IMAP.AccessAsUser.All': 'Read and write access to your mailboxes via IMAP',
  'POP.AccessAsUser.All': 'Read and write access to your mailboxes via POP',
};
const SCOPES: Readonly<Record<Resource, Readonly<Record<string, string>>>> = {
  graph: {
    'Mail.Send': 'Send mail as you',
    'Mail.Send.Shared': 'Send mail on behalf of others or yourself',
    'Mail.Read': 'Read your mail',
    'Mail.ReadBasic': 'Read your mail, without bodies and attachments',
    'Mail.ReadWrite': 'Read and write access to your mail',
    'User.Read': 'Sign you in and read your profile',
    ...MAIL_PROTOCOLS,
  },
  outlook: MAIL_PROTOCOLS,
  api: { access_as_user: 'Use Mergepost as you' },
};

const PROTOCOL_WORDS: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
};

export type ScopesRead = { ok: true; scopes: string[]; prefixed: boolean } | { ok: false; unknown: string; resource: Resource };

/**
 * Reads a `scope` parameter into the sandbox's spelling: each scope once, Graph's without a prefix, Outlook's with
 * `https://outlook.office.com/`, those of the application's own API with its App ID URI. A scope without prefix is Graph's. Microsoft compares names without regard to case.
 * `prefixed`: Graph's scopes came with their prefix, and the answer repeats that.
 */
export function readScopes(text: string, consented: Iterable<string> = []): ScopesRead {
  const scopes = new Set<string>();
  let prefixed = false;
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const { resource, bare } = splitScope(word);
    prefixed ||= resource === 'graph' && bare !== word;
    const name = spelling(bare, resource);
    if (bare === '.default') for (const each of ofResource([...consented], resource)) scopes.add(each);
    else if (bare === word && isProtocol(word.toLowerCase())) scopes.add(word.toLowerCase());
    else if (name === undefined) return { ok: false, unknown: word, resource };
    else scopes.add(canonical(name, resource));
  }
  return { ok: true, scopes: [...scopes], prefixed };
}

function splitScope(word: string): { resource: Resource; bare: string } {
  for (const resource of ['graph', 'outlook', 'api'] as const) {
    const prefix = PREFIXES[resource].find((each) => word.toLowerCase().startsWith(each));
    if (prefix !== undefined) return { resource, bare: word.slice(prefix.length) };
  }
  return { resource: 'graph', bare: word };
}

const spelling = (word: string, resource: Resource): string | undefined =>
  Object.keys(SCOPES[resource]).find((each) => each.toLowerCase() === word.toLowerCase());

const canonical = (name: string, resource: Resource) => (resource === 'graph' ? name : `${PREFIXES[resource][0]}${name}`);

export const isProtocol = (scope: string) => (PROTOCOL as readonly string[]).includes(scope);

/** Undefined for a protocol scope, which belongs to no service. */
export const resourceOf = (scope: string): Resource | undefined => (isProtocol(scope) ? undefined : splitScope(scope).resource);

/** The services that these scopes belong to, in the order in which they were named. */
export const resourcesOf = (scopes: string[]): Resource[] => [
  ...new Set(scopes.map(resourceOf).filter((resource) => resource !== undefined)),
];

/** Those of one service, protocol scopes left out. */
export const ofResource = (scopes: string[], resource: Resource) => scopes.filter((scope) => resourceOf(scope) === resource);

/** What the consent page says about each scope. */
export function scopeWords(scope: string): string {
  const { resource, bare } = splitScope(scope);
  return SCOPES[resource][bare] ?? PROTOCOL_WORDS[scope] ?? scope;
}

/** `scp` of an access token: names without prefix. */
export const scpOf = (scopes: string[], resource: Resource) => [
  ...ofResource(scopes, resource).map((scope) => splitScope(scope).bare),
  ...(resource === 'graph' ? ['profile', 'openid', 'email'] : []),
];

/**
 * The `scope` of a token answer: what the access token is good for, so never `offline_access`. For Graph, Entra adds
 * `profile openid email` of itself ("User.Read profile openid email" in its documentation); for others it does not.
 */
export function answeredScopes(scopes: string[], resource: Resource, prefixed: boolean): string {
  const own = ofResource(scopes, resource);
  if (resource !== 'graph') return own.join(' ');
  return [...own.map((scope) => (prefixed ? `${PREFIXES.graph[0]}${scope}` : scope)), 'profile', 'openid', 'email'].join(' ');
}
