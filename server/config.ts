/**
 * All settings, read once. Pure: takes the environment and a way to read files, answers a configuration or every
 * problem at once. Nothing else reads the environment.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { RetryPolicy } from '../shared/api/pace.ts';
import { isLoopback } from './network/isLoopback.ts';
import { listOf, oneOf, originOf, type Reading, readerOf, type Setting, wholeNumber } from './settings.ts';

/** The settings the product's first document lists: all of them, or none (sandbox). */
const REQUIRED = [
  'EMAIL_CLIENT_ID',
  'EMAIL_CLIENT_SECRET',
  'EMAIL_TENANT_ID',
  'SERVER_URL',
  'ENCRYPTION_KEY',
] as const satisfies readonly Setting[];

/** An app registration and the hosts that belong to it. */
export interface MicrosoftApp {
  clientId: string;
  clientSecret: string;
  /** When the secret ends, milliseconds since 1970; null: not said. */
  secretExpiresAt?: number | null;
  /** `common`, `organizations`, `consumers`, a tenant id or a domain. */
  tenant: string;
  /** Origin of Entra ID, without a path. */
  authorityUrl: string;
  /** Origin of Microsoft Graph, without a path. */
  graphUrl: string;
}

export interface Config {
  mode: 'sandbox' | 'microsoft';
  port: number;
  host: string;
  /** Origin under which browsers reach this server, without a trailing slash. */
  serverUrl: string;
  sandboxPort: number;
  databasePath: string;
  /** Null in the sandbox, which makes its own and keeps it beside its database. The first seals, all open. */
  encryptionKeys: [Buffer, ...Buffer[]] | null;
  /** Null in the sandbox, which brings its own. */
  microsoft: MicrosoftApp | null;
  trustProxy: boolean | string;
  allowedOrigins: string[];
  /** Tenant ids whose people may sign in here themselves; empty = own sign-in is off. */
  signInTenants: string[];
  /** How the pane learns inside Office who is there: `nested` needs an API that the app registration exposes. */
  officeSignIn: 'nested' | 'dialog';
  adminUsers: string[];
  jwtSecret: string | null;
  jwks: { url: string; issuer: string; audience: string } | null;
  /**
   * Messages a minute of every mailbox whose pace is `normal` or `fast`; null: as those modes have it. Above 30, which no
   * provider lets through, these modes have no daily limit.
   */
  messagesPerMinute: number | null;
  /** From the first byte of a message to the last of the answer; what comes later is a mail in doubt. A lease is longer. */
  sendTimeoutSeconds: number;
  retry: RetryPolicy;
  /** So many alike failures in a row pause a campaign. */
  pauseAfterFailures: number;
  /** Letters, lists and addresses of ended campaigns are erased after so many days; null: never by itself. */
  eraseAfterDays: number | null;
  tls: { certFile: string; keyFile: string } | null;
  /** Certificates (PEM) of authorities that mail servers are trusted by besides the usual ones. */
  mailCa: string | null;
  logLevel: string;
}

export type Loaded = { ok: true; config: Config } | { ok: false; problems: string[] };

