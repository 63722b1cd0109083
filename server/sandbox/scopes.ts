/** Protocol scopes: they are asked for beside those of one resource and need no resource of their own. */
const PROTOCOL = ['openid', 'profile', 'email', 'offline_access'] as const;

/** Delegated Graph permissions that the sandbox knows, with the words of the consent page. */
export const GRAPH_SCOPES: Readonly<Record<string, string>> = {
  'Mail.Send': 'Send mail as you',
  'Mail.Send.Shared': 'Send mail on behalf of others or yourself',
  'Mail.Read': 'Read your mail',
  'Mail.ReadBasic': 'Read your mail, without bodies and attachments',
  'Mail.ReadWrite': 'Read and write access to your mail',
  'User.Read': 'Sign you in and read your profile',
};

const PROTOCOL_WORDS: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
};

const GRAPH_PREFIX = 'https://graph.microsoft.com/';

export type ScopesRead = { ok: true; scopes: string[]; prefixed: boolean } | { ok: false; unknown: string };

/**
 * Reads a `scope` parameter into the sandbox's spelling: each scope once, without the resource's prefix. Microsoft
 * compares scope names without regard to letter case.
 */
export function readScopes(text: string, consented: Iterable<string> = []): ScopesRead {
  const scopes = new Set<string>();
  let prefixed = false;
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const bare = word.toLowerCase().startsWith(GRAPH_PREFIX) ? word.slice(GRAPH_PREFIX.length) : word;
    prefixed ||= bare !== word;
    const name = spelling(bare);
    if (bare === '.default') for (const each of consented) scopes.add(each);
    else if (name === undefined || (bare !== word && isProtocol(name))) return { ok: false, unknown: word };
    else scopes.add(name);
  }
  return { ok: true, scopes: [...scopes], prefixed };
}

function spelling(word: string): string | undefined {
  return [...PROTOCOL, ...Object.keys(GRAPH_SCOPES)].find((each) => each.toLowerCase() === word.toLowerCase());
}

const isProtocol = (scope: string) => (PROTOCOL as readonly string[]).includes(scope);

/** What the consent page says about each scope. */
export const scopeWords = (scope: string) => GRAPH_SCOPES[scope] ?? PROTOCOL_WORDS[scope] ?? scope;

/**
 * The `scope` of a token answer: what the access token is good for, so never `offline_access`. For Graph, Entra adds
 * `profile openid email` of itself ("User.Read profile openid email" in its documentation).
 */
export function answeredScopes(scopes: string[], prefixed: boolean): string {
  const graph = scopes.filter((scope) => !isProtocol(scope));
  return [...graph.map((scope) => (prefixed ? GRAPH_PREFIX + scope : scope)), 'profile', 'openid', 'email'].join(' ');
}

/** The scopes that Graph itself looks at. */
export const graphScopesOf = (scopes: string[]) => scopes.filter((scope) => !isProtocol(scope));
