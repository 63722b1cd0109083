/** Over a real listening server: what is streamed is what a browser would read. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createCampaignParts } from '../../../server/campaigns/createCampaignParts.ts';
import { deleteCampaign } from '../../../server/campaigns/deleteCampaign.ts';
import type { CampaignSummary } from '../../../shared/api/campaigns.ts';
import { aDraft, aStartedCampaign } from '../../support/aCampaign.ts';
import { aMergeHouse, anAppOf, type MergeHouse } from '../../support/aMergeHouse.ts';

const open: { app: FastifyInstance; house: MergeHouse }[] = [];
afterEach(async () => {
  for (const { app, house } of open.splice(0)) {
    house.parts.watch.close();
    await app.close();
  }
});

interface Stream {
  /** The next event or comment; undefined at the end of the stream. */
  next(): Promise<{ event?: string; data?: CampaignSummary; comment?: string } | undefined>;
  /** Everything up to the first summary that fits. */
  until(fits: (summary: CampaignSummary) => boolean): Promise<CampaignSummary>;
  leave(): void;
  response: Response;
}

async function aStream(house: MergeHouse, id: string): Promise<Stream> {
  const app = anAppOf(house);
  open.push({ app, house });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return streamFrom(url, id);
}

async function streamFrom(url: string, id: string): Promise<Stream> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/campaigns/${id}/events`, { headers: { 'x-user': 'anna' }, signal: leaving.signal });
  const blocks = blocksOf(response);
  const next = async () => {
    const { value, done } = await blocks.next();
    return done ? undefined : parsed(value);
  };
  const until = async (fits: (summary: CampaignSummary) => boolean): Promise<CampaignSummary> => {
    for (let event = await next(); event; event = await next()) if (event.data && fits(event.data)) return event.data;
    throw new Error('The stream ended before the expected summary came.');
  };
  return { next, until, response, leave: () => leaving.abort() };
}

async function* blocksOf(response: Response): AsyncGenerator<string, undefined> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks;
  }
  return undefined;
}

function parsed(block: string): { event?: string; data?: CampaignSummary; comment?: string } {
  if (block.startsWith(':')) return { comment: block.slice(1).trim() };
  const line = (name: string) =>
    block
      .split('\n')
      .find((l) => l.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? '';
  return { event: line('event'), data: JSON.parse(line('data')) as CampaignSummary };
}

describe('the events of a campaign', () => {
  test('begin with the truth as it is', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 5);
    const stream = await aStream(house, id);
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('cache-control')).toContain('no-store');
    expect(await stream.next()).toMatchObject({
      event: 'campaign',
      data: { id, status: 'running', progress: { total: 5, queued: 5, accepted: 0 } },
    });
  });

  test('tell every change until the end', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    const stream = await aStream(house, id);
    await stream.next();
    const finishing = stream.until((summary) => summary.status === 'finished');
    await house.clock.advance(60_000);
    expect((await finishing).progress).toMatchObject({ accepted: 3, queued: 0 });
  });

  test('are at most four a second, however much happens', async () => {
    const house = await aMergeHouse({ messagesPerMinute: 6_000 });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 400);
    const told: number[] = [];
    house.parts.watch.watch(
      id,
      () => told.push(house.clock.now()),
      () => undefined,
    );
    await house.clock.advance(3_990);
    expect(house.wire.attempts.length).toBeGreaterThan(390);
    expect(told.length).toBeGreaterThan(8);
    expect(told.length).toBeLessThanOrEqual(17);
  });

  test('a heartbeat comes every 15 seconds', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    const stream = await aStream(house, id);
    await stream.next();
    await stream.next();
    const beat = stream.next();
    await house.clock.advance(15_000);
    expect(await beat).toEqual({ comment: 'still here' });
  });

  test('end when the reader goes, and nothing is left behind', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    const stream = await aStream(house, id);
    await stream.next();
    expect(house.clock.timers()).toBeGreaterThan(0);
    stream.leave();
    while (house.clock.timers() > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test('end when the campaign is deleted', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    const stream = await aStream(house, id);
    await stream.next();
    await deleteCampaign(house.campaigns, 'anna', id);
    for (let event = await stream.next(); event; event = await stream.next()) expect(event.event).toBe('campaign');
  });

  test('end at shutdown, so that the server can close', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    const stream = await aStream(house, id);
    await stream.next();
    house.parts.watch.close();
    await open[0]?.app.close();
    for (let event = await stream.next(); event; event = await stream.next()) expect(event.event).toBe('campaign');
  });

  test('a surprise while reading is reported and does not end them', async () => {
    const house = await aMergeHouse();
    const complaints: string[] = [];
    const log = { error: (_facts: object, sentence: string) => void complaints.push(sentence) };
    const accounts = { ...house.accounts };
    let failing = true;
    accounts.find = (...ask) => (failing ? Promise.reject(new Error('busy')) : house.accounts.find(...ask));
    const { id } = await aDraft(house);
    const parts = createCampaignParts({ ...house.campaigns, after: house.clock.after, accounts, log });
    const told: unknown[] = [];
    parts.watch.watch(
      id,
      (summary) => told.push(summary),
      () => undefined,
    );
    parts.watch.changed(id);
    await house.clock.advance(1_000);
    failing = false;
    parts.watch.changed(id);
    await house.clock.advance(1_000);
    expect([complaints.length, told.length]).toEqual([1, 1]);
  });
});