/** @param readFile answers the text of a file or throws. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, readFile: (path: string) => string): Loaded {
  const reading = readerOf(env, readFile);
  const given = REQUIRED.filter((name) => reading.value(name) !== null);
  const mode = given.length === 0 ? 'sandbox' : 'microsoft';
  if (mode === 'sandbox' && env['NODE_ENV'] === 'production') {
    reading.problem(`NODE_ENV is production, and the sandbox never runs in production: set ${REQUIRED.join(', ')}`);
  }
  if (mode === 'microsoft') {
    for (const name of REQUIRED) if (!given.includes(name)) reading.problem(`${name} is missing (${WHAT_FOR[name]})`);
  }
  const config = configOf(mode, reading, readFile);
  if (mode === 'sandbox' && config.port !== 0 && config.port === config.sandboxPort) {
    reading.problem(`PORT and SANDBOX_PORT are both ${config.port}: give them different ports`);
  }
  return reading.problems.length > 0 ? { ok: false, problems: reading.problems } : { ok: true, config };
}

const WHAT_FOR: Record<(typeof REQUIRED)[number], string> = {
  EMAIL_CLIENT_ID: 'the application id of the app registration',
  EMAIL_CLIENT_SECRET: "the value of the app registration's client secret, or EMAIL_CLIENT_SECRET_FILE",
  EMAIL_TENANT_ID: 'common, organizations, consumers or a tenant id',
  SERVER_URL: 'the address under which browsers reach this server, such as https://mail.example.com',
  ENCRYPTION_KEY: '64 hex digits; make them with: openssl rand -hex 32',
};

function configOf(mode: Config['mode'], reading: Reading, readFile: (path: string) => string): Config {
  const port = wholeNumber(reading, 'PORT', 3000, 0, 65_535);
  const tls = tlsOf(reading, readFile);
  return {
    mode,
    port,
    host: reading.value('HOST') ?? '127.0.0.1',
    serverUrl: mode === 'sandbox' ? `${tls ? 'https' : 'http'}://localhost:${port}` : serverUrlOf(reading),
    sandboxPort: wholeNumber(reading, 'SANDBOX_PORT', 3001, 0, 65_535),
    databasePath: databasePathOf(reading, mode),
    encryptionKeys: mode === 'sandbox' ? null : encryptionKeysOf(reading),
    microsoft: mode === 'sandbox' ? null : microsoftOf(reading),
    trustProxy: trustProxyOf(reading),
    allowedOrigins: allowedOriginsOf(reading),
    signInTenants: mode === 'sandbox' ? [] : signInTenantsOf(reading),
    officeSignIn: oneOf(reading, 'OFFICE_SIGN_IN', 'dialog', ['nested', 'dialog']) as Config['officeSignIn'],
    adminUsers: listOf(reading, 'ADMIN_USERS'),
    jwtSecret: jwtSecretOf(reading),
    jwks: jwksOf(reading),
    messagesPerMinute: messagesPerMinuteOf(reading, mode),
    sendTimeoutSeconds: wholeNumber(reading, 'SEND_TIMEOUT_SECONDS', 60, 1, 300),
    retry: retryOf(reading),
    pauseAfterFailures: wholeNumber(reading, 'PAUSE_AFTER_FAILURES', 10, 1, 1000),
    eraseAfterDays: reading.value('ERASE_AFTER_DAYS') === null ? null : wholeNumber(reading, 'ERASE_AFTER_DAYS', 0, 0, 3650),
    tls,
    mailCa: mailCaOf(reading, readFile),
    logLevel: oneOf(reading, 'LOG_LEVEL', mode === 'sandbox' ? 'warn' : 'info', [
      'fatal',
      'error',
      'warn',
      'info',
      'debug',
      'trace',
      'silent',
    ]),
  };
}

/** Nobody wants to wait for mails that only the sandbox gets. */
const SANDBOX_PER_MINUTE = 600;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HEX_KEY = /^[0-9a-f]{64}$/i;

function microsoftOf(reading: Reading): MicrosoftApp {
  const tenant = reading.value('EMAIL_TENANT_ID') ?? '';
  if (tenant && !/^[a-z0-9][a-z0-9.-]*$/i.test(tenant)) {
    reading.problem(`EMAIL_TENANT_ID is "${tenant}": it must be common, organizations, consumers, a tenant id or a domain`);
  }
  return {
    clientId: reading.value('EMAIL_CLIENT_ID') ?? '',
    clientSecret: reading.value('EMAIL_CLIENT_SECRET') ?? '',
    secretExpiresAt: dateOf(reading, 'EMAIL_CLIENT_SECRET_EXPIRES'),
    tenant,
    authorityUrl: hostOf(reading, 'MICROSOFT_AUTHORITY_URL', 'https://login.microsoftonline.com'),
    graphUrl: hostOf(reading, 'MICROSOFT_GRAPH_URL', 'https://graph.microsoft.com'),
  };
}

