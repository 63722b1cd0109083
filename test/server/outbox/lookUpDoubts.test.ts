import { describe, expect, test } from '@jest/globals';
import { deleteCampaign } from '../../../server/campaigns/deleteCampaign.ts';
import type { Doubt, LookUp, MailTransport } from '../../../server/mail/mailTransport.ts';
import { eraseCampaignRows } from '../../../server/outbox/eraseCampaignRows.ts';
import { type Doubts, doubtsOf } from '../../../server/outbox/lookUpDoubts.ts';
import { insertRows, type NewOutboxRow, type OutboxRow } from '../../../server/outbox/outbox.store.ts';
import type { CampaignStatus } from '../../../shared/merge/campaignMoves.ts';
import { aStartedCampaign } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const MINUTE = 60_000;
const MAILBOX = 'microsoft:contoso:anna';

interface Scene extends MergeHouse {
  doubts: Doubts;
  asked: (Doubt & { at: number })[];
  /** What the mailbox says, by the id of the row; else that nothing is to be seen yet. */
  says: Map<string, LookUp | (() => Promise<LookUp>)>;
  woken: string[];
  wire: MergeHouse['wire'] & MailTransport;
}

async function aScene(): Promise<Scene> {
  const house = await aMergeHouse();
  const asked: Scene['asked'] = [];
  const says: Scene['says'] = new Map();
  const woken: string[] = [];
  const lookUp = async (doubt: Doubt): Promise<LookUp> => {
    asked.push({ ...doubt, at: house.clock.now() });
    const answer = says.get(doubt.markerId) ?? { kind: 'open', reason: 'nothing yet' };
    return typeof answer === 'function' ? answer() : answer;
  };
  const wire = Object.assign(house.wire, { lookUp });
  const doubts = doubtsOf({
    ...house.outboxDeps,
    after: house.clock.after,
    transportOf: () => wire,
    waiting: (mailbox) => void woken.push(mailbox),
    leftDraft: () => undefined,
  });
  return { ...house, wire, doubts, asked, says, woken };
}

/** A campaign of one row, in doubt since now; nobody may decide for another minute. */
async function inDoubt(scene: Scene, change: Partial<NewOutboxRow> = {}, status: CampaignStatus = 'finished'): Promise<string> {
  const { id } = await aStartedCampaign(scene, 1);
  const now = scene.clock.now();
  await scene.db.updateTable('campaigns').set({ status, finished_at: now }).where('id', '=', id).execute();
  const doubt = { status: 'unknown' as const, submitting_at: now, decide_after: now + MINUTE, next_look_up: now + MINUTE };
  await scene.db
    .updateTable('outbox')
    .set({ ...doubt, finished_at: now, draft_id: 'draft', reason: 'It may have been sent.', code: 'HTTP_504', ...change })
    .where('campaign_id', '=', id)
    .execute();
  return id;
}

const rowOf = (scene: Scene, campaignId: string): Promise<OutboxRow> =>
  scene.db.selectFrom('outbox').selectAll().where('campaign_id', '=', campaignId).executeTakeFirstOrThrow();

