import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../server/config.ts';
import { SECRETS, SETTINGS } from '../../server/settings.ts';
import { aTestCertificate } from '../support/aTestCertificate.ts';

const KEY = 'ab'.repeat(32);
const REAL = {
  EMAIL_CLIENT_ID: 'id',
  EMAIL_CLIENT_SECRET: 'secret',
  EMAIL_TENANT_ID: 'common',
  SERVER_URL: 'https://mail.example.com',
  ENCRYPTION_KEY: KEY,
};
const TENANT = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';

const none = (): string => {
  throw new Error('no such file');
};

function configOf(env: Record<string, string>) {
  const loaded = loadConfig(env, none);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded.config;
}

function problemsOf(env: Record<string, string>, readFile = none): string[] {
  const loaded = loadConfig(env, readFile);
  return loaded.ok ? [] : loaded.problems;
}

describe('without any of the five settings', () => {
  test('it is the sandbox, on this computer only', () => {
    expect(configOf({})).toMatchObject({
      mode: 'sandbox',
      host: '127.0.0.1',
      port: 3000,
      sandboxPort: 3001,
      serverUrl: 'http://localhost:3000',
      messagesPerMinute: 600,
      databasePath: './data/sandbox.db',
      allowedOrigins: [],
      trustProxy: false,
    });
  });

  test('its two servers cannot have one port', () => {
    expect(problemsOf({ PORT: '4000', SANDBOX_PORT: '4000' })).toEqual([expect.stringMatching(/give them different ports/)]);
  });

  test('it never starts in production, and says what is missing', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringMatching(/never runs in production: set EMAIL_CLIENT_ID, .*ENCRYPTION_KEY/),
    ]);
  });
});

describe('with all five', () => {
  test('it talks to Microsoft, carefully paced', () => {
    expect(configOf(REAL)).toMatchObject({
      mode: 'microsoft',
      databasePath: './data/mergepost.db',
      messagesPerMinute: null,
      microsoft: { tenant: 'common', authorityUrl: 'https://login.microsoftonline.com', graphUrl: 'https://graph.microsoft.com' },
      signInTenants: [],
    });
  });

  test('one organisation’s people may sign in; with common only those named', () => {
    expect(configOf({ ...REAL, EMAIL_TENANT_ID: TENANT }).signInTenants).toEqual([TENANT]);
    expect(configOf({ ...REAL, SIGN_IN_TENANTS: TENANT.toUpperCase() }).signInTenants).toEqual([TENANT]);
  });

  test.each([
    ['2027-03-31', '2027-03-31T00:00:00.000Z'],
    ['2027-03-31T12:00:00+02:00', '2027-03-31T10:00:00.000Z'],
  ])('the secret may end at %s', (text, at) => {
    const { secretExpiresAt } = configOf({ ...REAL, EMAIL_CLIENT_SECRET_EXPIRES: text }).microsoft ?? {};
    expect(new Date(secretExpiresAt ?? 0).toISOString()).toBe(at);
  });

  test('old keys open too', () => {
    expect(configOf({ ...REAL, ENCRYPTION_KEYS_OLD: `${'cd'.repeat(32)}, ${'ef'.repeat(32)}` }).encryptionKeys).toHaveLength(3);
  });
});

describe('with some of the five', () => {
  test('it names every missing one at once', () => {
    const problems = problemsOf({ EMAIL_CLIENT_ID: 'id' });
    for (const name of ['EMAIL_CLIENT_SECRET', 'EMAIL_TENANT_ID', 'SERVER_URL', 'ENCRYPTION_KEY']) {
      expect(problems).toContainEqual(expect.stringContaining(`${name} is missing`));
    }
  });
});

