import { expect, test } from '@jest/globals';
import type { Answer, Call, Failure } from '../../../addin/api/call.ts';
import { watchCampaign } from '../../../addin/api/watchCampaign.ts';
import type { CampaignSummary } from '../../../shared/api/campaigns.ts';
import { runningCampaign, summaryOf } from '../../support/fakeData.ts';

const failure: Failure = {
  code: 'NETWORK',
  status: 0,
  sentence: '',
  requestId: null,
  provider: null,
  details: null,
  retryAfter: null,
};
const summary = summaryOf(runningCampaign(0));

/** A body whose reader gives the pieces one by one and then ends, or breaks. */
function stream(pieces: string[], breaks = false): Response {
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  const read = async () => {
    const value = left.shift();
    if (value) return { done: false, value };
    if (breaks) throw new TypeError('network error');
    return { done: true, value: undefined };
  };
  return { body: { getReader: () => ({ read }) } } as unknown as Response;
}

async function watch(answers: Answer<Response>[]) {
  const stop = new AbortController();
  const seen: string[] = [];
  const waits: number[] = [];
  const raw = async () =>
    answers.shift() ?? { ok: false as const, failure: { ...failure, code: 'CAMPAIGN_NOT_FOUND' as const, status: 404 } };
  const watching = {
    onSummary: (got: CampaignSummary) => void seen.push(`sent ${got.progress.accepted}`),
    onLive: (live: boolean) => void seen.push(live ? 'live' : 'lost'),
    onEnd: (why: Failure) => void seen.push(`end ${why.code}`),
  };
  const wait = async (ms: number) => void waits.push(ms);
  await watchCampaign({ raw } as unknown as Call, 'c1', watching, stop.signal, wait);
  return { seen, waits };
}
const event = (accepted: number) =>
  `event: campaign\ndata: ${JSON.stringify({ ...summary, progress: { ...summary.progress, accepted } })}\n\n`;

test('events flow, and a broken line is taken up again', async () => {
  const { seen } = await watch([
    { ok: true, value: stream([event(1), event(2)], true) },
    { ok: true, value: stream([event(3)]) },
  ]);
  expect(seen).toEqual(['live', 'sent 1', 'sent 2', 'lost', 'live', 'sent 3', 'lost', 'end CAMPAIGN_NOT_FOUND']);
});

test('a server that stays away is asked ever more slowly; an event starts anew', async () => {
  const gone = { ok: false as const, failure };
  const { waits } = await watch([gone, gone, gone, { ok: true, value: stream([event(1)]) }]);
  expect(waits).toEqual([500, 1000, 2000, 500]);
});

test('a campaign that is not there ends it at once', async () => {
  expect(await watch([])).toEqual({ seen: ['end CAMPAIGN_NOT_FOUND'], waits: [] });
});

test('other events and comments are no news', async () => {
  const { seen } = await watch([{ ok: true, value: stream([': ping\n\nevent: other\ndata: 1\n\n']) }]);
  expect(seen).toEqual(['lost', 'end CAMPAIGN_NOT_FOUND']);
});
