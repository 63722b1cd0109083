/** Reads a JSON file with the access of another program: names in camelCase or snake_case, also under a `mailbox` of its own. */
import type { ImportBody } from './importAccount.ts';

export type AccessFile =
  | { ok: true; values: ImportBody; unknown: string[] }
  /** No JSON, or not an object. */
  | { ok: false };

const TEXTS = [
  'provider',
  'clientId',
  'clientSecret',
  'tenant',
  'cloud',
  'refreshToken',
  'accessToken',
  'emailAddress',
  'fromName',
  'baseScope',
] as const satisfies readonly (keyof ImportBody)[];
const OBJECTS = ['urls', 'smtp', 'imap'] as const satisfies readonly (keyof ImportBody)[];

/** Other programs' names for the same thing. */
const ALIASES: Record<string, string> = {
  tenantId: 'tenant',
  email: 'emailAddress',
  userEmail: 'emailAddress',
  scope: 'scopes',
  keepalive: 'keepAlive',
};

/** Stands beside tokens in answers of token endpoints and in other programs' files, and is of no use here. */
const OF_NO_USE: ReadonlySet<string> = new Set([
  'expiresIn',
  'extExpiresIn',
  'expiresAt',
  'tokenType',
  'idToken',
  'tariffPlanTypeId',
  'settingAttributes',
]);

export function readAccessFile(text: string): AccessFile {
  const found = parse(text);
  if (!isObject(found)) return { ok: false };
  const given = isObject(found['mailbox']) ? found['mailbox'] : found;
  const values: ImportBody = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const camel = camelCase(name);
    const key = ALIASES[camel] ?? camel;
    if (OF_NO_USE.has(key)) continue;
    const read = readValue(key, value);
    if (read === undefined) unknown.push(name);
    else if (read !== null) Object.assign(values, { [key]: read });
  }
  return { ok: true, values, unknown };
}

/** The value in the API's shape; null where there is nothing in it, undefined where the name or its kind is not known. */
function readValue(key: string, value: unknown): unknown {
  if (value === null || value === '') return null;
  if (key === 'provider') return typeof value === 'string' ? providerOf(value) : undefined;
  if (isOneOf(TEXTS, key)) return typeof value === 'string' ? value.trim() : undefined;
  if (isOneOf(OBJECTS, key)) return isObject(value) ? camelKeys(value) : undefined;
  if (key === 'keepAlive') return typeof value === 'boolean' ? value : undefined;
  if (key === 'scopes') return readScopes(value);
  return undefined;
}

/** Permissions as a list, or as OAuth writes them: with spaces between (RFC 6749 section 3.3). */
function readScopes(value: unknown): string[] | null | undefined {
  const words = typeof value === 'string' ? value.split(/\s+/) : value;
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) return undefined;
  const named = words.filter((word) => word !== '');
  return named.length > 0 ? named : null;
}

/** `oauth_outlook` and the like are kinds; anything else is the key of an application. */
function providerOf(name: string): string {
  const plain = name.trim().toLowerCase();
  if (/outlook|microsoft|office/.test(plain)) return plain.startsWith('microsoft') ? name.trim() : 'microsoft';
  return /gmail/.test(plain) ? 'google' : name.trim();
}

function parse(text: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function camelCase(name: string): string {
  return name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function camelKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camelCase(name), inner]));
}
