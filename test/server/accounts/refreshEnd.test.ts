/** What a refusal of the sign-in service means for a mailbox, and what is said to whom. */
import { expect, test } from '@jest/globals';
import { refreshEnd } from '../../../server/accounts/refreshEnd.ts';
import { emptyApp } from '../../../server/oauth/emptyApp.ts';
import type { OAuthApp } from '../../../server/oauth/oauthApp.ts';
import type { TokenAnswer } from '../../../server/oauth/tokenAnswer.ts';

type Refusal = Extract<TokenAnswer, { ok: false }>;
const HELP = 'What the provider said, explained.';
const failure = { error: 'e', help: HELP };

function end(answer: Omit<Refusal, 'ok' | 'failure'>, app: Partial<OAuthApp> = {}, interrupted = false) {
  const whole: OAuthApp = { ...emptyApp('generic'), id: 'a', key: 'a', name: 'Fine Mail', clientId: 'c', ...app };
  return refreshEnd({ ok: false, failure, ...answer }, { provider: { name: 'Fine Mail', app: whole }, interrupted });
}

test.each<[string, ReturnType<typeof end>, object]>([
  ['busy', end({ mender: 'later', waitMs: 5 }), { kind: 'later', reason: HELP, waitMs: 5 }],
  ['busy, and for how long it does not say', end({ mender: 'later', status: 503 }), { kind: 'later', reason: HELP, status: 503 }],
  [
    'lost, where each key is good once',
    end({ mender: 'later', lost: true }, { rotation: 'strict' }),
    { state: 'needs-reconnect', reason: expect.stringMatching(/only once.*got lost/) },
  ],
  ['lost, where the old one stays good', end({ mender: 'later', lost: true }, { rotation: 'keeps' }), { kind: 'later' }],
  ['an administrator', end({ mender: 'admin' }), { state: 'needs-admin', reason: HELP }],
  ['gone', end({ mender: 'user' }), { state: 'needs-reconnect', reason: HELP }],
  [
    'gone after a crash',
    end({ mender: 'user' }, {}, true),
    { state: 'needs-reconnect', reason: expect.stringContaining('The server stopped') },
  ],
  [
    'the app of the server',
    end({ mender: 'operator' }, { source: 'api' }),
    { state: 'operator-fault', reason: HELP, next: expect.stringContaining('person who runs this Mergepost server') },
  ],
  [
    'an app that came with an import is its owner’s to mend',
    end({ mender: 'operator' }, { source: 'import' }),
    {
      state: 'operator-fault',
      reason: 'Fine Mail no longer lets the application in that this mailbox was imported with (e).',
      next: expect.stringMatching(/^Mend the application this mailbox was imported with/),
    },
  ],
])('%s', (_what, ended, expected) => {
  expect(ended).toMatchObject(expected);
});
