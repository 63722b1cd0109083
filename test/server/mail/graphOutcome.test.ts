import { describe, expect, test } from '@jest/globals';
import { graphOutcome } from '../../../server/mail/graphOutcome.ts';
import type { SendOutcome } from '../../../server/mail/sendOutcome.ts';

const NOW = Date.parse('2026-11-20T18:00:00Z');
type Headers_ = Record<string, string>;

function outcome(status: number, code?: string, headers: Headers_ = {}, message = 'Said by Graph.'): SendOutcome {
  const body = code === undefined ? undefined : { error: { code, message, innerError: { 'request-id': 'inner-1' } } };
  return graphOutcome({ status, headers: new Headers(headers), body }, NOW);
}

describe('statuses and codes', () => {
  test.each<[number, string | undefined, Headers_, SendOutcome['kind']]>([
    [202, undefined, {}, 'accepted'],
    [200, undefined, {}, 'accepted'],
    [201, undefined, {}, 'accepted'],
    [204, undefined, {}, 'accepted'],
    // Slow down: certainly not sent.
    [429, 'ApplicationThrottled', { 'retry-after': '10' }, 'later'],
    [429, 'TooManyRequests', {}, 'later'],
    [429, undefined, {}, 'later'],
    [503, 'ErrorServerBusy', { 'retry-after': '5' }, 'later'],
    [503, undefined, { 'retry-after': '5' }, 'later'],
    // No clear answer: never again by itself.
    [503, 'ErrorServerBusy', {}, 'unknown'],
    [503, undefined, { 'retry-after': 'soon' }, 'unknown'],
    [500, 'InternalServerError', {}, 'unknown'],
    [500, 'ErrorInternalServerError', { 'retry-after': '5' }, 'unknown'],
    [502, 'BadGateway', { 'retry-after': '5' }, 'unknown'],
    [504, 'GatewayTimeout', { 'retry-after': '5' }, 'unknown'],
    [501, undefined, {}, 'unknown'],
    [507, undefined, { 'retry-after': '5' }, 'unknown'],
    [509, undefined, { 'retry-after': '5' }, 'unknown'],
    [408, undefined, { 'retry-after': '5' }, 'unknown'],
    [499, undefined, {}, 'unknown'],
    [0, undefined, {}, 'unknown'],
    [302, undefined, { location: 'https://elsewhere.example/' }, 'unknown'],
    [303, undefined, {}, 'unknown'],
    // The sign-in or the permission is gone.
    [401, 'InvalidAuthenticationToken', {}, 'reconnect'],
    [401, undefined, {}, 'reconnect'],
    [403, 'ErrorAccessDenied', {}, 'reconnect'],
    [403, 'Authorization_RequestDenied', {}, 'reconnect'],
    [403, undefined, {}, 'reconnect'],
    [404, 'MailboxNotEnabledForRESTAPI', {}, 'reconnect'],
    // The mailbox stops.
    [400, 'ErrorQuotaExceeded', {}, 'stopMailbox'],
    [403, 'ErrorSubmissionQuotaExceeded', {}, 'stopMailbox'],
    [429, 'ErrorSubmissionQuotaExceeded', { 'retry-after': '10' }, 'stopMailbox'],
    [429, 'ErrorExceededMessageLimit', {}, 'stopMailbox'],
    [403, 'ErrorExceededMessageLimit', {}, 'stopMailbox'],
    [400, 'ErrorExceededHourlyMessageLimit', {}, 'stopMailbox'],
    [403, 'ErrorExceededMaxRecipientLimit', {}, 'stopMailbox'],
    [403, 'ErrorExceededMaxRecipientLimitBlock', {}, 'stopMailbox'],
    [403, 'ErrorMessageSubmissionBlocked', {}, 'stopMailbox'],
    [403, 'ErrorAccountSuspend', {}, 'stopMailbox'],
    // This message is refused.
    [403, 'ErrorSendAsDenied', {}, 'rejected'],
    [400, 'ErrorInvalidRecipients', {}, 'rejected'],
    [400, 'ErrorMimeContentInvalidBase64String', {}, 'rejected'],
    [400, 'InvalidInternetMessageHeader', {}, 'rejected'],
    [400, 'InvalidInternetMessageHeaderCollection', {}, 'rejected'],
    [400, 'ErrorMessageSizeExceeded', {}, 'rejected'],
    [413, 'ErrorMessageSizeExceeded', {}, 'rejected'],
    [413, undefined, {}, 'rejected'],
    [404, 'ErrorItemNotFound', {}, 'rejected'],
    [404, undefined, {}, 'rejected'],
    [400, 'RequestBodyRead', {}, 'rejected'],
    [400, undefined, {}, 'rejected'],
    [403, 'ErrorSomethingNew', {}, 'rejected'],
    [405, undefined, { 'retry-after': '5' }, 'rejected'],
    [409, undefined, { 'retry-after': '5' }, 'rejected'],
    [301, undefined, { location: 'https://elsewhere.example/' }, 'rejected'],
    [307, undefined, { location: 'https://elsewhere.example/' }, 'rejected'],
    [308, undefined, { location: 'https://elsewhere.example/' }, 'rejected'],
    // A code is a name in a table, not a property of every object.
    [400, 'constructor', {}, 'rejected'],
  ])('%i %s %j is %s', (status, code, headers, kind) => {
    expect(outcome(status, code, headers).kind).toBe(kind);
  });

  /** Known with several statuses; one that varies must not change what they mean. */
  test.each([
    'ErrorQuotaExceeded',
    'ErrorSubmissionQuotaExceeded',
    'ErrorExceededMessageLimit',
    'ErrorExceededHourlyMessageLimit',
    'ErrorExceededMaxRecipientLimit',
    'ErrorExceededMaxRecipientLimitBlock',
    'ErrorMessageSubmissionBlocked',
    'ErrorAccountSuspend',
  ])('%s stops the mailbox with 400, 403 and 429, whatever Retry-After says', (code) => {
    for (const status of [400, 403, 429]) expect(outcome(status, code, { 'retry-after': '5' }).kind).toBe('stopMailbox');
  });

  test('where there is no mailbox no rest helps: it is for the administrator, with the step apart', () => {
    expect(outcome(404, 'MailboxNotEnabledForRESTAPI')).toMatchObject({
      state: 'needs-admin',
      reason: expect.stringMatching(/^This account has no mailbox .*\.$/),
      next: 'Ask your administrator, or connect another mailbox.',
    });
  });

  test('200 to 299 are taken, with or without a body, and a plea to slow down is no refusal', () => {
    for (const status of [200, 201, 202, 203, 204, 205, 206, 226, 299])
      expect(outcome(status, 'Whatever', { 'retry-after': '5' })).toMatchObject({ kind: 'accepted', slowDownMs: 5000 });
  });

  test('the status stands beside what may be tried again', () => {
    expect(outcome(429)).toMatchObject({ status: 429 });
    expect(outcome(503, undefined, { 'retry-after': '5' })).toMatchObject({ status: 503 });
  });

  test('no status is ever "later" but 429 and 503 with Retry-After', () => {
    const later = Array.from({ length: 500 }, (_, i) => i + 100).filter(
      (status) => outcome(status, 'Anything', { 'retry-after': '5' }).kind === 'later',
    );
    expect(later).toEqual([429, 503]);
  });
});

