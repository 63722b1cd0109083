/** Hosts of its own in the settings hold for every app of that kind. */
import { describe, expect, test } from '@jest/globals';
import { atSettingsHosts } from '../../../server/apps/settingsHosts.ts';
import { appOfSettings, type OAuthApp } from '../../../server/oauth/oauthApp.ts';
import { endpointsOf } from '../../../server/oauth/endpointsOf.ts';

const app = (change: Partial<OAuthApp> = {}): OAuthApp => ({
  ...settings('https://login.microsoftonline.com', 'https://graph.microsoft.com'),
  key: 'own-1',
  source: 'import',
  urls: {},
  ...change,
});

function settings(authorityUrl: string, graphUrl: string): OAuthApp {
  return appOfSettings({ clientId: 'c', clientSecret: 's', tenant: 'common', authorityUrl, graphUrl });
}

const SANDBOX = settings('http://localhost:3001', 'http://localhost:3001');
const { authorityUrl: _cloud, ...PLAIN } = app();

describe('an app of Microsoft’s', () => {
  test.each(['global', 'usgov', 'china'] as const)('signs in and sends at the sandbox, whatever its cloud: %s', (cloud) => {
    const endpoints = endpointsOf(atSettingsHosts([SANDBOX], { ...PLAIN, cloud }));
    expect(endpoints).toMatchObject({
      tokenUrl: 'http://localhost:3001/common/oauth2/v2.0/token',
      graphUrl: 'http://localhost:3001',
    });
  });

  test.each([
    ['global', 'https://login.microsoftonline.com/common/oauth2/v2.0/token', 'https://graph.microsoft.com'],
    ['usgov', 'https://login.microsoftonline.us/common/oauth2/v2.0/token', 'https://graph.microsoft.us'],
  ] as const)('goes where its cloud is, where the settings name Microsoft’s own hosts: %s', (cloud, tokenUrl, graphUrl) => {
    const real = settings('https://login.microsoftonline.com', 'https://graph.microsoft.com');
    expect(endpointsOf(atSettingsHosts([real], { ...PLAIN, cloud }))).toMatchObject({ tokenUrl, graphUrl });
  });

  test('keeps the addresses that it names itself', () => {
    const urls = { tokenUrl: 'https://proxy.example/token', graphUrl: 'https://graph.proxy.example' };
    expect(endpointsOf(atSettingsHosts([SANDBOX], { ...PLAIN, urls }))).toMatchObject(urls);
  });
});

test('apps of other kinds, and those of the settings, stay as they are', () => {
  const generic = { ...PLAIN, kind: 'generic' as const, accountTypes: '', urls: { issuer: 'https://post.example' } };
  expect(atSettingsHosts([SANDBOX], generic)).toBe(generic);
  expect(atSettingsHosts([SANDBOX], SANDBOX)).toBe(SANDBOX);
  const google = { ...PLAIN, kind: 'google' as const };
  expect(atSettingsHosts([SANDBOX], google)).toBe(google);
});

test('an app of Google’s goes where the settings’ one goes', () => {
  const model = { ...SANDBOX, kind: 'google' as const, key: 'google', urls: { tokenUrl: 'http://localhost:3001/google/token' } };
  expect(atSettingsHosts([SANDBOX, model], { ...PLAIN, kind: 'google' }).urls).toEqual(model.urls);
});
