/** `Idempotency-Key` on the routes that create and send, over the same mounting as in earnest. */
import { describe, expect, test } from '@jest/globals';
import { aCampaignInput, aDraft } from '../../support/aCampaign.ts';
import { aMergeHouse, anAppOf } from '../../support/aMergeHouse.ts';

async function aHouse() {
  const house = await aMergeHouse();
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
  return { house, post };
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

  test('with another body is refused', async () => {
    const { house, post } = await aHouse();
    const { id } = await aDraft(house);
    await post(`/${id}/test`, { row: 1 }, 'k');
    const answer = await post(`/${id}/test`, { row: 2 }, 'k');
    expect([answer.status, answer.body.code]).toEqual([409, 'IDEMPOTENCY_MISMATCH']);
  });
});