const campaignStatus = async (scene: Scene, id: string): Promise<string> =>
  (await scene.db.selectFrom('campaigns').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;

describe('mails in doubt are looked up', () => {
  test('not before anybody may decide, and then at once', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene, { next_look_up: 1 });
    const row = await rowOf(scene, id);
    scene.doubts.start();
    await scene.clock.advance(MINUTE - 1);
    expect(scene.asked).toEqual([]);
    await scene.clock.advance(1);
    const doubt = { markerId: row.id, draftId: 'draft', submittedAt: row.submitting_at };
    expect(scene.asked).toEqual([{ ...doubt, at: row.decide_after ?? 0 }]);
  });

  test('found: accepted, with who decided', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    scene.says.set((await rowOf(scene, id)).id, { kind: 'sent', providerId: 'AAM', idKind: 'immutable' });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(await rowOf(scene, id)).toMatchObject({
      status: 'accepted',
      decided_by: 'look-up',
      decided_at: scene.clock.now(),
      next_look_up: null,
      code: null,
      reason: 'Found in Sent Items.',
      provider_message_id: 'AAM',
      provider_message_id_kind: 'immutable',
    });
  });

  test('a pause that the mailbox asks for holds for all its doubts, and costs the others no look', async () => {
    const scene = await aScene();
    const ids = [await inDoubt(scene), await inDoubt(scene), await inDoubt(scene)];
    const first = await rowOf(scene, ids[0] ?? '');
    scene.says.set(first.id, { kind: 'open', reason: 'Slow down.', waitMs: 20 * MINUTE });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(scene.asked).toHaveLength(1);
    expect((await Promise.all(ids.map((id) => rowOf(scene, id)))).map((row) => row.look_ups)).toEqual([1, 0, 0]);
    await scene.clock.advance(20 * MINUTE - 1);
    expect(scene.asked).toHaveLength(1);
    scene.says.clear();
    await scene.clock.advance(1);
    expect(scene.asked).toHaveLength(4);
  });

  test.each<[CampaignStatus, string, OutboxRow['status']]>([
    ['running', 'running', 'queued'],
    ['paused', 'paused', 'queued'],
    ['finished', 'running', 'queued'],
    ['cancelled', 'cancelled', 'cancelled'],
  ])('still a draft, its campaign is %s: then %s, and the row %s', async (before, after, status) => {
    const scene = await aScene();
    const id = await inDoubt(scene, {}, before);
    scene.says.set((await rowOf(scene, id)).id, { kind: 'notSent' });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(await campaignStatus(scene, id)).toBe(after);
    const row = await rowOf(scene, id);
    expect(row).toMatchObject({ status, draft_id: 'draft', next_look_up: null });
    if (status === 'queued') expect(row).toMatchObject({ attempt: 1, finished_at: null, decide_after: null, reason: null });
    expect(scene.woken).toEqual([MAILBOX]);
  });

  test('still a draft of a merge that ended long ago: it does not send by itself any more', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    scene.says.set((await rowOf(scene, id)).id, { kind: 'notSent' });
    await scene.clock.advance(25 * 60 * MINUTE);
    scene.doubts.start();
    await scene.clock.flush();
    expect(await rowOf(scene, id)).toMatchObject({ status: 'rejected', reason: expect.stringContaining('still in Drafts') });
    expect(await campaignStatus(scene, id)).toBe('finished');
  });

  test('still a draft of /send: rejected, its caller was told', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene, { kind: 'send' });
    scene.says.set((await rowOf(scene, id)).id, { kind: 'notSent' });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(await rowOf(scene, id)).toMatchObject({ status: 'rejected', code: 'NOT_SENT', decided_by: 'look-up' });
    expect(scene.woken).toEqual([]);
  });

  test('nothing to be seen: after 1, 5, 30 and 120 minutes, then left to people', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    const first = scene.clock.now() + MINUTE;
    scene.doubts.start();
    await scene.clock.advance(24 * 60 * MINUTE);
    expect(scene.asked.map(({ at }) => (at - first) / MINUTE)).toEqual([0, 1, 6, 36, 156]);
    expect(await rowOf(scene, id)).toMatchObject({ status: 'unknown', next_look_up: null, look_ups: 5 });
  });

  test('it will never be seen: once, with the reason beside the first one', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    scene.says.set((await rowOf(scene, id)).id, {
      kind: 'unclear',
      code: 'DRAFT_GONE',
      reason: 'Somebody deleted its draft.',
    });
    scene.doubts.start();
    await scene.clock.advance(10 * MINUTE);
    expect(scene.asked).toHaveLength(1);
    const reason = 'It may have been sent. Somebody deleted its draft.';
    expect(await rowOf(scene, id)).toMatchObject({ status: 'unknown', next_look_up: null, reason, code: 'DRAFT_GONE' });
  });

  test('a verdict about an attempt that somebody has ended meanwhile counts for nothing', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    const row = await rowOf(scene, id);
    scene.says.set(row.id, async () => {
      // A person had it sent again, and that one is in doubt too.
      const at = scene.clock.now();
      await scene.db.updateTable('outbox').set({ submitting_at: at, decide_after: at, next_look_up: null }).execute();
      return { kind: 'notSent' };
    });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(scene.asked).toHaveLength(1);
    expect(await rowOf(scene, id)).toMatchObject({ status: 'unknown', attempt: 0 });
  });

  test('of a merge that is deleted nothing is looked for, and nothing of a person stays', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene, { provider_message_id: 'AAM' });
    await deleteCampaign(scene.campaigns, 'anna', id);
    scene.doubts.start();
    await scene.clock.advance(10 * MINUTE);
    expect(scene.asked).toEqual([]);
    const left = await scene.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    const nobody = { campaign_id: null, to_address: null, reason: null, provider_message_id: null, draft_id: null };
    expect(left).toMatchObject({ ...nobody, next_look_up: null });
  });

  test('what is erased while the mailbox answers stays erased', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    scene.says.set((await rowOf(scene, id)).id, async () => {
      await eraseCampaignRows(scene.db, id);
      return { kind: 'sent', providerId: 'AAM', idKind: 'immutable' };
    });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(await rowOf(scene, id)).toMatchObject({ status: 'unknown', reason: null, provider_message_id: null });
  });

  test('one at a time in a mailbox, mailboxes side by side, and none that keeps the others waiting', async () => {
    const scene = await aScene();
    let now = 0;
    let most = 0;
    const slowly = async (): Promise<LookUp> => {
      now += 1;
      most = Math.max(most, now);
      await scene.clock.sleep(1_000);
      now -= 1;
      return { kind: 'sent' };
    };
    const base = { user_id: 'anna', account_id: 'account-anna', kind: 'send' as const, created_at: 1, next_look_up: 1 };
    await insertRows(
      scene.db,
      ['a', 'a', 'a', 'b', 'b'].map((mailbox, i) => ({ ...base, id: `r${i}`, mailbox, status: 'unknown' as const })),
    );
    for (let i = 0; i < 5; i += 1) scene.says.set(`r${i}`, slowly);
    scene.says.set('r3', () => Promise.reject(new Error('a bug')));
    scene.doubts.start();
    await scene.clock.advance(3_000);
    expect(most).toBe(2);
    const rows = await scene.db.selectFrom('outbox').select(['id', 'status']).orderBy('seq').execute();
    expect(rows.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted', 'unknown', 'accepted']);
    expect(scene.complaints).toEqual(['a mail in doubt could not be looked up; it is tried again']);
  });

  test('a hundred that cannot be looked up for a fault on our side keep no other waiting', async () => {
    const scene = await aScene();
    const now = scene.clock.now();
    const base = { user_id: 'anna', account_id: 'account-anna', kind: 'send', status: 'unknown', created_at: now } as const;
    const due = { submitting_at: now, decide_after: now, finished_at: now };
    const rows = Array.from({ length: 101 }, (_, i) => ({
      ...base,
      ...due,
      id: `r${i}`,
      mailbox: MAILBOX,
      next_look_up: now + i,
    }));
    await insertRows(scene.db, rows);
    for (let i = 0; i < 100; i += 1) scene.says.set(`r${i}`, () => Promise.reject(new Error('a bug')));
    scene.doubts.start();
    await scene.clock.advance(5_000);
    expect(scene.asked.map(({ markerId }) => markerId)).toContain('r100');
    expect(scene.asked).toHaveLength(101);
  });

  test('access that is missing for now puts the look off', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    scene.accounts.tokenNext({ ok: false, kind: 'reconnect', code: 'x', reason: 'gone' });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(scene.asked).toEqual([]);
    expect(await rowOf(scene, id)).toMatchObject({ look_ups: 1, next_look_up: scene.clock.now() + MINUTE });
    await scene.clock.advance(MINUTE);
    expect(scene.asked).toHaveLength(1);
  });

  test('one that comes while nothing else is due is looked up as soon as that may be', async () => {
    const scene = await aScene();
    scene.doubts.start();
    await scene.clock.advance(MINUTE / 2);
    const id = await inDoubt(scene, { decide_after: scene.clock.now() + 7_000, next_look_up: scene.clock.now() + 7_000 });
    scene.doubts.expect(scene.clock.now() + 7_000);
    await scene.clock.advance(6_999);
    expect(scene.asked).toEqual([]);
    await scene.clock.advance(1);
    expect(scene.asked).toHaveLength(1);
    expect(await rowOf(scene, id)).toMatchObject({ look_ups: 1 });
  });

  test('access that the mailbox refuses is renewed once, and the look repeated at once', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    const refusals: LookUp[] = [{ kind: 'open', reason: 'refused', accessRefused: true }];
    const row = await rowOf(scene, id);
    scene.says.set(row.id, () => Promise.resolve(refusals.pop() ?? { kind: 'sent' }));
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(scene.accounts.refused).toEqual(['token-0']);
    expect(await rowOf(scene, id)).toMatchObject({ status: 'accepted', decided_by: 'look-up' });
  });

  test('access that is refused however new it is puts the look off', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene);
    const row = await rowOf(scene, id);
    scene.says.set(row.id, { kind: 'open', reason: 'refused', accessRefused: true });
    scene.doubts.start();
    await scene.clock.advance(MINUTE);
    expect(scene.asked).toHaveLength(2);
    expect(await rowOf(scene, id)).toMatchObject({ look_ups: 1, next_look_up: scene.clock.now() + MINUTE });
  });

  test('after stop none is begun', async () => {
    const scene = await aScene();
    await inDoubt(scene);
    scene.doubts.start();
    await scene.doubts.stop();
    await scene.clock.advance(10 * MINUTE);
    expect(scene.asked).toEqual([]);
  });
});