/** A day, or a moment with its zone: what has no zone would mean another moment on every machine. */
function dateOf(reading: Reading, name: Setting): number | null {
  const text = reading.value(name);
  if (text === null) return null;
  const at = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  reading.problem(`${name} is "${text}": give a date such as 2027-03-31`);
  return null;
}

function encryptionKeysOf(reading: Reading): [Buffer, ...Buffer[]] {
  const key = (name: Setting, hex: string): Buffer => {
    if (!HEX_KEY.test(hex)) reading.problem(`${name} must be 64 hex digits (32 bytes); make one with: openssl rand -hex 32`);
    return Buffer.from(hex, 'hex');
  };
  const current = reading.value('ENCRYPTION_KEY');
  return [
    current === null ? Buffer.alloc(0) : key('ENCRYPTION_KEY', current),
    ...listOf(reading, 'ENCRYPTION_KEYS_OLD').map((hex) => key('ENCRYPTION_KEYS_OLD', hex)),
  ];
}

function serverUrlOf(reading: Reading): string {
  const text = reading.value('SERVER_URL');
  if (text === null) return '';
  const url = originOf(text);
  if (url === null) reading.problem(`SERVER_URL is "${text}": give scheme, host and port only, such as https://mail.example.com`);
  // Entra takes http redirect URIs for localhost only (Entra "Redirect URI restrictions").
  else if (url.protocol !== 'https:' && url.hostname !== 'localhost')
    reading.problem(`SERVER_URL is "${text}": it must start with https:// (http:// only for localhost)`);
  return url?.origin ?? '';
}

function hostOf(reading: Reading, name: Setting, standard: string): string {
  const text = reading.value(name);
  if (text === null) return standard;
  const url = originOf(text);
  if (url === null) reading.problem(`${name} is "${text}": give scheme, host and port only, without a path`);
  else if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
    reading.problem(`${name} is "${text}": plain http is allowed for loopback addresses only (127.0.0.1, [::1], localhost)`);
  }
  return url?.origin ?? standard;
}

function databasePathOf(reading: Reading, mode: Config['mode']): string {
  const text = reading.value('DATABASE_URL') ?? (mode === 'sandbox' ? 'file:./data/sandbox.db' : 'file:./data/mergepost.db');
  if (!text.startsWith('file:') || text.length === 'file:'.length) {
    reading.problem(
      `DATABASE_URL is "${text.replace(/:[^:@/]*@/, ':…@')}": only file:PATH is supported, such as file:./data/mergepost.db`,
    );
  }
  return text.replace(/^file:(\/\/)?/, '');
}

/**
 * Who may sign in by themselves. A server for one tenant is for that tenant's people; with `common` or `organizations`
 * anybody in the world could, so the tenants must be named.
 */
function signInTenantsOf(reading: Reading): string[] {
  const named = listOf(reading, 'SIGN_IN_TENANTS').map((t) => t.toLowerCase());
  for (const tenant of named)
    if (!GUID.test(tenant)) reading.problem(`SIGN_IN_TENANTS holds "${tenant}": give tenant ids (GUIDs), comma-separated`);
  const own = (reading.value('EMAIL_TENANT_ID') ?? '').toLowerCase();
  return named.length > 0 ? named : GUID.test(own) ? [own] : [];
}

function jwtSecretOf(reading: Reading): string | null {
  const secret = reading.value('JWT_SECRET');
  if (secret !== null && Buffer.byteLength(secret) < 32)
    reading.problem('JWT_SECRET must have at least 32 bytes; make one with: openssl rand -hex 32');
  return secret;
}

