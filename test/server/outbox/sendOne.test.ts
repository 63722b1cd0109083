import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../server/http/appError.ts';
import type { SendOutcome } from '../../../server/mail/sendOutcome.ts';
import { ERRORS } from '../../../shared/api/errors.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount } from '../../support/anAccount.ts';
import { aStartedCampaign } from '../../support/aCampaign.ts';
import { ACCEPTED, heldAnswer } from '../../support/fakeTransport.ts';

const { markerId: _, ...message } = aMailMessage({ to: ['bo@example.com'], trackingId: 'order-7', cc: ['cy@example.com'] });

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const end = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(end instanceof AppError)) throw new Error(`Expected an AppError, got ${String(end)}`);
  return end;
}

async function rowsOf(house: MergeHouse) {
  return house.db.selectFrom('outbox').selectAll().orderBy('seq').execute();
}

describe('one message now', () => {
  test('is sent, and answers with what the wire knows', async () => {
    const house = await aMergeHouse();
    const sent = await house.outbox.sendOne(anAccount(), 'send', message);
    const [row] = await rowsOf(house);
    expect(sent).toEqual({
      outboxId: row?.id,
      messageId: 'request-1',
      messageIdKind: 'request',
      sentAt: new Date(house.clock.now()),
    });
    expect(row).toMatchObject({
      status: 'accepted',
      kind: 'send',
      to_address: 'bo@example.com',
      recipients: 2,
      tracking_id: 'order-7',
      message: null,
    });
    expect(house.wire.attempts[0]?.message).toEqual({ ...message, markerId: row?.id });
  });

  test.each<[string, SendOutcome, string]>([
    ['immutable', { kind: 'accepted', providerId: 'AAMk', idKind: 'immutable' }, 'AAMk'],
    ['gmail', { kind: 'accepted', providerId: '18c2', idKind: 'gmail' }, '18c2'],
    ['internet', { kind: 'accepted', providerId: '<1@x>', idKind: 'internet' }, '<1@x>'],
    ['request', { kind: 'accepted', requestId: 'r-1' }, 'r-1'],
  ])('the id is said to be what it is: %s', async (messageIdKind, outcome, messageId) => {
    const house = await aMergeHouse();
    house.wire.answerNext(outcome);
    expect(await house.outbox.sendOne(anAccount(), 'send', message)).toMatchObject({ messageId, messageIdKind });
  });
});

interface Refusal {
  outcome: SendOutcome;
  code: keyof typeof ERRORS;
  row: string;
  retryAfter?: number;
}

const REFUSALS: Refusal[] = [
  { outcome: { kind: 'rejected', code: 'ErrorInvalidRecipients', reason: 'No.' }, code: 'MESSAGE_REJECTED', row: 'rejected' },
  { outcome: { kind: 'rejected', code: 'ErrorSendAsDenied', reason: 'No.' }, code: 'SEND_AS_DENIED', row: 'rejected' },
  { outcome: { kind: 'rejected', code: 'ErrorMessageSizeExceeded', reason: 'No.' }, code: 'MESSAGE_TOO_LARGE', row: 'rejected' },
  { outcome: { kind: 'rejected', code: 'HTTP_413', reason: 'No.' }, code: 'MESSAGE_TOO_LARGE', row: 'rejected' },
  {
    outcome: { kind: 'reconnect', code: 'InvalidAuthenticationToken', reason: 'No.' },
    code: 'ACCOUNT_NOT_CONNECTED',
    row: 'rejected',
  },
  {
    outcome: { kind: 'reconnect', code: 'ErrorAccessDenied', reason: 'No.' },
    code: 'MAILBOX_PERMISSION_MISSING',
    row: 'rejected',
  },
  {
    outcome: { kind: 'later', code: 'HTTP_429', reason: 'No.', waitMs: 7_000 },
    code: 'THROTTLED',
    row: 'rejected',
    retryAfter: 7,
  },
  { outcome: { kind: 'later', code: 'ECONNREFUSED', reason: 'No.' }, code: 'PROVIDER_UNAVAILABLE', row: 'rejected' },
  {
    outcome: { kind: 'stopMailbox', code: 'ErrorSubmissionQuotaExceeded', reason: 'No.' },
    code: 'THROTTLED',
    row: 'rejected',
    retryAfter: 14_400,
  },
  { outcome: { kind: 'unknown', code: 'HTTP_504', reason: 'No answer.' }, code: 'SEND_OUTCOME_UNKNOWN', row: 'unknown' },
];

