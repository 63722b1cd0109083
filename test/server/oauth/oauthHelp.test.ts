import { describe, expect, test } from '@jest/globals';
import { explainOAuth } from '../../../server/oauth/oauthHelp.ts';

const explain = explainOAuth('Post');

describe('what a provider says', () => {
  test.each([
    ['invalid_grant', 'user', /Post no longer accepts.*Connect the mailbox again/],
    ['login_required', 'user', /new sign-in/],
    ['consent_required', 'user', /accept/],
    ['expired_token', 'user', /Start again/],
    ['access_denied', 'declined', /not given/],
    ['admin_policy_enforced', 'admin', /Ask your administrator/],
    ['invalid_client', 'operator', /client id or secret.*nobody has to sign in anew/],
    ['unauthorized_client', 'operator', /registration/],
    ['deleted_client', 'operator', /register it again/],
    ['redirect_uri_mismatch', 'operator', /redirect address/],
    ['org_internal', 'operator', /one organisation only/],
    ['invalid_scope', 'operator', /scopes of the app/],
    ['invalid_request', 'operator', /settings of the app/],
    ['unsupported_grant_type', 'operator', /settings of the app/],
    ['server_error', 'later', /few minutes/],
    ['temporarily_unavailable', 'later', /busy/],
  ])('%s is for the %s', (error, mender, words) => {
    const verdict = explain({ error, error_description: 'internal words' });
    expect(verdict).toEqual({ mender, failure: { error, help: expect.stringMatching(words) } });
    expect(verdict.failure.help).not.toMatch(/provider|token|payload|internal words/);
  });

  test.each([[{}], [{ error: '' }], [{ error: 7 }], [{ error: 'constructor' }], [{ error: 'toString' }]])(
    '%j is told as an unfinished sign-in',
    (said) => {
      expect(explain(said)).toMatchObject({ mender: 'user', failure: { help: 'Post did not finish the sign-in. Try again.' } });
    },
  );
});
