import { describe, expect, test } from '@jest/globals';
import type { AppDraft } from '../../../addin/admin/appDraft.ts';
import { changedParts, draftOfApp, draftProblems, emptyAppDraft, newAppOf } from '../../../addin/admin/appDraft.ts';
import type { AppKind } from '../../../shared/api/apps.ts';
import { branchApp, googleApp } from '../../support/fakeMailboxes.ts';

describe('a new application', () => {
  test.each<AppKind>(['microsoft', 'google', 'generic'])('%s: what is not filled in is not sent', (kind) => {
    expect(newAppOf({ ...emptyAppDraft(kind), clientId: ' c1 ' })).toEqual({ kind, clientId: 'c1' });
  });

  test.each<[string, AppKind, Partial<AppDraft>, object]>([
    [
      'name, key and secret',
      'google',
      { name: ' Mail ', key: 'mail', clientSecret: 's' },
      { name: 'Mail', key: 'mail', clientSecret: 's' },
    ],
    ['one organisation', 'microsoft', { accountTypes: 'tenant', tenant: 'contoso.com' }, { accountTypes: 'contoso.com' }],
    ['a national cloud', 'microsoft', { cloud: 'usgov' }, { cloud: 'usgov' }],
    ['another way out', 'microsoft', { baseScope: 'smtp' }, { baseScope: 'smtp' }],
    ['scopes, one a line', 'google', { scopes: 'a\n b \n' }, { scopes: ['a', 'b'] }],
    ['the day the secret ends', 'google', { expiresOn: '2027-01-31' }, { secretExpiresAt: '2027-01-31T00:00:00.000Z' }],
    [
      'features and prompt',
      'microsoft',
      { features: ['sharedMailbox'], prompt: 'login' },
      { features: ['sharedMailbox'], prompt: 'login' },
    ],
    [
      'own addresses',
      'generic',
      { urls: { ...emptyAppDraft('generic').urls, issuer: ' https://id.example ' } },
      { urls: { issuer: 'https://id.example' } },
    ],
    [
      'a mail server',
      'generic',
      { smtp: { host: 'smtp.example', port: '465', security: 'tls', auth: 'xoauth2' } },
      { smtp: { host: 'smtp.example', port: 465, security: 'tls', auth: 'xoauth2' } },
    ],
    [
      'a certificate, in place of a secret',
      'microsoft',
      { certificate: 'C', privateKey: 'K', clientSecret: 's' },
      { certificate: { certificate: 'C', privateKey: 'K' } },
    ],
    ['refresh tokens that stay good', 'generic', { rotation: 'keeps' }, { rotation: 'keeps' }],
  ])('%s', (_, kind, filled, sent) => {
    expect(newAppOf({ ...emptyAppDraft(kind), clientId: 'c', ...filled })).toEqual({ kind, clientId: 'c', ...sent });
  });
});

describe('changing one', () => {
  test('opened and saved, nothing is sent', () => {
    for (const app of [branchApp, googleApp]) expect(changedParts(draftOfApp(app), draftOfApp(app))).toEqual({});
  });

  test('only what differs is sent', () => {
    const draft = draftOfApp(branchApp);
    expect(changedParts(draft, { ...draft, name: 'North', clientSecret: 'new', expiresOn: '' })).toEqual({
      name: 'North',
      clientSecret: 'new',
      secretExpiresAt: null,
    });
  });

  test('a secret is taken away only when that is asked for', () => {
    const draft = draftOfApp(branchApp);
    expect(changedParts(draft, { ...draft, removeSecret: true })).toEqual({ clientSecret: null });
  });
});

test.each<[string, Partial<AppDraft>, string[]]>([
  ['nothing', {}, []],
  ['no client ID', { clientId: ' ' }, ['clientId']],
  ['one organisation without its name', { accountTypes: 'tenant' }, ['tenant']],
  ['a port that is none', { smtp: { ...emptyAppDraft('microsoft').smtp, host: 'h', port: '70000' } }, ['port']],
  ['the port of a server that is not named', { imap: { ...emptyAppDraft('microsoft').imap, port: '' } }, []],
])('the form says itself: %s', (_, filled, problems) => {
  expect(draftProblems({ ...emptyAppDraft('microsoft'), clientId: 'c', ...filled })).toEqual(problems);
});
