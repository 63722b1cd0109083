import { describe, expect, test } from '@jest/globals';
import { campaignEvents } from '../../../server/campaigns/campaignEvents.ts';
import { campaignWatch, NEWS_EVERY_MS, pauseAfter, type CampaignWatch } from '../../../server/campaigns/campaignWatch.ts';
import { fakeClock, type FakeClock } from '../../support/fakeClock.ts';

interface Scene {
  clock: FakeClock;
  watch: CampaignWatch;
  /** What is read; each reading takes `takes` milliseconds. */
  state: { value: number; readings: number; takes: number };
}

function aScene(): Scene {
  const clock = fakeClock();
  const state = { value: 0, readings: 0, takes: 0 };
  const watch = campaignWatch({
    now: clock.now,
    after: clock.after,
    onSurprise: (error) => {
      throw error;
    },
    async read() {
      state.readings += 1;
      const seen = state.value;
      if (state.takes > 0) await clock.sleep(state.takes);
      return { value: seen };
    },
  });
  return { clock, watch, state };
}

const never = () => undefined;

describe('watching', () => {
  test('fifty watchers are told the same words from one reading', async () => {
    const { clock, watch, state } = aScene();
    const told: string[][] = Array.from({ length: 50 }, () => []);
    for (const mine of told) watch.watch('c', (summary) => mine.push(summary), never);
    for (let i = 1; i <= 100; i += 1) {
      state.value = i;
      watch.changed('c');
      await clock.advance(10);
    }
    await clock.advance(1_000);
    expect(state.readings).toBeLessThanOrEqual(1_000 / NEWS_EVERY_MS + 2);
    for (const mine of told) expect(mine).toEqual(told[0]);
    expect(told[0]?.at(-1)).toBe('{"value":100}');
  });

  test('costs a fiftieth of the time at most, however long a reading takes', async () => {
    const { clock, watch, state } = aScene();
    state.takes = 100;
    watch.watch('c', never, never);
    for (let ms = 0; ms < 60_000; ms += 50) {
      watch.changed('c');
      await clock.advance(50);
    }
    expect(state.readings * state.takes).toBeLessThanOrEqual(60_000 / 50 + state.takes);
  });

  test.each([
    [0, 1, 250],
    [0, 50, 250],
    [4, 50, 325],
    [20, 1, 1_002.5],
    [0, 1_000, 2_500],
  ])('after %d ms for %d watchers nobody is told for %d ms', (took, watchers, pause) => {
    expect(pauseAfter(took, watchers)).toBeCloseTo(pause);
  });

  test('a change that comes while it is read is told too', async () => {
    const { clock, watch, state } = aScene();
    state.takes = 20;
    const told: string[] = [];
    watch.watch('c', (summary) => told.push(summary), never);
    watch.changed('c');
    await clock.advance(10);
    state.value = 1;
    watch.changed('c');
    await clock.advance(5_000);
    expect(told).toEqual(['{"value":0}', '{"value":1}']);
  });

  test('whoever comes back sees the truth at once; all who come at the same moment share one reading', async () => {
    const { watch, state } = aScene();
    state.value = 7;
    expect(await Promise.all(Array.from({ length: 50 }, () => watch.now('c')))).toEqual(
      Array.from({ length: 50 }, () => '{"value":7}'),
    );
    expect(state.readings).toBe(1);
    state.value = 8;
    expect(await watch.now('c')).toBe('{"value":8}');
  });

  test('a reading for somebody who comes is never taken for the news of a change after it', async () => {
    const { clock, watch, state } = aScene();
    state.takes = 20;
    const told: string[] = [];
    watch.watch('c', (summary) => told.push(summary), never);
    void watch.now('c');
    state.value = 1;
    watch.changed('c');
    await clock.advance(100);
    expect(told).toEqual(['{"value":1}']);
  });

  test('when the last watcher goes, nothing stays', async () => {
    const { clock, watch } = aScene();
    const leave = watch.watch('c', never, never);
    watch.changed('c');
    leave();
    await clock.flush();
    expect(clock.timers()).toBe(0);
  });
});

describe('a slow reader', () => {
  test('costs no memory: it gets the newest when it reads again', async () => {
    const { clock, watch, state } = aScene();
    const stream = campaignEvents({ watch, after: clock.after }, 'c', '{"value":"first"}');
    for (let i = 1; i <= 2_000; i += 1) {
      state.value = i;
      watch.changed('c');
      await clock.advance(NEWS_EVERY_MS);
    }
    expect(stream.readableLength).toBeLessThan(8 * 1024);
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    await clock.flush();
    expect(text).toContain('"first"');
    expect(text).toContain('{"value":2000}');
    stream.destroy();
    await clock.flush();
    expect(clock.timers()).toBe(0);
  });
});
