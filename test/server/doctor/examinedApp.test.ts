/** Which hosts each kind of application needs. */
import { expect, test } from '@jest/globals';
import { examinedApp } from '../../../server/doctor/examinedApp.ts';
import { mergeNeeds } from '../../../server/doctor/hostNeed.ts';
import { mailPortCheck, mailPortToTry } from '../../../server/doctor/mailPort.ts';
import type { OAuthApp } from '../../../server/oauth/oauthApp.ts';
import { providerOfApp } from '../../../server/accounts/providers/providerOfApp.ts';
import { aGenericApp, aMicrosoftApp } from '../../support/aDoctor.ts';

const never = () => Promise.reject(new Error('not asked'));
const wireOf = (app: OAuthApp) =>
  providerOfApp({ fetch: never, clock: Date.now, newId: () => '', timeoutMs: 1, readMe: () => never, checkLogin: never })(app)
    .wire;
const { authorityUrl: _hosts, ...cloudApp } = aMicrosoftApp({ urls: {} });
const google = aMicrosoftApp({ kind: 'google', key: 'google', name: 'Google', baseScope: 'gmail', urls: {} });
const { authorityUrl: _none, ...googleApp } = google;
const IMAP = { host: 'imap.example.com', port: 993, security: 'tls', auth: 'xoauth2' } as const;
const urls = { authorizeUrl: 'https://login.example.com/a', tokenUrl: 'https://login.example.com/t' };

test.each<[string, OAuthApp, string[]]>([
  ['Microsoft', cloudApp, ['login.microsoftonline.com:443', 'graph.microsoft.com:443']],
  [
    'Microsoft for the US government',
    { ...cloudApp, cloud: 'usgov' },
    ['login.microsoftonline.us:443', 'graph.microsoft.us:443'],
  ],
  [
    'Microsoft in China',
    { ...cloudApp, cloud: 'china' },
    ['login.partner.microsoftonline.cn:443', 'microsoftgraph.chinacloudapi.cn:443'],
  ],
  [
    'Microsoft over SMTP and IMAP',
    { ...cloudApp, baseScope: 'imap-smtp' },
    ['login.microsoftonline.com:443', 'graph.microsoft.com:443', 'smtp.office365.com:587', 'outlook.office365.com:993'],
  ],
  [
    'Microsoft at addresses of one’s own',
    { ...cloudApp, urls: { tokenUrl: 'https://sts.example.com/t', authorizeUrl: 'https://login.example.com/a' } },
    ['sts.example.com:443', 'login.example.com:443', 'graph.microsoft.com:443'],
  ],
  [
    'Google',
    googleApp,
    ['oauth2.googleapis.com:443', 'accounts.google.com:443', 'www.googleapis.com:443', 'gmail.googleapis.com:443'],
  ],
  [
    'Google over SMTP',
    { ...googleApp, baseScope: 'smtp' },
    ['oauth2.googleapis.com:443', 'accounts.google.com:443', 'www.googleapis.com:443', 'smtp.gmail.com:587'],
  ],
  [
    'another one',
    aGenericApp({ urls, baseScope: 'imap-smtp', imap: IMAP }),
    ['login.example.com:443', 'smtp.example.com:587', 'imap.example.com:993'],
  ],
])('%s', async (_name, app, hosts) => {
  const { needs, trouble } = await examinedApp({ discover: never, wireOf }, app);
  expect(mergeNeeds(needs).map(({ host, port }) => `${host}:${port}`)).toEqual(hosts);
  expect(mergeNeeds(needs).filter(({ clock }) => clock)).toHaveLength(1);
  expect(trouble).toBeNull();
});

test.each([
  [{ smtp: null }, /no SMTP server/],
  [{ baseScope: 'imap-smtp' as const }, /no IMAP server/],
])('another one without %o', async (change, reason) => {
  const { trouble, needs } = await examinedApp({ discover: never, wireOf }, aGenericApp({ urls, ...change }));
  expect(trouble?.reason).toMatch(reason);
  expect(needs.map(({ speaks }) => speaks)).not.toContain('smtp');
});

test('without a word about where to sign in', async () => {
  const { trouble, asked } = await examinedApp({ discover: never, wireOf }, aGenericApp());
  expect(asked).toBeNull();
  expect(trouble).toMatchObject({ later: false, reason: expect.stringContaining('Set its issuer') });
});

const portOf = async (app: OAuthApp) => {
  const { needs } = await examinedApp({ discover: never, wireOf }, app);
  const port = mailPortToTry([app], needs);
  return { port, needs };
};
const tried = (port: Parameters<typeof mailPortCheck>[0], tcp: object) =>
  mailPortCheck(port, { tcp } as Parameters<typeof mailPortCheck>[1], []);

test('where nothing sends over SMTP, the port of the cloud is tried, and a closed one is no fault', async () => {
  const { port } = await portOf(cloudApp);
  expect(port).toMatchObject({ host: 'smtp.office365.com', port: 587 });
  expect((await portOf({ ...cloudApp, cloud: 'china' })).port?.host).toBe('smtp.partner.outlook.cn');
  expect(tried(port, { status: 'ok', milliseconds: 3 })).toMatchObject({ id: 'port:587', status: 'ok' });
  expect(tried(port, { status: 'failed', milliseconds: 3, code: 'ETIMEDOUT' })).toMatchObject({
    status: 'skipped',
    detail: expect.stringMatching(/firewall drops.*No application needs it/),
    next: null,
  });
  expect(mailPortCheck(port, undefined, []).status).toBe('skipped');
});

test('where something does, or nothing here talks to Microsoft itself, no other one is tried', async () => {
  const smtp = await portOf({ ...cloudApp, baseScope: 'smtp' });
  expect(smtp.port).toBeUndefined();
  expect(mailPortCheck(undefined, undefined, smtp.needs).detail).toBe('See the mail servers above.');
  const elsewhere = await portOf(
    aMicrosoftApp({ authorityUrl: 'http://127.0.0.1:3001', urls: { graphUrl: 'http://127.0.0.1:3001' } }),
  );
  expect(elsewhere.port).toBeUndefined();
  expect(mailPortCheck(undefined, undefined, elsewhere.needs)).toMatchObject({
    status: 'skipped',
    detail: expect.stringContaining('not tried'),
  });
});
