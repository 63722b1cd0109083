import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { answeredScopes, readScopes, resourcesOf, scopeWords } from '../../../server/sandbox/scopes.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { askToken, codeFor, mailTo, postMail, REDIRECT_URI, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const SMTP = 'https://outlook.office.com/SMTP.Send';
const IMAP = 'https://outlook.office.com/IMAP.AccessAsUser.All';
const GRAPH = '00000003-0000-0000-c000-000000000000';

describe('scopes', () => {
  const cases: [string, string[], boolean][] = [
    ['Mail.Send user.read OPENID', ['Mail.Send', 'User.Read', 'openid'], false],
    ['https://graph.microsoft.com/mail.send offline_access', ['Mail.Send', 'offline_access'], true],
    [`${SMTP.toLowerCase()} ${SMTP}`, [SMTP], false],
    ['https://outlook.office365.com/IMAP.AccessAsUser.All', [IMAP], false],
    ['SMTP.Send', ['SMTP.Send'], false],
  ];
  test.each(cases)('%s', (text, scopes, prefixed) => {
    expect(readScopes(text)).toEqual({ ok: true, scopes, prefixed });
  });

  const unknown: [string, string][] = [
    ['Mail.Sned', 'graph'],
    ['https://outlook.office.com/Mail.Sned', 'outlook'],
    ['https://outlook.office.com/offline_access', 'outlook'],
    ['https://other.example/Mail.Send', 'graph'],
  ];
  test.each(unknown)('%s is none', (word, resource) => {
    expect(readScopes(`openid ${word}`)).toEqual({ ok: false, unknown: word, resource });
  });

  test('.default is what was consented to, of that service only', () => {
    const consented = ['openid', 'Mail.Send', SMTP];
    expect([
      readScopes('https://graph.microsoft.com/.default', consented),
      readScopes('https://outlook.office.com/.default', consented),
    ]).toMatchObject([{ scopes: ['Mail.Send'] }, { scopes: [SMTP] }]);
  });

  test('know their service and their words', () => {
    expect(resourcesOf(['openid', SMTP, 'Mail.Send', IMAP])).toEqual(['outlook', 'graph']);
    expect(answeredScopes(['openid', SMTP, 'Mail.Send'], 'outlook', false)).toBe(SMTP);
    expect([scopeWords(SMTP), scopeWords('openid')]).toEqual(['Send emails from your mailbox using SMTP AUTH', 'Sign you in']);
  });
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

const BOTH = `openid profile offline_access ${SMTP} ${IMAP} User.Read Mail.Send`;
const refresh = (refresh_token: string | undefined, scope?: string) =>
  askToken(sandbox, { grant_type: 'refresh_token', refresh_token, scope });

describe('a sign-in for two services', () => {
  test('is one consent; the token is for the one that was named first', async () => {
    const body = await tokensFor(sandbox, ANNA, BOTH);
    expect([body.scope, decodeJwt(body.access_token)]).toMatchObject([
      `${SMTP} ${IMAP}`,
      { aud: 'https://outlook.office.com', scp: 'SMTP.Send IMAP.AccessAsUser.All', upn: ANNA },
    ]);
    const graphFirst = await tokensFor(sandbox, ANNA, `User.Read ${SMTP}`);
    expect(decodeJwt(graphFirst.access_token)).toMatchObject({ aud: GRAPH, scp: 'User.Read profile openid email' });
  });

  test('brings a refresh token that is good for each of them, one at a time', async () => {
    const { refresh_token } = await tokensFor(sandbox, ANNA, BOTH);
    const graph = await refresh(refresh_token, 'User.Read Mail.Send offline_access');
    const outlook = await refresh(graph.body.refresh_token, `${SMTP} offline_access`);
    const both = await refresh(outlook.body.refresh_token, `${SMTP} User.Read`);
    expect([graph, outlook, both].map(({ body }) => body.scope)).toEqual([
      'User.Read Mail.Send profile openid email',
      SMTP,
      undefined,
    ]);
    expect([graph, outlook].map(({ body }) => decodeJwt(body.access_token).aud)).toEqual([GRAPH, 'https://outlook.office.com']);
    expect(both).toMatchObject({ status: 400, body: { error: 'invalid_request', error_codes: [28000] } });
  });

  test('cannot be redeemed for both at once', async () => {
    const code = await codeFor(sandbox, ANNA, { scope: BOTH });
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
    const both = await askToken(sandbox, { ...form, scope: BOTH });
    const one = await askToken(sandbox, { ...form, scope: 'User.Read' });
    expect([both.body.error_codes, one.status]).toEqual([[28000], 200]);
  });

  test('gives nothing of a service that was never consented to', async () => {
    const { refresh_token } = await tokensFor(sandbox, 'ben@contoso.example', 'Mail.Send offline_access');
    expect((await refresh(refresh_token, SMTP)).body).toMatchObject({ error: 'invalid_grant', error_codes: [65001] });
  });
});

test('a token for Outlook opens nothing at Graph', async () => {
  const { access_token } = await tokensFor(sandbox, ANNA, `${SMTP} offline_access`);
  const answer = await postMail(sandbox, access_token, mailTo('a@receivers.example'));
  expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'InvalidAuthenticationToken' } }]);
});

test('an id_token comes with a refresh too, without the nonce of the sign-in', async () => {
  const code = await codeFor(sandbox, ANNA, { nonce: 'n-1' });
  const first = await askToken(sandbox, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI });
  const second = await refresh(first.body.refresh_token, 'User.Read');
  const [before, after] = [first, second].map(({ body }) => decodeJwt(body.id_token ?? ''));
  expect([before?.nonce, after?.nonce, after?.preferred_username]).toEqual(['n-1', undefined, ANNA]);
});