describe('what a caller is told', () => {
  test.each(REFUSALS)('$outcome.kind $outcome.code: $code', async ({ outcome, code, row, retryAfter }) => {
    const house = await aMergeHouse();
    house.wire.answerNext(outcome, outcome);
    const failure = await failureOf(house.outbox.sendOne(anAccount(), 'send', message));
    const [stored] = await rowsOf(house);
    expect(failure.code).toBe(code);
    expect(failure.extras.details).toMatchObject({ outboxId: stored?.id });
    expect(failure.extras.retryAfterSeconds).toBe(retryAfter);
    expect(stored).toMatchObject({ status: row, message: null });
  });

  test('no access: in the words the API promises', async () => {
    const house = await aMergeHouse();
    house.accounts.tokenNext({ ok: false, kind: 'reconnect', code: 'invalid_grant', reason: 'Gone.' });
    const failure = await failureOf(house.outbox.sendOne(anAccount(), 'send', message));
    expect([failure.code, failure.message]).toEqual(['ACCOUNT_NOT_CONNECTED', 'Email account not connected or token expired']);
  });

  test("a fault of the server's own registration is the operator's", async () => {
    const house = await aMergeHouse();
    house.accounts.tokenNext({ ok: false, kind: 'operator', code: 'AADSTS7000215', reason: 'The secret is wrong.' });
    expect((await failureOf(house.outbox.sendOne(anAccount(), 'send', message))).code).toBe('OPERATOR_FAULT');
  });

  test('a bug after the first byte is a doubt, before it a plain failure', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext('throw-after', 'throw-before');
    expect((await failureOf(house.outbox.sendOne(anAccount(), 'send', message))).code).toBe('SEND_OUTCOME_UNKNOWN');
    expect((await failureOf(house.outbox.sendOne(anAccount(), 'send', message))).code).toBe('INTERNAL');
  });

  test('an end that cannot be recorded is a doubt, never a success or a plain failure', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext(async () => {
      await house.db.schema.alterTable('outbox').renameTo('gone').execute();
      return ACCEPTED;
    });
    const failing = failureOf(house.outbox.sendOne(anAccount(), 'send', message));
    await house.clock.advance(60_000);
    expect((await failing).code).toBe('SEND_OUTCOME_UNKNOWN');
  });
});

describe('the pace', () => {
  test('any free slot of the rolling minute, then 429 with the time until the next, and no row is left', async () => {
    const house = await aMergeHouse({ messagesPerMinute: 3 });
    for (let i = 0; i < 3; i += 1) {
      await house.outbox.sendOne(anAccount(), 'send', message);
      await house.clock.advance(1_000);
    }
    const failure = await failureOf(house.outbox.sendOne(anAccount(), 'send', message));
    expect([failure.code, failure.extras.retryAfterSeconds]).toEqual(['THROTTLED', 57]);
    expect((await rowsOf(house)).map((row) => row.status)).toEqual(['accepted', 'accepted', 'accepted']);
    await house.clock.advance(57_000);
    await house.outbox.sendOne(anAccount(), 'send', message);
  });

  test('together with a campaign it is never more than the number', async () => {
    const house = await aMergeHouse({ messagesPerMinute: 10 });
    await house.outbox.start();
    await aStartedCampaign(house, 30);
    await house.clock.advance(20_000);
    let refused = 0;
    for (let i = 0; i < 20; i += 1) {
      await house.outbox.sendOne(anAccount(), 'send', message).catch(() => (refused += 1));
      await house.clock.advance(500);
    }
    await house.clock.advance(300_000);
    const times = house.wire.attempts.map((a) => a.at);
    expect(Math.max(...times.map((from) => times.filter((t) => t >= from && t < from + 60_000).length))).toBe(10);
    expect(refused).toBeGreaterThan(0);
  });

  test('a resting mailbox sends nothing', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext({ kind: 'later', code: 'HTTP_429', reason: 'Slow down.', waitMs: 30_000 });
    await failureOf(house.outbox.sendOne(anAccount(), 'send', message));
    await house.clock.advance(10_000);
    const failure = await failureOf(house.outbox.sendOne(anAccount(), 'send', message));
    expect([failure.code, failure.extras.retryAfterSeconds]).toEqual(['THROTTLED', 20]);
    expect(failure.message).toBe(
      'Nothing was sent: this mailbox has to rest and can send again in 20 seconds. Its mail server asked for a pause.',
    );
    expect(house.wire.attempts).toHaveLength(1);
  });

  test('one at a time per mailbox: the second waits for the first', async () => {
    const house = await aMergeHouse();
    const { answer, give } = heldAnswer();
    house.wire.answerNext(answer);
    const first = house.outbox.sendOne(anAccount(), 'send', message);
    const second = house.outbox.sendOne(anAccount(), 'send', message);
    await house.clock.flush();
    expect(house.wire.attempts).toHaveLength(1);
    give(ACCEPTED);
    await Promise.all([first, second]);
    expect(house.wire.attempts).toHaveLength(2);
  });
});

describe('ends of service', () => {
  test('after the stop nothing is taken', async () => {
    const house = await aMergeHouse();
    await house.outbox.stop();
    expect((await failureOf(house.outbox.sendOne(anAccount(), 'send', message))).code).toBe('SHUTTING_DOWN');
    expect(await rowsOf(house)).toEqual([]);
  });

  test('disconnected before the first byte: withdrawn, and said so', async () => {
    const house = await aMergeHouse();
    const accounts = { ...house.accounts };
    house.accounts.freshToken = async (id, refused) => {
      await house.outbox.stopMailboxWork('account-anna', 'Disconnected.');
      return accounts.freshToken(id, refused);
    };
    const failure = await failureOf(house.outbox.sendOne(anAccount(), 'send', message));
    expect(failure.message).toContain('not sent');
    expect((await rowsOf(house)).map((row) => [row.status, row.message])).toEqual([['cancelled', null]]);
    expect(house.wire.attempts).toEqual([]);
  });

  test('the lag tells how long a message has been on its way', async () => {
    const house = await aMergeHouse();
    expect(await house.outbox.lagSeconds()).toBe(0);
    const { answer, give } = heldAnswer();
    house.wire.answerNext(answer);
    const sending = house.outbox.sendOne(anAccount(), 'send', message);
    await house.clock.advance(42_000);
    expect(await house.outbox.lagSeconds()).toBe(42);
    give(ACCEPTED);
    await sending;
    expect(await house.outbox.lagSeconds()).toBe(0);
  });
});
