import { describe, expect, test } from '@jest/globals';
import { type RetryPolicy, STANDARD_RETRY } from '../../../shared/api/pace.ts';
import { type AttemptFacts, decide, type Decision, type Submitted } from '../../../server/outbox/decide.ts';
import { STOP_REST_MS } from '../../../server/outbox/retryWait.ts';

const NOW = 1_000_000;
const HOUR_MS = 3_600_000;
const FACTS: AttemptFacts = {
  kind: 'campaign',
  attempt: 0,
  since: 900_000,
  now: NOW,
  policy: STANDARD_RETRY,
  decideAfter: 1_300_000,
  canLookUp: false,
};

const said = { code: 'X', reason: 'Because.' };
const later = { kind: 'later' as const, ...said };

/** What a decision says, in one line each: row, rest in milliseconds, account, pause. */
function inShort({ row, rest, works, account, pause }: Decision) {
  return {
    row: row?.status ?? 'untouched',
    ...(row?.status === 'waiting' && { attempt: row.attempt }),
    ...(rest && { rest: rest.until - NOW }),
    ...(works && { works }),
    ...(account && { account: account.state }),
    ...(pause && { pause: pause.which }),
  };
}

interface Case {
  name: string;
  outcome: Submitted;
  campaign: ReturnType<typeof inShort>;
  /** Of a `send` or `test`: somebody waits for the answer. */
  single: ReturnType<typeof inShort>;
}

const CASES: Case[] = [
  {
    name: 'accepted',
    outcome: { kind: 'accepted', requestId: 'r' },
    campaign: { row: 'accepted', works: true },
    single: { row: 'accepted', works: true },
  },
  {
    name: 'accepted, but slow down',
    outcome: { kind: 'accepted', requestId: 'r', slowDownMs: 20_000 },
    campaign: { row: 'accepted', rest: 20_000 },
    single: { row: 'accepted', rest: 20_000 },
  },
  {
    name: 'later with a wait: it costs no attempt',
    outcome: { kind: 'later', ...said, waitMs: 90_000 },
    campaign: { row: 'waiting', attempt: 0, rest: 90_000 },
    single: { row: 'rejected', rest: 90_000 },
  },
  {
    name: 'later with a wait of nothing: a second at least',
    outcome: { kind: 'later', ...said, waitMs: 0 },
    campaign: { row: 'waiting', attempt: 0, rest: 1_000 },
    single: { row: 'rejected', rest: 1_000 },
  },
  {
    name: 'later without a wait',
    outcome: later,
    campaign: { row: 'waiting', attempt: 1, rest: 5_000 },
    single: { row: 'rejected' },
  },
  {
    name: 'later with a plea that costs an attempt: the longer of the two waits',
    outcome: { ...later, slowDownMs: 60_000 },
    campaign: { row: 'waiting', attempt: 1, rest: 60_000 },
    single: { row: 'rejected', rest: 60_000 },
  },
  {
    name: 'later with a plea shorter than our own wait',
    outcome: { ...later, slowDownMs: 1_000 },
    campaign: { row: 'waiting', attempt: 1, rest: 5_000 },
    single: { row: 'rejected', rest: 1_000 },
  },
  {
    name: 'the turn was over before the first byte: no matter of the mail server',
    outcome: { kind: 'later', code: 'LEASE_OVER', reason: 'Over.' },
    campaign: { row: 'waiting', attempt: 0 },
    single: { row: 'rejected' },
  },
  {
    name: 'sign in again',
    outcome: { kind: 'reconnect', ...said },
    campaign: { row: 'waiting', attempt: 0, account: 'needs-reconnect', pause: 'account' },
    single: { row: 'rejected', account: 'needs-reconnect', pause: 'account' },
  },
  {
    name: 'an administrator must allow it',
    outcome: { kind: 'reconnect', ...said, state: 'needs-admin' },
    campaign: { row: 'waiting', attempt: 0, account: 'needs-admin', pause: 'account' },
    single: { row: 'rejected', account: 'needs-admin', pause: 'account' },
  },
  {
    name: 'no access: the account says so already',
    outcome: { kind: 'noAccess', mendedBy: 'admin', ...said },
    campaign: { row: 'waiting', attempt: 0, pause: 'account' },
    single: { row: 'rejected', pause: 'account' },
  },
  {
    name: 'the mailbox is stopped',
    outcome: { kind: 'stopMailbox', ...said },
    campaign: { row: 'waiting', attempt: 0, rest: STOP_REST_MS, account: 'throttled', pause: 'mailbox' },
    single: { row: 'rejected', rest: STOP_REST_MS, account: 'throttled', pause: 'mailbox' },
  },
  {
    name: 'the mailbox is stopped, and told for how long: never sooner than that',
    outcome: { kind: 'stopMailbox', ...said, waitMs: 20 * HOUR_MS },
    campaign: { row: 'waiting', attempt: 0, rest: 20 * HOUR_MS, account: 'throttled', pause: 'mailbox' },
    single: { row: 'rejected', rest: 20 * HOUR_MS, account: 'throttled', pause: 'mailbox' },
  },
  {
    name: 'the mailbox is stopped, and told to wait a moment: for hours all the same',
    outcome: { kind: 'stopMailbox', ...said, waitMs: 10_000 },
    campaign: { row: 'waiting', attempt: 0, rest: STOP_REST_MS, account: 'throttled', pause: 'mailbox' },
    single: { row: 'rejected', rest: STOP_REST_MS, account: 'throttled', pause: 'mailbox' },
  },
  {
    name: 'rejected',
    outcome: { kind: 'rejected', ...said },
    campaign: { row: 'rejected' },
    single: { row: 'rejected' },
  },
  {
    name: 'the sender is refused: somebody can give the right, and nobody is given up',
    outcome: { kind: 'rejected', code: 'ErrorSendAsDenied', reason: 'No right.' },
    campaign: { row: 'waiting', attempt: 0, pause: 'campaign' },
    single: { row: 'rejected' },
  },
  {
    name: 'unknown',
    outcome: { kind: 'unknown', ...said },
    campaign: { row: 'unknown' },
    single: { row: 'unknown' },
  },
  {
    name: 'unknown, and the mail server asks for a pause',
    outcome: { kind: 'unknown', ...said, slowDownMs: 120_000 },
    campaign: { row: 'unknown', rest: 120_000 },
    single: { row: 'unknown', rest: 120_000 },
  },
  {
    name: 'withdrawn: the row belongs to somebody else',
    outcome: { kind: 'withdrawn' },
    campaign: { row: 'untouched' },
    single: { row: 'untouched' },
  },
  {
    name: 'too early after all',
    outcome: { kind: 'early', until: NOW + 5_000 },
    campaign: { row: 'untouched' },
    single: { row: 'rejected' },
  },
];

