import { describe, expect, test } from '@jest/globals';
import type { SendHooks } from '../../../server/mail/mailTransport.ts';
import type { SendOutcome } from '../../../server/mail/sendOutcome.ts';
import { decide } from '../../../server/outbox/decide.ts';
import { withoutAccess } from '../../../server/outbox/submit.ts';
import { STANDARD_RETRY } from '../../../shared/api/pace.ts';
import { aStartedCampaign, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';
import { ACCEPTED } from '../../support/fakeTransport.ts';

const FIRST_ANSWERS: SendOutcome[] = [
  { kind: 'reconnect', code: 'HTTP_401', reason: 'Sign in again.' },
  { kind: 'later', code: 'LEASE_OVER', reason: 'Its turn was over.' },
];

describe('the second try of a message', () => {
  test.each(FIRST_ANSWERS)('after $code sends the draft of the first', async (first) => {
    const house = await aMergeHouse();
    const asked: SendHooks['draftId'][] = [];
    house.wire.send = async (_message, _as, hooks) => {
      asked.push(hooks?.draftId);
      await hooks?.beforeBytes?.({ draftId: hooks.draftId ?? `draft ${asked.length}` });
      return asked.length === 1 ? first : ACCEPTED;
    };
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(asked).toEqual([undefined, 'draft 1']);
    const row = await house.db.selectFrom('outbox').select(['status', 'draft_id']).executeTakeFirst();
    expect(row).toEqual({ status: 'accepted', draft_id: 'draft 1' });
  });
});

test.each([
  [503, 'waits'],
  [500, 'is given up'],
])('without access, because its token service answered %i: by the policy it %s', (status, end) => {
  const outcome = withoutAccess({ ok: false, kind: 'later', code: 'temporarily_unavailable', reason: 'Busy.', status });
  const policy = { ...STANDARD_RETRY, mode: 'status' as const };
  const facts = { kind: 'campaign' as const, attempt: 0, since: 0, now: 0, policy, decideAfter: 0, canLookUp: false };
  expect(decide(outcome, facts).row?.status).toBe(end === 'waits' ? 'waiting' : 'rejected');
});
