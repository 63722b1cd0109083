import { describe, expect, test } from '@jest/globals';
import { explainEntra } from '../../../server/oauth/entraHelp.ts';

const described = (number: number, text = 'something') =>
  `AADSTS${number}: ${text}. Trace ID: 0e6f6a5c-1b3c-4e0e-9c5e-2f6a5d4c3b2a Correlation ID: 11111111-2222-3333-4444-555555555555 Timestamp: 2026-11-20 20:00:00Z`;

describe('who can mend it', () => {
  test.each([
    ['a refresh token that was idle', { error: 'invalid_grant', error_codes: [700082] }, 'user', 'AADSTS700082', /90 days/],
    [
      'a policy of the organisation',
      { error: 'invalid_grant', error_codes: [53003] },
      'admin',
      'AADSTS53003',
      /Conditional Access/,
    ],
    ['an expired secret', { error: 'invalid_client', error_codes: [7000222] }, 'operator', 'AADSTS7000222', /expired/],
    [
      'a secret’s id in place of its value',
      { error: 'invalid_client', error_codes: [7000215] },
      'operator',
      'AADSTS7000215',
      /value/,
    ],
    [
      'a refusal by the person',
      { error: 'access_denied', error_description: described(65004) },
      'declined',
      'AADSTS65004',
      /did not give/,
    ],
    [
      'an administrator’s approval',
      { error: 'access_denied', error_description: described(90094) },
      'admin',
      'AADSTS90094',
      /administrator/,
    ],
    ['a busy service', { error: 'temporarily_unavailable' }, 'later', undefined, /busy/],
    [
      'a grant with an unknown number',
      { error: 'invalid_grant', error_codes: [123456] },
      'user',
      'AADSTS123456',
      /Connect the mailbox again/,
    ],
    ['an error nobody knows', { error: 'something_new' }, 'user', undefined, /Try again/],
    ['nothing at all', {}, 'user', undefined, /Try again/],
  ])('%s', (_name, said, mender, code, help) => {
    const verdict = explainEntra(said);
    expect(verdict.mender).toBe(mender);
    expect(verdict.failure.code).toBe(code);
    expect(verdict.failure.help).toMatch(help);
  });

  test.each([
    ['a policy named only by the suberror', { error: 'invalid_grant', suberror: 'message_only' }, 'admin', /sign-in logs/],
    ['an expired password', { error: 'invalid_grant', suberror: 'user_password_expired' }, 'user', /password/],
    ['consent that is missing', { error: 'invalid_grant', suberror: 'consent_required' }, 'user', /accept/],
    ['another app’s grant', { error: 'invalid_grant', suberror: 'client_mismatch' }, 'operator', /another app/],
    ['the number before the suberror', { error: 'invalid_grant', suberror: 'message_only', error_codes: [700082] }, 'user', /90/],
    ['consent by its own word', { error: 'consent_required' }, 'user', /accept/],
    ['a second step', { error: 'interaction_required', error_codes: [50076] }, 'user', /second step/],
    ['a policy behind a question', { error: 'interaction_required', error_codes: [53003] }, 'admin', /Conditional Access/],
    ['our own mistake', { error: 'invalid_grant', error_codes: [50147] }, 'operator', /Report/],
    ['too many questions', { error: 'invalid_grant', error_codes: [50196] }, 'later', /Wait/],
    ['a refusal without a number', { error: 'access_denied' }, 'declined', /not given/],
    ['a refusal on another device', { error: 'authorization_declined' }, 'declined', /not given/],
    ['a wrong permission', { error: 'invalid_scope', error_codes: [70011] }, 'operator', /SMTP\.Send/],
    ['a name every object has', { error: 'constructor' }, 'user', /Try again/],
  ])('%s', (_name, said, mender, help) => {
    const verdict = explainEntra(said);
    expect(verdict.mender).toBe(mender);
    expect(verdict.failure.help).toMatch(help);
  });

  test('with several apps the settings are named as those of one of them', () => {
    for (const number of [7000215, 7000218, 7000222, 700016, 50194, 90002]) {
      const { help } = explainEntra({ error: 'invalid_client', error_codes: [number] }).failure;
      expect(help).toMatch(/\(for the app of the settings: EMAIL_/);
    }
  });

  test('is decided by the error, not by the number, where the error is clear', () => {
    expect(explainEntra({ error: 'invalid_client', error_codes: [700082] }).mender).toBe('operator');
    expect(explainEntra({ error: 'temporarily_unavailable', error_codes: [53003] }).mender).toBe('later');
  });
});

test('the correlation id is found in the description too', () => {
  expect(explainEntra({ error: 'invalid_grant', error_description: described(70008) }).failure).toMatchObject({
    correlationId: '11111111-2222-3333-4444-555555555555',
    code: 'AADSTS70008',
  });
});

test('the description itself, written for developers, is not shown', () => {
  expect(
    JSON.stringify(explainEntra({ error: 'invalid_grant', error_description: described(70008, 'raw words') })),
  ).not.toContain('raw words');
});
