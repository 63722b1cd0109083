/** Every move from every state, over HTTP: what it answers, where it leads, and that a refusal says what to do instead. */
import { describe, expect, test } from '@jest/globals';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { CAMPAIGN_MOVES, CAMPAIGN_STATUSES, type CampaignStatus } from '../../../shared/merge/campaignMoves.ts';
import { aDraft, aScheduledCampaign, aStartedCampaign, putInto } from '../../support/aCampaign.ts';
import { aCampaignsApp, type CampaignFailure } from '../../support/aCampaignsApp.ts';
import type { MergeHouse } from '../../support/aMergeHouse.ts';

const LATER = '2026-06-02T09:00:00.000Z';

/** What is asked for, and in which states it does what: `state → state afterwards`; everywhere else it is refused. */
const ASKS: { name: string; path: string; body?: object; leads: Partial<Record<CampaignStatus, CampaignStatus>> }[] = [
  { name: 'start', path: '/start', body: {}, leads: { draft: 'running', scheduled: 'running' } },
  { name: 'schedule', path: '/schedule', body: { at: LATER }, leads: { draft: 'scheduled' } },
  { name: 'pause', path: '/pause', leads: { running: 'paused' } },
  { name: 'resume', path: '/resume', leads: { paused: 'running' } },
  { name: 'cancel', path: '/cancel', leads: { scheduled: 'cancelled', running: 'cancelled', paused: 'cancelled' } },
  { name: 'retry', path: '/retry', body: {}, leads: { running: 'running', paused: 'running', finished: 'running' } },
  {
    name: 'send doubts again',
    path: '/resolve',
    body: { decision: 'again' },
    leads: { running: 'running', paused: 'running', finished: 'running' },
  },
  {
    name: 'doubts were sent',
    path: '/resolve',
    body: { decision: 'sent' },
    // The state stays: what was decided about was not waiting.
    leads: Object.fromEntries(CAMPAIGN_STATUSES.map((status) => [status, status])),
  },
  { name: 'change', path: '', body: { name: 'New' }, leads: { draft: 'draft' } },
  {
    name: 'duplicate',
    path: '/duplicate',
    leads: Object.fromEntries(CAMPAIGN_STATUSES.map((status) => [status, status])),
  },
];
const TABLE = ASKS.flatMap((ask) => CAMPAIGN_STATUSES.map((from) => ({ ...ask, from, to: ask.leads[from] })));

const movesFrom = (status: CampaignStatus) =>
  ASKS.filter(({ name, leads }) => leads[status] !== undefined && MOVES.includes(name)).map(({ name }) => name);
const MOVES = ['start', 'schedule', 'pause', 'resume', 'cancel', 'retry'];

/** A campaign in that state with one mail rejected and one in doubt. */
async function campaignIn(house: MergeHouse, status: CampaignStatus): Promise<string> {
  if (status === 'draft') return (await aDraft(house)).id;
  const { id } = status === 'scheduled' ? await aScheduledCampaign(house) : await aStartedCampaign(house);
  if (status === 'scheduled') return id;
  const rows = house.db.updateTable('outbox').where('campaign_id', '=', id);
  await rows.set({ status: 'rejected', finished_at: 1 }).where('row_number', '=', 1).execute();
  await rows.set({ status: 'unknown', finished_at: 1, decide_after: 1 }).where('row_number', '=', 2).execute();
  await putInto(house, id, status);
  return id;
}

describe('every move from every state', () => {
  test.each(TABLE)('$name, $from: $to', async ({ path, body, from, to }) => {
    const { house, app, call } = await aCampaignsApp();
    const id = await campaignIn(house, from);
    const method = path === '' ? 'PATCH' : 'POST';
    const answer = await call<Campaign & CampaignFailure>(method, `/${id}${path}`, body);
    const now = (await call<Campaign>('GET', `/${id}`)).body;
    if (to === undefined) {
      expect([answer.status, answer.body.code, now.status]).toEqual([409, 'CAMPAIGN_WRONG_STATE', from]);
      // What it is, that it cannot be, and what to do instead.
      expect(answer.body.error).toMatch(/^This campaign .+, so it cannot be .+\. [A-Z].+\.$/);
      expect(answer.body.details).toEqual({ status: from, moves: movesFrom(from) });
    } else {
      expect([answer.status, now.status]).toEqual([path === '/duplicate' ? 201 : 200, to]);
    }
    await app.close();
  });

  test.each<[CampaignStatus, number, number]>([
    ['draft', 200, 409],
    ['scheduled', 409, 409],
    ['running', 409, 409],
    ['paused', 409, 409],
    ['finished', 200, 200],
    ['cancelled', 200, 200],
  ])('%s: delete answers %d, erase %d', async (from, deleted, erased) => {
    const { house, app, call } = await aCampaignsApp();
    const id = await campaignIn(house, from);
    if (from !== 'draft') await house.db.updateTable('outbox').set({ status: 'accepted' }).execute();
    const answer = await call<CampaignFailure>('POST', `/${id}/erase`);
    expect([answer.status, erased === 409 ? answer.body.code : 'CAMPAIGN_WRONG_STATE']).toEqual([erased, 'CAMPAIGN_WRONG_STATE']);
    expect((await call('DELETE', `/${id}`)).status).toBe(deleted);
    expect((await call('GET', `/${id}`)).status).toBe(deleted === 200 ? 404 : 200);
    for (const table of ['campaigns', 'campaign_rows', 'blobs', 'outbox'] as const) {
      const rows = await house.db.selectFrom(table).selectAll().execute();
      expect([table, rows.length > 0]).toEqual([table, deleted !== 200]);
    }
    await app.close();
  });

  test('the table of moves names no state that does not exist', () => {
    for (const { from, to } of Object.values(CAMPAIGN_MOVES)) {
      expect(CAMPAIGN_STATUSES).toEqual(expect.arrayContaining([...from, to]));
    }
  });
});
