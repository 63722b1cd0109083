/** What becomes of drafts in the mailbox when their messages end without having been sent. */
import { describe, expect, test } from '@jest/globals';
import { cancelCampaign } from '../../../server/campaigns/cancelCampaign.ts';
import { retryRejected } from '../../../server/campaigns/retryRejected.ts';
import { AppError } from '../../../server/http/appError.ts';
import type { Discarded, LookUp } from '../../../server/mail/mailTransport.ts';
import type { SendOutcome } from '../../../server/mail/sendOutcome.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { aStartedCampaign, statusOf, statusesOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount } from '../../support/anAccount.ts';
import { ACCEPTED } from '../../support/fakeTransport.ts';

const { markerId: _, ...message } = aMailMessage({ to: ['bo@example.com'] });
const SECOND = 1_000;
const SLOWER: SendOutcome = { kind: 'later', code: 'HTTP_429', status: 429, waitMs: 30 * SECOND, reason: 'Slow down.' };
const BUSY: SendOutcome = { kind: 'later', code: 'HTTP_429', status: 429, reason: 'Slow down.' };
const REFUSED: SendOutcome = { kind: 'rejected', code: 'ErrorInvalidRecipients', reason: 'No such person.' };
const FORBIDDEN: SendOutcome = { kind: 'reconnect', code: 'ErrorAccessDenied', reason: 'It may not send.' };
const BLOCKED: SendOutcome = { kind: 'stopMailbox', code: 'ErrorExceededMessageLimit', reason: 'Its quota is used up.' };
const DOUBT: SendOutcome = { kind: 'unknown', code: 'HTTP_504', reason: 'It may have been sent.' };

interface Scene extends MergeHouse {
  /** As the mailbox does it, for tests that do it otherwise once. */
  send: Send;
  discard: Discard;
  /** What lies in Drafts, oldest first. */
  drafts: string[];
  sent: string[];
  /** When somebody wanted a draft deleted. */
  deletions: number[];
}

type Send = MergeHouse['wire']['send'];
type Discard = NonNullable<MergeHouse['wire']['discard']>;

/** A mailbox that sends by way of drafts. `answers`: to “send this draft”; afterwards all are sent. `deleting`: to deletions. */
async function aScene(answers: SendOutcome[], deleting: Discarded[] = []): Promise<Scene> {
  const house = await aMergeHouse();
  const leaves = (id: string): void => void (scene.drafts = scene.drafts.filter((each) => each !== id));
  const send: Send = async (_message, _as, hooks) => {
    const draftId = hooks?.draftId ?? `draft ${scene.drafts.length + scene.sent.length + scene.deletions.length + 1}`;
    if (hooks?.draftId === undefined) scene.drafts.push(draftId);
    await hooks?.beforeBytes?.({ draftId });
    const outcome = answers.shift() ?? ACCEPTED;
    if (outcome.kind !== 'accepted') return outcome;
    leaves(draftId);
    scene.sent.push(draftId);
    return outcome;
  };
  const discard: Discard = async (draftId, _as, mayDelete) => {
    if (!(await mayDelete())) return { kind: 'kept', reason: 'It may be sent again.' };
    scene.deletions.push(house.clock.now());
    const answer = deleting.shift() ?? { kind: 'discarded' };
    if (answer.kind === 'discarded') leaves(draftId);
    return answer;
  };
  Object.assign(house.wire, { send, discard });
  const scene: Scene = { ...house, send, discard, drafts: [], sent: [], deletions: [] };
  return scene;
}

const failureOf = (scene: Scene): Promise<unknown> =>
  scene.outbox.sendOne(anAccount(), 'send', message).catch((error: unknown) => error);

