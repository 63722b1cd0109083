/** The names of all settings, and reading one: a secret NAME may come from the file that NAME_FILE names. */

/** Every setting, in the order of the README and of .env.example (a test holds the three together). */
export const SETTINGS = [
  'EMAIL_CLIENT_ID',
  'EMAIL_CLIENT_SECRET',
  'EMAIL_TENANT_ID',
  'SERVER_URL',
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEYS_OLD',
  'EMAIL_CLIENT_SECRET_EXPIRES',
  'PORT',
  'HOST',
  'SANDBOX_PORT',
  'DATABASE_URL',
  'TRUST_PROXY',
  'ALLOWED_ORIGINS',
  'SIGN_IN_TENANTS',
  'OFFICE_SIGN_IN',
  'ADMIN_USERS',
  'JWT_SECRET',
  'JWT_JWKS_URL',
  'JWT_ISSUER',
  'JWT_AUDIENCE',
  'MESSAGES_PER_MINUTE',
  'SEND_TIMEOUT_SECONDS',
  'RETRY_MODE',
  'RETRY_STATUS_CODES',
  'RETRY_COUNT_MAX',
  'RETRY_MULTIPLY_WAIT',
  'PAUSE_AFTER_FAILURES',
  'ERASE_AFTER_DAYS',
  'MICROSOFT_AUTHORITY_URL',
  'MICROSOFT_GRAPH_URL',
  'MAIL_CA_FILE',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
  'LOG_LEVEL',
] as const;
export type Setting = (typeof SETTINGS)[number];

/** Secrets that may come from a file: NAME_FILE. */
export const SECRETS = [
  'EMAIL_CLIENT_SECRET',
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEYS_OLD',
  'JWT_SECRET',
] as const satisfies readonly Setting[];

/** One pass over the settings; what is wrong is collected, not thrown. */
export interface Reading {
  problems: string[];
  problem(sentence: string): void;
  value(name: Setting): string | null;
}

export function readerOf(env: Readonly<Record<string, string | undefined>>, readFile: (path: string) => string): Reading {
  const problems: string[] = [];
  const fromFiles = new Map<Setting, string | null>();
  for (const name of SECRETS) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    if (env[name]) problems.push(`${name} and ${name}_FILE are both set: keep one`);
    try {
      const text = readFile(path).trim();
      if (text === '') problems.push(`${name}_FILE names ${path}, which is empty`);
      fromFiles.set(name, text || null);
    } catch (error) {
      problems.push(
        `${name}_FILE names ${path}, which cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return {
    problems,
    problem: (sentence) => problems.push(sentence),
    value: (name) => fromFiles.get(name) ?? (env[name]?.trim() || null),
  };
}

/** A URL that is nothing but an origin, or null. */
export function originOf(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  return bare && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

export function wholeNumber(reading: Reading, name: Setting, standard: number, min: number, max: number): number {
  const text = reading.value(name);
  if (text === null) return standard;
  const number = Number(text);
  if (!Number.isInteger(number) || number < min || number > max) {
    reading.problem(`${name} is "${text}": it must be a whole number from ${min} to ${max}`);
    return standard;
  }
  return number;
}

export function oneOf(reading: Reading, name: Setting, standard: string, allowed: readonly string[]): string {
  const text = reading.value(name) ?? standard;
  if (!allowed.includes(text)) reading.problem(`${name} is "${text}": it must be one of ${allowed.join(', ')}`);
  return text;
}

export function listOf(reading: Reading, name: Setting): string[] {
  return (reading.value(name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