describe('a person asks', () => {
  test('due now, once more, and still not before anybody may decide', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene, { next_look_up: null, look_ups: 5 });
    scene.doubts.start();
    expect(await scene.doubts.ask(id)).toEqual({ lookingFor: 1, mayRead: true });
    await scene.clock.advance(MINUTE - 1);
    expect(scene.asked).toEqual([]);
    await scene.clock.advance(1_000);
    expect(scene.asked).toHaveLength(1);
    await scene.clock.advance(10 * MINUTE);
    expect(await scene.doubts.ask(id)).toEqual({ lookingFor: 1, mayRead: true });
    await scene.clock.flush();
    expect(scene.asked.at(-1)?.at).toBe(scene.clock.now());
  });

  test('a mailbox that may not be read is not, and the answer says so', async () => {
    const scene = await aScene();
    const id = await inDoubt(scene, { next_look_up: null });
    delete scene.wire.lookUp;
    expect(await scene.doubts.ask(id)).toEqual({ lookingFor: 0, mayRead: false });
    expect((await rowOf(scene, id)).next_look_up).toBeNull();
  });

  test('nothing is in doubt', async () => {
    const scene = await aScene();
    const { id } = await aStartedCampaign(scene, 1);
    expect(await scene.doubts.ask(id)).toEqual({ lookingFor: 0, mayRead: true });
  });
});