describe('the table of ends', () => {
  test.each(CASES)('$name', ({ outcome, campaign, single }) => {
    expect(inShort(decide(outcome, FACTS))).toEqual(campaign);
    expect(inShort(decide(outcome, { ...FACTS, kind: 'send' }))).toEqual(single);
    expect(inShort(decide(outcome, { ...FACTS, kind: 'test' }))).toEqual(single);
  });

  test.each(CASES)('$name: never sent again by itself where it may have been sent', ({ outcome }) => {
    const { row } = decide(outcome, FACTS);
    if (outcome.kind === 'unknown') expect(row?.status).toBe('unknown');
    // Only what certainly was not sent waits once more.
    if (row?.status === 'waiting') expect(['later', 'reconnect', 'noAccess', 'stopMailbox', 'rejected']).toContain(outcome.kind);
  });
});

const policy = (change: Partial<RetryPolicy>): RetryPolicy => ({ ...STANDARD_RETRY, ...change });

test.each(['LEASE_OVER', 'INTERNAL'])('a single mail that we kept back ourselves (%s) does not blame the mail server', (code) => {
  const { row } = decide({ kind: 'later', code, reason: 'It is tried again by itself.' }, { ...FACTS, kind: 'send' });
  expect(row).toMatchObject({ status: 'rejected', reason: expect.not.stringMatching(/mail server|by itself/) });
});

describe('the policy of the account', () => {
  test.each<[string, RetryPolicy, Submitted, number, string]>([
    ['none: given up at once', policy({ mode: 'none' }), later, 0, 'rejected'],
    ['none, with a wait that was asked for: waits', policy({ mode: 'none' }), { ...later, waitMs: 5_000 }, 0, 'waiting'],
    ['status that is listed', policy({ mode: 'status' }), { ...later, status: 503 }, 0, 'waiting'],
    ['status that is not listed', policy({ mode: 'status' }), { ...later, status: 451 }, 0, 'rejected'],
    ['status, and nobody answered', policy({ mode: 'status' }), later, 0, 'rejected'],
    ['the last attempt but one', policy({ countMax: 2 }), later, 1, 'waiting'],
    ['the last attempt', policy({ countMax: 2 }), later, 2, 'rejected'],
    ['none, but the fault is ours', policy({ mode: 'none' }), { ...later, code: 'INTERNAL' }, 0, 'waiting'],
    ['none, and it is in doubt', policy({ mode: 'none' }), { kind: 'unknown', ...said }, 0, 'unknown'],
    ['any, and it is in doubt', policy({ mode: 'any', countMax: 100 }), { kind: 'unknown', ...said }, 0, 'unknown'],
  ])('%s', (_name, mine, outcome, attempt, status) => {
    expect(decide(outcome, { ...FACTS, policy: mine, attempt }).row?.status).toBe(status);
  });

  test('a message that is given up says what happened, and why it is not tried again', () => {
    const { row } = decide(later, { ...FACTS, policy: policy({ mode: 'none' }) });
    expect(row).toMatchObject({ code: 'X', reason: expect.stringMatching(/^Because\. .+/) });
  });
});

describe('a doubt', () => {
  test.each([
    [true, 1_300_000],
    [false, undefined],
  ])('is looked up when nothing of it can be on its way any more, where the mailbox can be asked (%s)', (canLookUp, at) => {
    const { row } = decide({ kind: 'unknown', ...said }, { ...FACTS, canLookUp });
    expect(row).toEqual({ status: 'unknown', ...said, ...(at !== undefined && { nextLookUp: at }) });
  });
});
