import { describe, expect, test } from '@jest/globals';
import type { LookUp } from '../../../server/mail/mailTransport.ts';
import { type Doubtful, nextLookAfter, type Verdict, verdictOf } from '../../../server/outbox/lookUpVerdict.ts';
import { type RetryPolicy, STANDARD_RETRY } from '../../../shared/api/pace.ts';

const MINUTE = 60_000;
const ROW: Doubtful = { kind: 'campaign', attempt: 0, look_ups: 0, reason: 'It may have been sent.' };
const NONE: RetryPolicy = { ...STANDARD_RETRY, mode: 'none' };
const NOT_SENT = 'It was not sent; its draft is still in Drafts.';

const TABLE: [string, Partial<Doubtful>, LookUp, RetryPolicy, Verdict][] = [
  [
    'found',
    {},
    { kind: 'sent', providerId: 'p', idKind: 'immutable' },
    STANDARD_RETRY,
    { kind: 'accepted', reason: 'Found in Sent Items.', providerId: 'p', idKind: 'immutable' },
  ],
  [
    'found, without an id, and the policy says nothing about it',
    { kind: 'send' },
    { kind: 'sent' },
    NONE,
    { kind: 'accepted', reason: 'Found in Sent Items.', providerId: null, idKind: null },
  ],
  ['still a draft', {}, { kind: 'notSent' }, STANDARD_RETRY, { kind: 'again', attempt: 1 }],
  [
    'still a draft after the last attempt but one',
    { attempt: 4 },
    { kind: 'notSent' },
    STANDARD_RETRY,
    { kind: 'again', attempt: 5 },
  ],
  [
    'still a draft after the last attempt',
    { attempt: 5 },
    { kind: 'notSent' },
    STANDARD_RETRY,
    { kind: 'rejected', reason: expect.stringContaining('however often') as unknown as string },
  ],
  ['still a draft, and nothing is to be tried twice', {}, { kind: 'notSent' }, NONE, { kind: 'rejected', reason: NOT_SENT }],
  [
    'still a draft of /send',
    { kind: 'send' },
    { kind: 'notSent' },
    STANDARD_RETRY,
    { kind: 'rejected', reason: 'It was not sent.' },
  ],
  [
    'still a draft of a test mail',
    { kind: 'test' },
    { kind: 'notSent' },
    STANDARD_RETRY,
    { kind: 'rejected', reason: 'It was not sent.' },
  ],
  [
    'nothing to be seen yet',
    {},
    { kind: 'open', reason: 'later' },
    STANDARD_RETRY,
    { kind: 'doubt', afterMs: MINUTE, reason: ROW.reason },
  ],
  [
    'nothing to be seen at the last look',
    { look_ups: 4 },
    { kind: 'open', reason: 'later' },
    NONE,
    { kind: 'doubt', afterMs: null, reason: ROW.reason },
  ],
  [
    'the mailbox will never say',
    {},
    { kind: 'unclear', reason: 'Its draft was deleted.' },
    STANDARD_RETRY,
    { kind: 'doubt', afterMs: null, reason: 'It may have been sent. Its draft was deleted.' },
  ],
  [
    'the mailbox will never say, asked twice',
    { reason: 'It may have been sent. Its draft was deleted.' },
    { kind: 'unclear', reason: 'Its draft was deleted.' },
    STANDARD_RETRY,
    { kind: 'doubt', afterMs: null, reason: 'It may have been sent. Its draft was deleted.' },
  ],
  [
    'the mailbox may not be read',
    {},
    { kind: 'unclear', reason: '' },
    STANDARD_RETRY,
    { kind: 'doubt', afterMs: null, reason: ROW.reason },
  ],
  [
    'nobody had said anything',
    { reason: null },
    { kind: 'unclear', reason: 'Deleted.' },
    STANDARD_RETRY,
    { kind: 'doubt', afterMs: null, reason: 'Deleted.' },
  ],
];

describe('what a look means', () => {
  test.each(TABLE)('%s', (_name, change, look, policy, verdict) => {
    expect(verdictOf({ ...ROW, ...change }, look, policy)).toEqual(verdict);
  });
});

describe('when to look again', () => {
  test.each<[number, number | undefined, number | null]>([
    [1, undefined, MINUTE],
    [2, undefined, 5 * MINUTE],
    [3, undefined, 30 * MINUTE],
    [4, undefined, 120 * MINUTE],
    [5, undefined, null],
    [9, undefined, null],
    [1, 10_000, MINUTE],
    [1, 90_000, 90_000],
    [4, 1e12, 24 * 60 * MINUTE],
    [5, 90_000, null],
  ])('after look %i, asked to wait %p: %p', (looked, asked, wait) => {
    expect(nextLookAfter(looked, asked)).toBe(wait);
  });
});
