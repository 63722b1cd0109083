import { describe, expect, test } from '@jest/globals';
import { type Addressed, endpointsOf } from '../../../server/oauth/endpointsOf.ts';

const placesOf = (change: Partial<Addressed> = {}) =>
  endpointsOf({ accountTypes: 'organizations', cloud: 'global', urls: {}, smtp: null, imap: null, ...change });

describe('where a Microsoft app finds everything', () => {
  test('in the public cloud', () => {
    expect(placesOf()).toMatchObject({
      authorizeUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
      tokenUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
      deviceUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode',
      jwksUrl: 'https://login.microsoftonline.com/organizations/discovery/v2.0/keys',
      issuers: ['https://login.microsoftonline.com'],
      graphUrl: 'https://graph.microsoft.com',
      outlookResource: 'https://outlook.office.com',
    });
  });

  test('a tenant segment stays one segment', () => {
    expect(placesOf({ accountTypes: 'a/b' }).tokenUrl).toBe('https://login.microsoftonline.com/a%2Fb/oauth2/v2.0/token');
  });

  test.each<[string, Partial<Addressed>, string[]]>([
    [
      'China under its other name',
      { authorityUrl: 'https://login.chinacloudapi.cn' },
      ['https://login.partner.microsoftonline.cn'],
    ],
    ['the public cloud under its old name', { authorityUrl: 'https://login.windows.net' }, ['https://login.microsoftonline.com']],
    [
      'an own token address at Microsoft, whatever the cloud says',
      { cloud: 'china', urls: { tokenUrl: 'https://login.microsoftonline.us/t/oauth2/v2.0/token' } },
      ['https://login.microsoftonline.us'],
    ],
    [
      'an own authorize address alone',
      { urls: { authorizeUrl: 'https://login.microsoftonline.us/t/oauth2/v2.0/authorize' } },
      ['https://login.microsoftonline.us'],
    ],
    ['a sandbox', { authorityUrl: 'http://127.0.0.1:3001' }, ['http://127.0.0.1:3001']],
    [
      'an own issuer',
      { urls: { tokenUrl: 'https://proxy.example/t', issuer: 'https://login.microsoftonline.com/common/v2.0' } },
      ['https://login.microsoftonline.com'],
    ],
  ])('id_tokens of %s come from its own issuer', (_name, change, issuers) => {
    const places = placesOf(change);
    expect(places.issuers).toEqual(expect.arrayContaining(issuers));
    expect(places.issuers).not.toContain('https://proxy.example');
  });

  test('id_tokens of one cloud are nothing in another', () => {
    expect(placesOf({ cloud: 'usgov' }).issuers).toEqual(['https://login.microsoftonline.us']);
  });

  test('permissions are named under the cloud’s Graph, not under a stand-in’s address', () => {
    expect(placesOf({ urls: { graphUrl: 'http://127.0.0.1:3001' } })).toMatchObject({
      graphUrl: 'http://127.0.0.1:3001',
      graphResource: 'https://graph.microsoft.com',
    });
    expect(placesOf({ urls: { graphUrl: 'https://graph.microsoft.us' } }).graphResource).toBe('https://graph.microsoft.us');
  });
});
