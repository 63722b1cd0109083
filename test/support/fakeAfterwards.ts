/** The part of the stand-in that knows schedules, doubts, repeats, copies and erasure. */
import type { Decision } from '../../shared/api/campaignPlan.ts';
import {
  duplicateCampaign,
  eraseCampaign,
  lookUpDoubts,
  resolveDoubts,
  retryRejected,
  scheduleCampaign,
} from '../../shared/api/campaignPlan.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import type { ResultRow } from '../../shared/api/campaignResults.ts';
import type { Asked, On } from './fakeApi.ts';
import { readyDraft, scheduledCampaign } from './fakeData.ts';

export interface FakeAfterwards {
  /** The results of every campaign. */
  rows: ResultRow[];
  /** Whether the mailbox may be looked into. */
  mayRead: boolean;
}

export interface Shelf {
  find: (asked: Asked) => Campaign;
  put: (campaign: Campaign) => Campaign;
}

export function mountAfterwards(world: FakeAfterwards, on: On, { find, put }: Shelf): void {
  on(scheduleCampaign, (asked) =>
    put({ ...scheduledCampaign(Date.now()), id: find(asked).id, startsAt: (asked.body as { at: string }).at }),
  );
  on(duplicateCampaign, () => put({ ...readyDraft, id: 'cmp-copy' }));
  on(eraseCampaign, (asked) => put({ ...find(asked), erasedAt: new Date().toISOString() }));
  on(lookUpDoubts, (asked) => {
    const lookingFor = world.mayRead ? doubtful(world.rows).length : 0;
    return { lookingFor, mayRead: world.mayRead, campaign: find(asked) };
  });
  on(retryRejected, (asked) => {
    const campaign = find(asked);
    const queued = campaign.progress.rejected;
    const progress = { ...campaign.progress, rejected: 0, queued };
    return { queued, notRejected: 0, campaign: put({ ...campaign, status: 'running', progress }) };
  });
  on(resolveDoubts, (asked) => {
    const { decision, rows } = asked.body as { decision: Decision; rows?: number[] };
    const open = doubtful(world.rows).filter((row) => rows?.includes(row.row) ?? true);
    const due = open.filter((row) => row.decideAfter === null || Date.parse(row.decideAfter) <= Date.now());
    world.rows = world.rows.map((row) => (due.includes(row) ? decided(row, decision) : row));
    const campaign = put(withDecided(find(asked), due.length, decision));
    const tooEarly = open.length - due.length;
    const decideAfter = open.find((row) => !due.includes(row))?.decideAfter ?? null;
    return { decided: due.length, notInDoubt: rows ? rows.length - open.length : 0, tooEarly, decideAfter, campaign };
  });
}

function doubtful(rows: readonly ResultRow[]): ResultRow[] {
  return rows.filter((row) => row.status === 'unknown');
}

function decided(row: ResultRow, decision: Decision): ResultRow {
  return decision === 'sent' ? { ...row, status: 'accepted', decidedBy: 'person' } : { ...row, status: 'queued' };
}

function withDecided(campaign: Campaign, value: number, decision: Decision): Campaign {
  const { unknown, accepted, queued } = campaign.progress;
  const left = unknown - value;
  return decision === 'sent'
    ? { ...campaign, progress: { ...campaign.progress, unknown: left, accepted: accepted + value } }
    : { ...campaign, status: 'running', progress: { ...campaign.progress, unknown: left, queued: queued + value } };
}