function jwksOf(reading: Reading): Config['jwks'] {
  const [url, issuer, audience] = (['JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'] as const).map((name) => reading.value(name));
  if (!url && !issuer && !audience) return null;
  if (!url || !issuer || !audience) {
    reading.problem('JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE belong together: set all three or none');
    return null;
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && isLoopback(parsed.hostname))))
    reading.problem(`JWT_JWKS_URL is "${url}": it must be an https address`);
  return { url, issuer, audience };
}

function allowedOriginsOf(reading: Reading): string[] {
  return listOf(reading, 'ALLOWED_ORIGINS').map((text) => {
    const url = originOf(text);
    if (url === null)
      reading.problem(`ALLOWED_ORIGINS holds "${text}": give origins such as https://app.example.com, comma-separated`);
    return url?.origin ?? text;
  });
}

function messagesPerMinuteOf(reading: Reading, mode: Config['mode']): number | null {
  if (mode === 'microsoft' && reading.value('MESSAGES_PER_MINUTE') === null) return null;
  return wholeNumber(reading, 'MESSAGES_PER_MINUTE', SANDBOX_PER_MINUTE, 1, 100_000);
}

/** ZappySys names them so: mode, codes parted by `|`, how often, and whether each wait doubles. */
function retryOf(reading: Reading): RetryPolicy {
  const codes = (reading.value('RETRY_STATUS_CODES') ?? '429|503').split(/[|,]/).map((code) => Number(code.trim()));
  if (codes.some((code) => !Number.isInteger(code) || code < 400 || code > 599))
    reading.problem('RETRY_STATUS_CODES must be status codes from 400 to 599 parted by |, such as 429|503');
  return {
    mode: oneOf(reading, 'RETRY_MODE', 'any', ['none', 'any', 'status']) as RetryPolicy['mode'],
    statusCodes: codes,
    countMax: wholeNumber(reading, 'RETRY_COUNT_MAX', 5, 0, 100),
    multiplyWait: oneOf(reading, 'RETRY_MULTIPLY_WAIT', 'true', ['true', 'false']) === 'true',
  };
}

function trustProxyOf(reading: Reading): boolean | string {
  const text = reading.value('TRUST_PROXY');
  if (text === null || text === 'false') return false;
  if (text === 'true') return true;
  // A lone number means hops elsewhere; read as an address it would trust nobody and lump everybody together.
  const known = /^(loopback|linklocal|uniquelocal)$/;
  const fine = text.split(',').every((part) => known.test(part.trim()) || isIP(part.trim().split('/')[0] ?? '') !== 0);
  if (!fine)
    reading.problem(
      `TRUST_PROXY is "${text}": give true, false, or the proxy's addresses, such as 10.0.0.1 or 10.0.0.0/8, comma-separated`,
    );
  return text;
}

function tlsOf(reading: Reading, readFile: (path: string) => string): Config['tls'] {
  const certFile = reading.value('TLS_CERT_FILE');
  const keyFile = reading.value('TLS_KEY_FILE');
  if (!certFile && !keyFile) return null;
  if (!certFile || !keyFile) {
    reading.problem('TLS_CERT_FILE and TLS_KEY_FILE belong together: set both or neither');
    return null;
  }
  for (const [name, path] of [
    ['TLS_CERT_FILE', certFile],
    ['TLS_KEY_FILE', keyFile],
  ] as const) {
    try {
      readFile(path);
    } catch (error) {
      reading.problem(`${name} names ${path}, which cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { certFile, keyFile };
}

/** Read at start, not at the first mail: a file that is no certificate would only show as a mail that cannot be sent. */
function mailCaOf(reading: Reading, readFile: (path: string) => string): string | null {
  const path = reading.value('MAIL_CA_FILE');
  if (path === null) return null;
  try {
    const pem = readFile(path);
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0) reading.problem(`MAIL_CA_FILE names ${path}, which holds no certificate (PEM)`);
    return certificates.map((certificate) => new X509Certificate(certificate).toString()).join('');
  } catch (error) {
    reading.problem(
      `MAIL_CA_FILE names ${path}, which cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  }
}