describe('a draft of /send that was certainly not sent', () => {
  test.each<[string, SendOutcome, string]>([
    ['429 without a wait', BUSY, 'PROVIDER_UNAVAILABLE'],
    ['refused', REFUSED, 'MESSAGE_REJECTED'],
    ['no permission to send', FORBIDDEN, 'MAILBOX_PERMISSION_MISSING'],
  ])('%s: goes', async (_what, outcome, code) => {
    const scene = await aScene([outcome, outcome]);
    expect(await failureOf(scene)).toMatchObject({ code });
    await scene.clock.advance(0);
    expect(scene.drafts).toEqual([]);
    expect(await scene.db.selectFrom('outbox').select(['status', 'draft_id']).execute()).toEqual([
      { status: 'rejected', draft_id: null },
    ]);
  });

  test.each<[string, SendOutcome, number]>([
    ['429 with a wait', SLOWER, 30 * SECOND],
    ['a quota that is used up', BLOCKED, 4 * 3600 * SECOND],
  ])('%s: goes when the mailbox may be asked again', async (_what, outcome, wait) => {
    const scene = await aScene([outcome]);
    expect(await failureOf(scene)).toMatchObject({ code: 'THROTTLED' });
    const at = scene.clock.now();
    await scene.clock.advance(wait - 1);
    expect(scene.drafts).toHaveLength(1);
    await scene.clock.advance(1);
    expect(scene.drafts).toEqual([]);
    expect(scene.deletions).toEqual([at + wait]);
  });

  test('in doubt it stays, whatever time passes', async () => {
    const scene = await aScene([DOUBT]);
    await scene.outbox.start();
    expect(await failureOf(scene)).toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN' });
    await scene.clock.advance(2 * 3600 * SECOND);
    expect(scene.deletions).toEqual([]);
    expect(scene.drafts).toHaveLength(1);
    await scene.outbox.stop();
  });

  test('in doubt, and found unsent by a look: goes then, and not before', async () => {
    const scene = await aScene([DOUBT]);
    const looks: number[] = [];
    scene.wire.lookUp = (): Promise<LookUp> => {
      looks.push(scene.clock.now());
      return Promise.resolve({ kind: 'notSent' });
    };
    await scene.outbox.start();
    await failureOf(scene);
    await scene.clock.advanceUntil(() => scene.drafts.length === 0);
    expect(scene.deletions).toEqual(looks);
    await scene.outbox.stop();
  });

  test('that cannot be deleted changes no answer; it is tried a few times, and noted', async () => {
    const open = { kind: 'open', reason: 'Not now.' } as const;
    const scene = await aScene([REFUSED], [open, { ...open, waitMs: 3600 * SECOND }, open]);
    const start = scene.clock.now();
    const failure = await failureOf(scene);
    expect(failure instanceof AppError && failure.code).toBe('MESSAGE_REJECTED');
    await scene.clock.advance(24 * 3600 * SECOND);
    expect(scene.deletions.map((at) => at - start)).toEqual([0, 60 * SECOND, 3660 * SECOND]);
    expect(scene.complaints).toEqual(['the draft of a mail that was not sent stays in Drafts']);
  });

  test('goes no sooner than the sign-in service asked for', async () => {
    const scene = await aScene([REFUSED]);
    const start = scene.clock.now();
    await failureOf(scene);
    scene.accounts.tokenNext({ ok: false, kind: 'later', code: 'HTTP_429', reason: 'Busy.', waitMs: 3600 * SECOND });
    await scene.clock.advance(24 * 3600 * SECOND);
    expect(scene.deletions.map((at) => at - start)).toEqual([3600 * SECOND]);
  });

  test('a surprise while it is deleted is noted, and the next one is deleted all the same', async () => {
    const scene = await aScene([REFUSED, REFUSED]);
    scene.wire.discard = () => Promise.reject(new Error('a bug'));
    await failureOf(scene);
    await scene.clock.advance(0);
    expect(scene.complaints).toHaveLength(1);
    scene.wire.discard = scene.discard;
    await scene.clock.advance(60 * SECOND);
    await failureOf(scene);
    await scene.clock.advance(0);
    expect(scene.drafts).toEqual(['draft 1']);
  });

  test('is left alone after the server was stopped', async () => {
    const scene = await aScene([SLOWER]);
    await failureOf(scene);
    await scene.outbox.stop();
    await scene.clock.advance(3600 * SECOND);
    expect(scene.deletions).toEqual([]);
  });
});

