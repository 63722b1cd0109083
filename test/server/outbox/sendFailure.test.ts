import { describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../shared/api/errors.ts';
import { sendFailure } from '../../../server/outbox/sendFailure.ts';

type Failed = Parameters<typeof sendFailure>[0];
const reason = 'What happened. What to do.';

describe('what a caller of /send is told', () => {
  test.each<[Failed, ErrorCode, RegExp, number | undefined]>([
    [
      { kind: 'rejected', code: 'ErrorInvalidRecipients', reason },
      'MESSAGE_REJECTED',
      /^What happened\. What to do\.$/,
      undefined,
    ],
    [{ kind: 'rejected', code: 'ErrorSendAsDenied', reason }, 'SEND_AS_DENIED', /What to do/, undefined],
    [{ kind: 'rejected', code: 'ErrorMessageSizeExceeded', reason }, 'MESSAGE_TOO_LARGE', /What to do/, undefined],
    [
      { kind: 'reconnect', code: 'InvalidAuthenticationToken', reason },
      'ACCOUNT_NOT_CONNECTED',
      /^Email account not connected or token expired$/,
      undefined,
    ],
    [{ kind: 'reconnect', code: 'ErrorAccessDenied', reason }, 'MAILBOX_PERMISSION_MISSING', /What to do/, undefined],
    [
      { kind: 'noAccess', mendedBy: 'person', code: 'AADSTS700082', reason },
      'ACCOUNT_NOT_CONNECTED',
      /token expired$/,
      undefined,
    ],
    [{ kind: 'noAccess', mendedBy: 'admin', code: 'AADSTS53003', reason }, 'ACCOUNT_NOT_CONNECTED', /token expired$/, undefined],
    [
      { kind: 'noAccess', mendedBy: 'operator', code: 'AADSTS7000222', reason },
      'OPERATOR_FAULT',
      /person who runs this/,
      undefined,
    ],
    [
      { kind: 'reconnect', state: 'operator-fault', code: 'TLS_NOT_TRUSTED', reason, next: 'Tell him.' },
      'OPERATOR_FAULT',
      /^What happened\. What to do\. Tell him\.$/,
      undefined,
    ],
    [
      { kind: 'reconnect', state: 'needs-admin', code: '535 5.7.139', reason, next: 'Ask her.' },
      'ACCOUNT_NOT_CONNECTED',
      /token expired$/,
      undefined,
    ],
    [{ kind: 'stopMailbox', code: 'ErrorSubmissionQuotaExceeded', reason }, 'THROTTLED', /Nothing was sent/, 4 * 3600],
    [{ kind: 'stopMailbox', code: 'Quota', reason, waitMs: 20 * 3_600_000 }, 'THROTTLED', /Nothing was sent/, 20 * 3600],
    [
      {
        kind: 'reconnect',
        state: 'needs-admin',
        code: 'MailboxNotEnabledForRESTAPI',
        reason: 'What happened.',
        next: 'What to do.',
      },
      'MESSAGE_REJECTED',
      /^What happened\. What to do\.$/,
      undefined,
    ],
    // Google says it by its status alone where it names no reason.
    [
      { kind: 'reconnect', state: 'needs-admin', code: 'FAILED_PRECONDITION', reason: 'What happened.', next: 'What to do.' },
      'MESSAGE_REJECTED',
      /^What happened\. What to do\.$/,
      undefined,
    ],
    [{ kind: 'later', code: 'ApplicationThrottled', reason, waitMs: 7000 }, 'THROTTLED', /try again in 7 s/, 7],
    [{ kind: 'later', code: 'HTTP_504', reason, slowDownMs: 600_000 }, 'THROTTLED', /try again in 10 minutes/, 600],
    [{ kind: 'later', code: 'ECONNREFUSED', reason }, 'PROVIDER_UNAVAILABLE', /try again in a minute/, undefined],
    [{ kind: 'later', code: 'LEASE_OVER', reason }, 'THROTTLED', /^This mailbox is being used.*Nothing was sent/, 60],
    [{ kind: 'later', code: 'INTERNAL', reason }, 'INTERNAL', /try again in a minute/, undefined],
    [{ kind: 'unknown', code: 'TIMEOUT', reason }, 'SEND_OUTCOME_UNKNOWN', /What to do/, undefined],
    [{ kind: 'withdrawn' }, 'MESSAGE_REJECTED', /disconnected before this mail left/, undefined],
  ])('%o', (outcome, code, sentence, retryAfterSeconds) => {
    const failure = sendFailure(outcome, 'row-1');
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(sentence);
    expect(failure.extras.details).toEqual({ outboxId: 'row-1' });
    expect(failure.extras.retryAfterSeconds).toBe(retryAfterSeconds);
  });

  test('a step that somebody else takes stands in the help', () => {
    const outcome = { kind: 'reconnect', state: 'needs-admin', code: '535 5.7.139', reason, next: 'Ask her.' } as const;
    expect(sendFailure(outcome, 'row-1').extras.provider?.help).toBe(`${reason} Ask her.`);
  });

  test('the provider’s own marks stand beside our words', () => {
    const { extras } = sendFailure({ kind: 'unknown', code: 'HTTP_504', reason, requestId: 'r-1' }, 'row-1');
    expect(extras.provider).toEqual({ error: 'HTTP_504', code: 'HTTP_504', help: reason, correlationId: 'r-1' });
  });
});
