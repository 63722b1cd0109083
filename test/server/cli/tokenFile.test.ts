/** Files of tokens as other programs write them. */
import { expect, test } from '@jest/globals';
import { readTokenFile } from '../../../server/cli/tokenFile.ts';
import { serverAddress } from '../../../server/cli/serverCall.ts';

test.each<[string, object, object]>([
  [
    'OAuth’s own names, as the Outlook connector keeps them',
    { access_token: 'a', refresh_token: 'r', expires_in: 3600 },
    { accessToken: 'a', refreshToken: 'r' },
  ],
  ['our names', { refreshToken: 'r', clientId: 'c', keepAlive: true }, { refreshToken: 'r', clientId: 'c', keepAlive: true }],
  [
    'the body of a warm-up service',
    {
      mailbox: {
        provider: 'oauth_outlook',
        from_name: 'Anna',
        client_id: 'c',
        client_secret: 's',
        access_token: 'a',
        refresh_token: 'r',
        tariff_plan_type_id: 41,
        setting_attributes: { speed_mode: 'fast' },
      },
    },
    { provider: 'microsoft', fromName: 'Anna', clientId: 'c', clientSecret: 's', accessToken: 'a', refreshToken: 'r' },
  ],
  [
    'scopes as one text',
    { refresh_token: 'r', scope: 'Mail.Send offline_access' },
    { refreshToken: 'r', scopes: ['Mail.Send', 'offline_access'] },
  ],
])('%s', (_what, file, body) => {
  expect(readTokenFile(JSON.stringify(file))).toEqual({ ok: true, body });
});

test('a byte order mark does no harm, and the command line wins over the file', () => {
  const text = `\uFEFF${JSON.stringify({ refresh_token: 'r', tenant_id: 'old' })}`;
  expect(readTokenFile(text, { tenant: 'new' })).toEqual({ ok: true, body: { refreshToken: 'r', tenant: 'new' } });
});

test.each([
  ['no JSON', 'secret-in-here {', 'no JSON'],
  ['a list', '["secret-in-here"]', 'holds no object'],
  ['nothing lasting', '{"access_token":"secret-in-here"}', 'no refresh token'],
  ['something else', '{"refresh_token":"secret-in-here","password":"secret-in-here"}', 'cannot be imported: password'],
])('%s is said without repeating what is in it', (_what, text, words) => {
  const read = readTokenFile(text);
  expect(read).toMatchObject({ ok: false, line: expect.stringContaining(words) });
  expect(JSON.stringify(read)).not.toContain('secret-in-here');
});

test.each([
  ['https://mail.example.com', 't', { ok: true, server: { url: 'https://mail.example.com', token: 't' } }],
  ['http://localhost:3000/x', 't', { ok: true, server: { url: 'http://localhost:3000', token: 't' } }],
  ['http://mail.example.com', 't', { ok: false, line: expect.stringContaining('not https') }],
  ['mail', 't', { ok: false, line: expect.stringContaining('address of the server') }],
  ['https://mail.example.com', undefined, { ok: false, line: expect.stringContaining('MERGEPOST_TOKEN') }],
])('tokens for %s', (url, token, expected) => {
  expect(serverAddress(url, token)).toEqual(expected);
});