describe('a draft of a campaign', () => {
  test('that waits is kept, and sent', async () => {
    const scene = await aScene([SLOWER, BUSY]);
    await scene.outbox.start();
    const { id } = await aStartedCampaign(scene, 1);
    await scene.clock.advanceUntil(async () => (await statusOf(scene, id)).status === 'finished');
    expect(scene).toMatchObject({ sent: ['draft 1'], drafts: [], deletions: [] });
    expect(scene.complaints).toEqual([]);
    await scene.outbox.stop();
  });

  test('that is refused goes, and a retry makes a new one', async () => {
    const scene = await aScene([REFUSED]);
    await scene.outbox.start();
    const { id } = await aStartedCampaign(scene, 1);
    await scene.clock.advanceUntil(async () => (await statusOf(scene, id)).status === 'finished');
    await scene.clock.advance(0);
    expect(scene).toMatchObject({ sent: [], drafts: [] });
    await retryRejected(scene.campaigns, 'anna', id);
    await scene.clock.advanceUntil(() => scene.sent.length > 0);
    expect(scene).toMatchObject({ sent: ['draft 2'], drafts: [] });
    await scene.outbox.stop();
  });

  test('that waits again by the time it would be deleted is kept, and sent', async () => {
    const scene = await aScene([REFUSED]);
    await scene.outbox.start();
    const { id } = await aStartedCampaign(scene, 1);
    let retried = false;
    scene.wire.discard = async (draftId, as, mayDelete) => {
      // Between the look and the deletion a person has it sent again.
      await retryRejected(scene.campaigns, 'anna', id);
      retried = true;
      return scene.discard(draftId, as, mayDelete);
    };
    await scene.clock.advanceUntil(() => retried);
    await scene.clock.advanceUntil(() => scene.sent.length > 0);
    expect(scene).toMatchObject({ sent: ['draft 1'], drafts: [], deletions: [], complaints: [] });
    await scene.outbox.stop();
  });

  test.each<[string, SendOutcome]>([
    ['while it waits', BUSY],
    ['while it waits long', SLOWER],
  ])('that is cancelled %s goes', async (_what, outcome) => {
    const scene = await aScene([outcome]);
    await scene.outbox.start();
    const { id } = await aStartedCampaign(scene, 2);
    await scene.clock.advanceUntil(() => scene.drafts.length > 0);
    await scene.clock.flush();
    await cancelCampaign(scene.campaigns, 'anna', id);
    await scene.clock.advance(0);
    expect(await statusesOf(scene, id)).toEqual(['cancelled', 'cancelled']);
    expect(scene).toMatchObject({ sent: [], drafts: [] });
    await scene.outbox.stop();
  });

  test('that comes back unsent into a cancelled campaign goes', async () => {
    const scene = await aScene([]);
    let cancelled = '';
    scene.wire.send = (mail, as, hooks) =>
      scene
        .send(mail, as, {
          ...hooks,
          async beforeBytes(noted) {
            await hooks?.beforeBytes?.(noted);
            await cancelCampaign(scene.campaigns, 'anna', cancelled);
          },
        })
        .then(() => BUSY);
    await scene.outbox.start();
    cancelled = (await aStartedCampaign(scene, 1)).id;
    scene.sent = [];
    await scene.clock.advanceUntil(() => scene.deletions.length > 0);
    expect(await statusesOf(scene, cancelled)).toEqual(['cancelled']);
    await scene.outbox.stop();
  });

  test('in doubt, found unsent after its campaign was cancelled, goes', async () => {
    const scene = await aScene([DOUBT]);
    scene.wire.lookUp = () => Promise.resolve({ kind: 'notSent' });
    await scene.outbox.start();
    const { id } = await aStartedCampaign(scene, 2);
    await scene.clock.advanceUntil(async () => (await statusesOf(scene, id))[0] === 'unknown');
    await cancelCampaign(scene.campaigns, 'anna', id);
    expect(scene.drafts).toEqual(['draft 1']);
    await scene.clock.advanceUntil(() => scene.drafts.length === 0);
    expect(await statusesOf(scene, id)).toEqual(['cancelled', 'cancelled']);
    await scene.outbox.stop();
  });
});
