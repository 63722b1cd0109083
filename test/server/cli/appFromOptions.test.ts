/** What the options of a sign-in make, and what is said of those that do not fit. */
import { describe, expect, test } from '@jest/globals';
import { appFromOptions, type SignInOptions } from '../../../server/cli/appFromOptions.ts';

const MICROSOFT = { provider: 'microsoft', clientId: 'id' };
const GENERIC = { provider: 'generic', clientId: 'id', issuer: 'https://login.example', smtp: 'smtp.example:587' };

function appOf(options: SignInOptions) {
  const read = appFromOptions(options);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.app;
}

describe('an app', () => {
  test.each<[string, SignInOptions, object]>([
    [
      'of Microsoft is public and for everybody',
      MICROSOFT,
      { kind: 'microsoft', credential: { kind: 'none' }, accountTypes: 'common' },
    ],
    ['knows its tenant and cloud', { ...MICROSOFT, tenant: 't', cloud: 'usgov' }, { accountTypes: 't', cloud: 'usgov' }],
    [
      'signs in at another host, where the environment says so',
      { ...MICROSOFT, authorityUrl: 'http://127.0.0.1:3001/' },
      { authorityUrl: 'http://127.0.0.1:3001', urls: {} },
    ],
    ['sends by SMTP where said', { ...MICROSOFT, baseScope: 'imap-smtp' }, { baseScope: 'imap-smtp' }],
    ['takes the provider in any case', { ...MICROSOFT, provider: 'MICROSOFT' }, { kind: 'microsoft' }],
    [
      'of Google sends through Gmail',
      { provider: 'google', clientId: 'id', clientSecret: 's' },
      { baseScope: 'gmail', credential: { kind: 'secret', secret: 's' } },
    ],
    ['of anybody else takes each refresh token once', GENERIC, { rotation: 'strict', name: 'login.example' }],
    ['has its mail server', GENERIC, { smtp: { host: 'smtp.example', port: 587, security: 'starttls', auth: 'xoauth2' } }],
    ['takes port 465 for TLS from the start', { ...GENERIC, smtp: 'smtp.example:465' }, { smtp: { port: 465, security: 'tls' } }],
    ['asks for the scopes given', { ...GENERIC, scope: 'mail  offline_access' }, { scopes: ['mail', 'offline_access'] }],
    [
      'may use plain http on this computer',
      { ...GENERIC, issuer: 'http://127.0.0.1:9' },
      { urls: { issuer: 'http://127.0.0.1:9' } },
    ],
  ])('%s', (_what, options, expected) => {
    expect(appOf(options)).toMatchObject(expected);
  });
});

test('only Microsoft’s sign-in follows the environment', () => {
  expect(appOf({ ...GENERIC, authorityUrl: 'https://login.elsewhere.example' })).not.toHaveProperty('authorityUrl');
});

describe('said all at once', () => {
  test.each<[string, SignInOptions, string[]]>([
    [
      'an unknown provider',
      { provider: 'yahoo', clientId: 'id' },
      ['--provider is "yahoo": it must be one of microsoft, google, generic'],
    ],
    [
      'plain http',
      { ...GENERIC, tokenUrl: 'http://login.example/t' },
      ['--token-url is "http://login.example/t": give an https address (http only for this computer)'],
    ],
    [
      'nowhere to sign in and no mail server',
      { provider: 'generic', clientId: 'id' },
      [expect.stringContaining('--issuer'), expect.stringContaining('--smtp')] as unknown as string[],
    ],
    [
      'an odd mail server',
      { ...GENERIC, imap: 'imap example' },
      ['--imap is "imap example": give host:port, such as smtp.example.com:587'],
    ],
    [
      'plain http of the environment',
      { ...MICROSOFT, authorityUrl: 'http://login.example' },
      ['MICROSOFT_AUTHORITY_URL is "http://login.example": give an https address (http only for this computer)'],
    ],
    [
      'an odd cloud and base scope',
      { ...MICROSOFT, cloud: 'mars', baseScope: 'pop' },
      [expect.stringContaining('--cloud'), expect.stringContaining('--base-scope')] as unknown as string[],
    ],
    [
      'a way of sending that the provider does not have',
      { ...MICROSOFT, baseScope: 'gmail' },
      ['--base-scope is "gmail": it must be one of graph, smtp, imap-smtp'],
    ],
  ])('%s', (_what, options, problems) => {
    expect(appFromOptions(options)).toEqual({ ok: false, problems });
  });
});