describe('what is refused', () => {
  test.each([
    [{ ENCRYPTION_KEY: 'short' }, /ENCRYPTION_KEY must be 64 hex digits/],
    [{ ENCRYPTION_KEYS_OLD: `${KEY},short` }, /ENCRYPTION_KEYS_OLD must be 64 hex digits/],
    [{ SERVER_URL: 'http://mail.example.com' }, /must start with https/],
    [{ SERVER_URL: 'https://mail.example.com/path' }, /scheme, host and port only/],
    [{ SERVER_URL: 'mail.example.com' }, /scheme, host and port only/],
    [{ EMAIL_TENANT_ID: 'my tenant' }, /EMAIL_TENANT_ID is "my tenant"/],
    [{ MICROSOFT_GRAPH_URL: 'http://graph.example.com' }, /plain http is allowed for loopback/],
    [{ MICROSOFT_GRAPH_URL: 'https://graph.example.com/v1.0' }, /without a path/],
    [{ MICROSOFT_AUTHORITY_URL: 'ftp://127.0.0.1' }, /without a path/],
    [{ DATABASE_URL: 'postgres://user:pass@db/x' }, /only file:PATH is supported/],
    [{ JWT_SECRET: 'short' }, /at least 32 bytes/],
    [{ JWT_JWKS_URL: 'https://host.example/keys' }, /belong together/],
    [{ JWT_JWKS_URL: 'http://host.example/keys', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' }, /must be an https address/],
    [{ SIGN_IN_TENANTS: 'contoso.com' }, /give tenant ids/],
    [{ OFFICE_SIGN_IN: 'yes' }, /must be one of nested, dialog/],
    [{ ALLOWED_ORIGINS: 'https://a.example/path' }, /give origins/],
    [{ PORT: '70000' }, /whole number from 0 to 65535/],
    [{ PORT: '30 00' }, /whole number/],
    [{ TLS_CERT_FILE: '/a' }, /TLS_CERT_FILE and TLS_KEY_FILE belong together/],
    [{ TRUST_PROXY: '1' }, /give true, false, or the proxy's addresses/],
    [{ TRUST_PROXY: 'yes' }, /TRUST_PROXY is "yes"/],
    [{ EMAIL_TENANT_ID: '.' }, /EMAIL_TENANT_ID is/],
    [{ EMAIL_CLIENT_SECRET_EXPIRES: 'March 2027' }, /give a date such as 2027-03-31/],
    [{ EMAIL_CLIENT_SECRET_EXPIRES: '2027-13-40' }, /EMAIL_CLIENT_SECRET_EXPIRES is/],
    [{ LOG_LEVEL: 'loud' }, /must be one of/],
    [{ MESSAGES_PER_MINUTE: '0' }, /whole number from 1/],
  ] as [Record<string, string>, RegExp][])('%o', (change, sentence) => {
    expect(problemsOf({ ...REAL, ...change })).toEqual([expect.stringMatching(sentence)]);
  });

  test('a password in a refused DATABASE_URL is not repeated', () => {
    expect(problemsOf({ ...REAL, DATABASE_URL: 'postgres://user:pass@db/x' })[0]).not.toContain('pass@');
  });

  test.each(['http://127.0.0.1:9000', 'http://[::1]:9000', 'http://localhost:9000', 'https://login.partner.example'])(
    '%s is a host that is taken',
    (url) => {
      expect(configOf({ ...REAL, MICROSOFT_AUTHORITY_URL: url }).microsoft?.authorityUrl).toBe(url);
    },
  );
});

describe('a proxy that is trusted', () => {
  test.each([
    ['true', true],
    ['false', false],
    ['10.0.0.0/8, ::1', '10.0.0.0/8, ::1'],
    ['loopback', 'loopback'],
  ])('%s', (text, value) => {
    expect(configOf({ TRUST_PROXY: text }).trustProxy).toBe(value);
  });
});

test('a TLS file that cannot be read is told with the other problems', () => {
  expect(problemsOf({ TLS_CERT_FILE: '/no/cert', TLS_KEY_FILE: '/no/key', PORT: 'x' })).toHaveLength(3);
});

describe('authorities of mail servers', () => {
  const withFile = (text: string) => loadConfig({ ...REAL, MAIL_CA_FILE: '/etc/ca.pem' }, () => text);

  test('several in one file are taken, what stands around them is not', async () => {
    const [one, two] = [(await aTestCertificate()).ca, (await aTestCertificate()).ca];
    const loaded = withFile(`# ours\n${one}\n# theirs\n${two}\n`);
    const { mailCa } = loaded.ok ? loaded.config : { mailCa: null };
    expect(mailCa?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(mailCa).not.toContain('#');
  });

  test.each([
    ['no file at all', none, /MAIL_CA_FILE names \/etc\/ca\.pem, which cannot be read/],
    [
      'a key in place of a certificate',
      () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      /holds no certificate/,
    ],
    ['a certificate that is none', () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /cannot be read/],
  ])('%s is told at the start', (_what, readFile, sentence) => {
    expect(problemsOf({ ...REAL, MAIL_CA_FILE: '/etc/ca.pem' }, readFile)).toEqual([expect.stringMatching(sentence)]);
  });

  test('nothing is added where nothing is named', () => {
    expect(configOf(REAL).mailCa).toBeNull();
  });
});

describe('secrets from files', () => {
  test('that are empty are told', () => {
    expect(problemsOf({ ...REAL, JWT_SECRET_FILE: '/run/empty' }, () => ' \n')).toEqual([
      expect.stringMatching(/which is empty/),
    ]);
  });

  test('are read and trimmed', () => {
    const { ENCRYPTION_KEY: _, ...rest } = REAL;
    const loaded = loadConfig({ ...rest, ENCRYPTION_KEY_FILE: '/run/key' }, () => `${KEY}\n`);
    expect(loaded).toMatchObject({ ok: true });
  });

  test('a file that cannot be read, and both forms at once, are told', () => {
    expect(problemsOf({ ...REAL, JWT_SECRET_FILE: '/nowhere' })).toEqual([
      expect.stringMatching(/JWT_SECRET_FILE names \/nowhere, which cannot be read/),
    ]);
    expect(problemsOf({ ...REAL, ENCRYPTION_KEY_FILE: '/run/key' }, () => KEY)).toEqual([
      expect.stringMatching(/both set: keep one/),
    ]);
  });
});

describe('.env.example and the README', () => {
  const named = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

  test('.env.example lists every setting in order', () => {
    expect([...named('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)).toEqual([...SETTINGS]);
  });

  test('the README explains every setting', () => {
    const readme = named('README.md');
    expect(SETTINGS.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  test('every secret is a setting', () => {
    expect(SECRETS.every((name) => SETTINGS.includes(name))).toBe(true);
  });
});
