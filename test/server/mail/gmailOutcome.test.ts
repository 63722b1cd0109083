import { describe, expect, test } from '@jest/globals';
import { gmailOutcome } from '../../../server/mail/gmailOutcome.ts';

const NOW = Date.parse('2026-11-20T18:00:00Z');

const error = (reason: string, message = 'What Google says', status?: string, detail?: string) => ({
  error: {
    message,
    errors: [{ domain: 'global', reason, message }],
    ...(status !== undefined && { status }),
    ...(detail !== undefined && { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: detail }] }),
  },
});

const outcome = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  gmailOutcome({ status, headers: new Headers(headers), body }, '<outbox-1@example.com>', NOW);

test('accepted: Gmail’s own id', () => {
  expect(outcome(200, { id: '18f0', threadId: '18f0', labelIds: ['SENT'] })).toEqual({
    kind: 'accepted',
    providerId: '18f0',
    idKind: 'gmail',
  });
});

test('accepted, and the answer cut off: the message’s own id', () => {
  expect(outcome(200)).toEqual({ kind: 'accepted', providerId: '<outbox-1@example.com>', idKind: 'internet' });
});

describe('refused', () => {
  test.each<[number, unknown, object]>([
    [401, error('authError', 'Invalid Credentials', 'UNAUTHENTICATED'), { kind: 'reconnect', code: 'authError' }],
    [401, undefined, { kind: 'reconnect', code: 'HTTP_401' }],
    [
      403,
      error('insufficientPermissions', 'x', 'PERMISSION_DENIED', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
      { kind: 'reconnect', code: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
    ],
    [403, error('domainPolicy'), { kind: 'reconnect', state: 'needs-admin', next: expect.stringMatching(/^Ask /) }],
    [
      403,
      error('accessNotConfigured', 'Gmail API has not been used'),
      { kind: 'reconnect', state: 'operator-fault', next: expect.stringMatching(/^Enable /) },
    ],
    [403, error('forbidden', 'Delegation denied'), { kind: 'rejected', code: 'forbidden' }],
    [403, error('dailyLimitExceeded', 'Daily Limit Exceeded'), { kind: 'stopMailbox', code: 'dailyLimitExceeded' }],
    [403, error('quotaExceeded'), { kind: 'stopMailbox' }],
    [
      400,
      error('failedPrecondition', 'Mail service not enabled', 'FAILED_PRECONDITION'),
      { kind: 'reconnect', state: 'needs-admin', code: 'failedPrecondition', next: expect.stringMatching(/^Ask /) },
    ],
    [400, error('failedPrecondition', 'Precondition check failed.'), { kind: 'rejected' }],
    [400, error('invalidArgument', 'Invalid To header'), { kind: 'rejected', code: 'INVALID_ADDRESS' }],
    [400, error('invalidArgument', 'Recipient address required'), { kind: 'rejected', code: 'INVALID_ADDRESS' }],
    [400, error('badRequest', 'Bad thing'), { kind: 'rejected', reason: expect.stringContaining('“Bad thing”') }],
    [404, error('notFound'), { kind: 'rejected', code: 'notFound' }],
    [413, '<html>', { kind: 'rejected', code: 'MESSAGE_TOO_LARGE' }],
    [400, error('uploadTooLarge'), { kind: 'rejected', code: 'MESSAGE_TOO_LARGE' }],
  ])('%i %j', (status, body, end) => {
    expect(outcome(status, body)).toMatchObject(end);
  });
});

describe('later, and for how long', () => {
  test.each<[number, unknown, Record<string, string>, object]>([
    [403, error('rateLimitExceeded'), { 'retry-after': '7' }, { kind: 'later', waitMs: 7000, status: 403 }],
    [
      403,
      error('userRateLimitExceeded', 'User-rate limit exceeded.  Retry after 2026-11-20T18:00:30.000Z'),
      {},
      { kind: 'later', waitMs: 30_000 },
    ],
    [429, error('rateLimitExceeded', 'Too many concurrent requests for user'), {}, { kind: 'later' }],
    [
      429,
      error('rateLimitExceeded', 'User-rate limit exceeded.  Retry after 2026-11-20T18:01:00.000Z (Mail sending)'),
      {},
      { kind: 'later', waitMs: 60_000 },
    ],
    [503, undefined, { 'retry-after': '5' }, { kind: 'later', waitMs: 5000, status: 503 }],
  ])('%i %j %j', (status, body, headers, end) => {
    expect(outcome(status, body, headers)).toMatchObject(end);
  });

  test('a time that has passed already is no wait, nonsense is none', () => {
    const body = (when: string) => error('rateLimitExceeded', `User-rate limit exceeded.  Retry after ${when}`);
    expect(outcome(429, body('2026-11-20T17:00:00.000Z'))).toMatchObject({ kind: 'later', waitMs: 0 });
    expect(outcome(429, body('2026-99-99T17:00:00Z'))).not.toHaveProperty('waitMs');
  });

  test.each([
    ['User-rate limit exceeded.  Retry after 2026-11-21T18:00:00.000Z (Mail sending)'],
    ['User-rate limit exceeded (Mail sending)'],
  ])('the daily limit stops the mailbox: %s', (message) => {
    expect(outcome(429, error('rateLimitExceeded', message)).kind).toBe('stopMailbox');
  });
});

test('the daily limit says until when, in its text or as Retry-After', () => {
  const said = 'User-rate limit exceeded.  Retry after 2026-11-21T14:00:00.000Z (Mail sending)';
  const stopped = { kind: 'stopMailbox', waitMs: 20 * 3_600_000 };
  expect(outcome(429, error('rateLimitExceeded', said))).toMatchObject(stopped);
  expect(outcome(403, error('dailyLimitExceeded'), { 'retry-after': '72000' })).toMatchObject(stopped);
});

test.each([403, 429])('%i: the number of mails is no matter of pace, whatever Google calls it', (status) => {
  expect(outcome(status, error('userRateLimitExceeded', 'User-rate limit exceeded (Mail sending)')).kind).toBe('stopMailbox');
});

test.each([500, 502, 504, 408])('%i with Retry-After: a doubt, and the mailbox pauses', (status) => {
  expect(outcome(status, undefined, { 'retry-after': '30' })).toMatchObject({ kind: 'unknown', slowDownMs: 30_000 });
});

test.each([201, 202, 204, 206])('%i: taken', (status) => {
  expect(outcome(status, { id: '18f0' })).toMatchObject({ kind: 'accepted', providerId: '18f0' });
});

test.each([500, 501, 502, 503, 504, 507, 408, 499, 302, 303, 100, 0])('%i: it may have been sent', (status) => {
  expect(outcome(status, error('backendError'))).toMatchObject({ kind: 'unknown', code: 'backendError' });
});

test.each([301, 307, 308])('%i is not followed', (status) => {
  expect(outcome(status)).toMatchObject({ kind: 'rejected', code: `HTTP_${status}` });
});