describe('how long to wait', () => {
  test.each([
    ['seconds', '120', 120_000],
    ['no time at all', '0', 0],
    ['a date', 'Fri, 20 Nov 2026 18:00:30 GMT', 30_000],
    ['a date that is over', 'Fri, 20 Nov 2026 17:00:00 GMT', 0],
    ['a date as in RFC 850', 'Friday, 20-Nov-26 18:00:30 GMT', 30_000],
    ['a date as in asctime, which is GMT without saying so', 'Fri Nov 20 18:00:30 2026', 30_000],
    ['nothing usable', 'soon', undefined],
    ['a number that is none', '-5', undefined],
    ['a word with a number', 'wait 5', undefined],
  ])('%s: %j', (_what, retryAfter, waitMs) => {
    const throttled = outcome(429, undefined, { 'retry-after': retryAfter });
    expect(throttled).toMatchObject({ kind: 'later', code: 'HTTP_429' });
    expect(throttled.kind === 'later' && throttled.waitMs).toBe(waitMs);
  });

  test.each([[408], [499], [500], [502], [504], [507]])('a doubt (%i) may ask for a pause of the mailbox', (status) => {
    expect(outcome(status, undefined, { 'retry-after': '120' })).toMatchObject({ kind: 'unknown', slowDownMs: 120_000 });
    expect(outcome(status)).not.toHaveProperty('slowDownMs');
  });

  test('a quota that is used up may say for how long', () => {
    expect(outcome(429, 'ErrorSubmissionQuotaExceeded', { 'retry-after': '86400' })).toMatchObject({
      kind: 'stopMailbox',
      waitMs: 86_400_000,
    });
  });

  test('an acceptance may ask to slow down', () => {
    expect(outcome(202, undefined, { 'retry-after': '7', 'request-id': 'r-1' })).toEqual({
      kind: 'accepted',
      requestId: 'r-1',
      slowDownMs: 7000,
    });
  });
});

