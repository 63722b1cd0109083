import { describe, expect, test } from '@jest/globals';
import { readAccessFile } from '../../../shared/api/readAccessFile.ts';

describe('a file with the access of another program', () => {
  test.each<[string, unknown, unknown, string[]]>([
    ['camelCase', { clientId: 'c', refreshToken: 'r', fromName: 'A' }, { clientId: 'c', refreshToken: 'r', fromName: 'A' }, []],
    [
      'snake_case',
      { client_id: 'c', refresh_token: 'r', from_name: 'A' },
      { clientId: 'c', refreshToken: 'r', fromName: 'A' },
      [],
    ],
    [
      'under a mailbox of its own, with another name of the kind',
      { mailbox: { provider: 'oauth_outlook', client_secret: ' s ', refresh_token: 'r', tariff_plan_type_id: 41 } },
      { provider: 'microsoft', clientSecret: 's', refreshToken: 'r' },
      [],
    ],
    [
      'the key of an application',
      { provider: 'posteo', email: 'a@b.example' },
      { provider: 'posteo', emailAddress: 'a@b.example' },
      [],
    ],
    ['a second Microsoft application', { provider: 'microsoft-2' }, { provider: 'microsoft-2' }, []],
    ['Gmail', { provider: 'GMAIL' }, { provider: 'google' }, []],
    ['permissions as OAuth writes them', { scope: 'Mail.Send  offline_access' }, { scopes: ['Mail.Send', 'offline_access'] }, []],
    ['permissions as a list', { scopes: ['a', 'b'] }, { scopes: ['a', 'b'] }, []],
    [
      'servers and addresses',
      { smtp: { host: 'mail.example', port: 587 }, urls: { token_url: 'https://t' }, keep_alive: true },
      { smtp: { host: 'mail.example', port: 587 }, urls: { tokenUrl: 'https://t' }, keepAlive: true },
      [],
    ],
    ['what an answer of a token endpoint holds besides', { refresh_token: 'r', expires_in: 3600 }, { refreshToken: 'r' }, []],
    ['what is not known', { refresh_token: 'r', password: 'p' }, { refreshToken: 'r' }, ['password']],
    ['a name with a value of the wrong kind', { clientId: 7, keepAlive: 'yes' }, {}, ['clientId', 'keepAlive']],
    ['nothing in it', { tenant: '', client_secret: null }, {}, []],
  ])('%s', (_, content, values, unknown) => {
    expect(readAccessFile(JSON.stringify(content))).toEqual({ ok: true, values, unknown });
  });

  test('a byte order mark does no harm', () => {
    expect(readAccessFile('\uFEFF{"refresh_token":"r"}')).toMatchObject({ ok: true, values: { refreshToken: 'r' } });
  });

  test.each([
    ['no JSON', '<html>'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['nothing', ''],
  ])('%s is none', (_, text) => {
    expect(readAccessFile(text)).toEqual({ ok: false });
  });
});
