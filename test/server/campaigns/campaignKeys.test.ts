/** `Idempotency-Key` on the routes that create and send, over the same mounting as in earnest. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { aCampaignInput, aDraft, aStartedCampaign, putInto } from '../../support/aCampaign.ts';
import { aMergeHouse, anAppOf, type MergeHouse } from '../../support/aMergeHouse.ts';
import { ACCEPTED, heldAnswer } from '../../support/fakeTransport.ts';

async function aHouse() {
  return aHouseOf(await aMergeHouse());
}

function aHouseOf(house: MergeHouse) {
  const app = anAppOf(house);
  const post = async (path: string, payload: object, key: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/campaigns${path}`,
      headers: { 'x-user': 'anna', 'idempotency-key': key },
      payload,
    });
    return { status: answer.statusCode, body: answer.json<{ id?: string; code?: string; status?: string }>() };
  };
  return { house, app, post };
}

describe('a repeated request with the same key', () => {
  test('creates one campaign and answers the same', async () => {
    const { house, post } = await aHouse();
    const [first, second] = [await post('', aCampaignInput(), 'k'), await post('', aCampaignInput(), 'k')];
    expect(first.status).toBe(201);
    expect(second).toEqual(first);
    expect(await house.db.selectFrom('campaigns').select('id').execute()).toEqual([{ id: first.body.id }]);
  });

  test('starts once and answers the same', async () => {
    const { house, post } = await aHouse();
    const { id } = await aDraft(house);
    const [first, second] = [await post(`/${id}/start`, {}, 'k'), await post(`/${id}/start`, {}, 'k')];
    expect([first.status, first.body.status]).toEqual([200, 'running']);
    expect(second).toEqual(first);
  });

  test('sends one test mail; a doubtful one is told again, never sent again', async () => {
    const { house, post } = await aHouse();
    const { id } = await aDraft(house);
    house.wire.answerNext({ kind: 'unknown', code: 'HTTP_504', reason: 'No clear answer.' });
    const answers = [await post(`/${id}/test`, {}, 'k'), await post(`/${id}/test`, {}, 'k')];
    expect(answers.map((a) => [a.status, a.body.code])).toEqual([
      [502, 'SEND_OUTCOME_UNKNOWN'],
      [502, 'SEND_OUTCOME_UNKNOWN'],
    ]);
    expect(house.wire.attempts).toHaveLength(1);
  });

  test.each<[string, object, object]>([
    ['/start', {}, { recipients: 3 }],
    ['/schedule', { at: '2026-06-02T09:00:00.000Z' }, { at: '2026-06-03T09:00:00.000Z' }],
    ['/retry', {}, { rows: [1] }],
    ['/resolve', { decision: 'again' }, { decision: 'sent' }],
    ['/duplicate', {}, {}],
  ])('%s is done once, after a restart too; another body is refused', async (path, payload, other) => {
    const { house, post } = await aHouse();
    const { id } = ['/retry', '/resolve'].includes(path) ? await aStartedCampaign(house) : await aDraft(house);
    await house.db
      .updateTable('outbox')
      .set({ status: path === '/resolve' ? 'unknown' : 'rejected' })
      .execute();
    const first = await post(`/${id}${path}`, payload, 'k');
    expect([200, 201]).toContain(first.status);
    // Done a second time it would be refused, or do something else.
    await house.db
      .updateTable('outbox')
      .set({ status: path === '/resolve' ? 'unknown' : 'rejected' })
      .execute();
    expect(await post(`/${id}${path}`, payload, 'k')).toEqual(first);
    expect(await aHouseOf(house.crash()).post(`/${id}${path}`, payload, 'k')).toEqual(first);
    if (path === '/duplicate') return;
    const answer = await post(`/${id}${path}`, other, 'k');
    expect([answer.status, answer.body.code]).toEqual([409, 'IDEMPOTENCY_MISMATCH']);
  });

  test('while the first is running is told when to ask again', async () => {
    const { house, app } = await aHouse();
    const { id } = await aDraft(house);
    const held = heldAnswer();
    house.wire.answerNext(held.answer);
    const ask = () =>
      app.inject({
        method: 'POST',
        url: `/api/campaigns/${id}/test`,
        headers: { 'x-user': 'anna', 'idempotency-key': 'k' },
        payload: {},
      });
    const first = ask();
    while (house.wire.attempts.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = await ask();
    expect([second.statusCode, second.json<{ code: string }>().code, second.headers['retry-after']]).toEqual([
      409,
      'IDEMPOTENCY_RUNNING',
      '2',
    ]);
    held.give(ACCEPTED);
    expect((await first).statusCode).toBe(200);
    expect(house.wire.attempts).toHaveLength(1);
  });

  test('names the row of a mail whose request was cut off by a crash', async () => {
    const { house, app } = await aHouse();
    const { id } = await aDraft(house);
    house.wire.answerNext(heldAnswer().answer);
    const ask = {
      method: 'POST',
      url: `/api/campaigns/${id}/test`,
      headers: { 'x-user': 'anna', 'idempotency-key': 'k' },
    } as const;
    void app.inject(ask).then(() => undefined);
    while (house.wire.attempts.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const after = house.crash();
    await after.outbox.start();
    const row = await after.db.selectFrom('outbox').select(['id', 'status']).executeTakeFirstOrThrow();
    expect(row.status).toBe('unknown');
    for (let time = 0; time < 2; time += 1) {
      const answer = await anAppOf(after).inject(ask);
      expect(answer.statusCode).toBe(502);
      expect(answer.json()).toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN', details: { outboxId: row.id } });
    }
    expect(after.wire.attempts).toEqual([]);
    await after.outbox.stop();
  });

  test('with another body is refused', async () => {
    const { house, post } = await aHouse();
    const { id } = await aDraft(house);
    await post(`/${id}/test`, { row: 1 }, 'k');
    const answer = await post(`/${id}/test`, { row: 2 }, 'k');
    expect([answer.status, answer.body.code]).toEqual([409, 'IDEMPOTENCY_MISMATCH']);
  });
});

describe('answers that were kept for a repetition', () => {
  async function anEndedCampaign() {
    const at = await aHouse();
    const { id = '' } = (await at.post('', aCampaignInput(), 'create')).body;
    await at.post(`/${id}/start`, {}, 'start');
    const copy = (await at.post(`/${id}/duplicate`, {}, 'copy')).body;
    await putInto(at.house, id, 'finished');
    await at.house.db.updateTable('outbox').set({ status: 'accepted' }).execute();
    return { ...at, id, copy };
  }

  const kept = async (house: MergeHouse) => house.db.selectFrom('idempotency_keys').select(['key', 'response']).execute();

  test.each<[string, 'POST' | 'DELETE', string, number, string]>([
    ['erased', 'POST', '/erase', 409, 'CAMPAIGN_ERASED'],
    ['deleted', 'DELETE', '', 404, 'CAMPAIGN_NOT_FOUND'],
  ])(
    'tell nothing of a campaign any more once it is %s, and are not carried out again',
    async (_, method, path, status, code) => {
      const { house, app, post, id, copy } = await anEndedCampaign();
      const done = await app.inject({ method, url: `/api/campaigns/${id}${path}`, headers: { 'x-user': 'anna' } });
      expect(done.statusCode).toBe(200);
      for (const [place, body, key] of [
        ['', aCampaignInput(), 'create'],
        [`/${id}/start`, {}, 'start'],
      ] as const) {
        const again = await post(place, body, key);
        expect([again.status, again.body.code]).toEqual([status, code]);
      }
      const about = (await kept(house)).filter(({ key }) => key !== 'copy');
      expect(about).toHaveLength(2);
      expect(JSON.stringify(about)).not.toContain('example.com');
      expect(await house.db.selectFrom('campaigns').select('id').where('id', 'not in', [id]).execute()).toEqual([
        { id: copy.id },
      ]);
      // The copy is a campaign of its own.
      expect((await post(`/${id}/duplicate`, {}, 'copy')).body).toEqual(copy);
    },
  );

  test.each<[string, 'POST' | 'DELETE', string]>([
    ['erased', 'POST', '/erase'],
    ['deleted', 'DELETE', ''],
  ])('are gone in the same moment in which it is %s: a crash right afterwards leaves none', async (_, method, path) => {
    const { house, app, id } = await anEndedCampaign();
    const dies = () => {
      throw new Error('The process ends here.');
    };
    Object.assign(house.campaigns.watch, { changed: dies, gone: dies });
    await sql`CREATE TRIGGER dead BEFORE DELETE ON campaign_rows WHEN (SELECT erased_at FROM campaigns) IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'the process ends here'); END`.execute(house.db);
    const done = await app.inject({ method, url: `/api/campaigns/${id}${path}`, headers: { 'x-user': 'anna' } });
    expect(done.statusCode).toBe(500);
    const about = (await kept(house)).filter(({ key }) => key !== 'copy');
    expect(about.map(({ response }) => response?.includes('example.com'))).toEqual([false, false]);
  });

  test.each<[string, 'POST' | 'DELETE', string]>([
    ['erased', 'POST', '/erase'],
    ['deleted', 'DELETE', ''],
  ])('and where they cannot go, it is not %s either', async (_, method, path) => {
    const { house, app, id } = await anEndedCampaign();
    await sql`CREATE TRIGGER full BEFORE UPDATE ON idempotency_keys BEGIN SELECT RAISE(ABORT, 'disk full'); END`.execute(
      house.db,
    );
    const done = await app.inject({ method, url: `/api/campaigns/${id}${path}`, headers: { 'x-user': 'anna' } });
    expect(done.statusCode).toBe(500);
    const row = await house.db.selectFrom('campaigns').select(['name', 'erased_at']).where('id', '=', id).executeTakeFirst();
    expect(row).toEqual({ name: 'Invitation', erased_at: null });
  });

  test('tell nothing of one that was erased by itself on the day it ended', async () => {
    const { house, post, id } = await anEndedCampaign();
    await house.db.updateTable('campaigns').set({ finished_at: house.clock.now() }).where('id', '=', id).execute();
    expect(await house.parts.sweepErased(0)).toBe(1);
    const again = await post('', aCampaignInput(), 'create');
    expect([again.status, again.body.code]).toEqual([409, 'CAMPAIGN_ERASED']);
  });
});