describe('what is kept for the person and for support', () => {
  test.each([['BadRequest'], [undefined]])('a 413 with %s says that it is too large', (code) => {
    expect(outcome(413, code)).toMatchObject({ kind: 'rejected', code: 'MESSAGE_TOO_LARGE' });
  });

  test("Graph's code and the request id of the header", () => {
    expect(outcome(400, 'ErrorInvalidRecipients', { 'request-id': 'r-1' })).toMatchObject({
      code: 'ErrorInvalidRecipients',
      requestId: 'r-1',
    });
  });

  test('the request id of the body where the header has none', () => {
    expect(outcome(500, 'InternalServerError')).toMatchObject({ code: 'InternalServerError', requestId: 'inner-1' });
  });

  test('what Graph said, where we have no sentence of our own: on one line and not endless', () => {
    const refused = outcome(400, 'RequestBodyRead', {}, `The property\r\n'x' is unknown. ${'!'.repeat(1000)}`);
    expect(refused).toMatchObject({ kind: 'rejected', code: 'RequestBodyRead' });
    expect('reason' in refused && refused.reason).toMatch(
      /^Microsoft refused the message and says: “The property 'x' is unknown\. !{1,300}”/,
    );
  });

  test.each([[null], ['<html>'], [[]], [{ error: 'x' }], [{ error: { code: 7 } }]])('a body of %j is no surprise', (body) => {
    expect(graphOutcome({ status: 400, headers: new Headers(), body }, NOW)).toMatchObject({
      kind: 'rejected',
      code: 'HTTP_400',
    });
  });

  test('every reason is a sentence without our jargon', () => {
    for (const status of [301, 400, 401, 403, 404, 413, 429, 500, 503]) {
      for (const code of [undefined, 'ErrorSubmissionQuotaExceeded', 'ErrorMessageSubmissionBlocked', 'ErrorSendAsDenied']) {
        const end = outcome(status, code);
        expect('reason' in end && end.reason).toMatch(/^[A-Z].*[.”]$/);
        expect('reason' in end && end.reason).not.toMatch(/provider|token|payload|undefined/i);
      }
    }
  });
});

const challenge = (encoded: string): Headers_ => ({
  'www-authenticate': `Bearer realm="", authorization_uri="https://login.example/", error="insufficient_claims", claims="${encoded}"`,
});

describe('a claims challenge', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1763660000"}}}';
  test.each([[401], [403]])('%i: the person signs in again, and the claims go along', (status) => {
    const headers = challenge(Buffer.from(claims).toString('base64'));
    expect(outcome(status, 'InvalidAuthenticationToken', headers)).toMatchObject({ kind: 'reconnect', claims });
  });

  test('claims that are none are left out', () => {
    const end = outcome(401, 'InvalidAuthenticationToken', challenge('bm90IGpzb24='));
    expect(end.kind).toBe('reconnect');
    expect(end).not.toHaveProperty('claims');
  });
});
