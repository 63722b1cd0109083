import { describe, expect, test } from '@jest/globals';
import { adminConsentUrl } from '../../../server/oauth/adminConsentUrl.ts';
import { appOfSettings, type OAuthApp } from '../../../server/oauth/oauthApp.ts';

const REDIRECT = 'https://mail.example.com/api/email/auth/microsoft/callback';

function urlFor(change: Partial<OAuthApp> = {}, tenant = 'contoso.example', scopes = ['Mail.Send']): URL {
  const { authorityUrl: _settings, ...app } = appOfSettings({
    clientId: 'client',
    clientSecret: 's',
    tenant: 'common',
    authorityUrl: '',
    graphUrl: '',
  });
  return new URL(
    adminConsentUrl({ app: { ...app, urls: {}, ...change }, tenant, scopes, redirectUri: REDIRECT, state: 'st&te' }),
  );
}

describe('the page for an administrator', () => {
  test('names the app, the way back and the state', () => {
    const url = urlFor();
    expect(url.origin + url.pathname).toBe('https://login.microsoftonline.com/contoso.example/v2.0/adminconsent');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client',
      scope: 'https://graph.microsoft.com/Mail.Send',
      redirect_uri: REDIRECT,
      state: 'st&te',
    });
  });

  test.each([
    ['common', 'organizations'],
    ['consumers', 'organizations'],
    ['organizations', 'organizations'],
    ['3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10', '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10'],
  ])('of the tenant %s is that of %s', (tenant, segment) => {
    expect(urlFor({}, tenant).pathname).toBe(`/${segment}/v2.0/adminconsent`);
  });

  test.each<[string, Partial<OAuthApp>, string, string]>([
    ['US Government', { cloud: 'usgov' }, 'https://login.microsoftonline.us', 'https://graph.microsoft.us/Mail.Send'],
    ['DoD', { cloud: 'dod' }, 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us/Mail.Send'],
    [
      'China',
      { cloud: 'china' },
      'https://login.partner.microsoftonline.cn',
      'https://microsoftgraph.chinacloudapi.cn/Mail.Send',
    ],
    ['the settings', { authorityUrl: 'http://127.0.0.1:3001' }, 'http://127.0.0.1:3001', 'https://graph.microsoft.com/Mail.Send'],
    [
      'own addresses',
      { urls: { tokenUrl: 'https://login.example/t/oauth2/v2.0/token', graphUrl: 'https://graph.example' } },
      'https://login.example',
      'https://graph.microsoft.com/Mail.Send',
    ],
  ])('is that of %s', (_name, change, origin, scope) => {
    const url = urlFor(change);
    expect(url.origin).toBe(origin);
    expect(url.searchParams.get('scope')).toBe(scope);
  });

  test('gives Graph permissions their full name, keeps those of Outlook, leaves protocol scopes out', () => {
    const scopes = ['https://outlook.office.com/SMTP.Send', 'User.Read', 'offline_access', 'openid', 'profile', 'email'];
    expect(urlFor({}, 'organizations', scopes).searchParams.get('scope')).toBe(
      'https://outlook.office.com/SMTP.Send https://graph.microsoft.com/User.Read',
    );
  });
});
