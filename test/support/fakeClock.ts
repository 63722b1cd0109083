/** A clock that only moves when it is told to, with timers that fire in order. */

export interface FakeClock {
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
  sleep: (ms: number) => Promise<void>;
  /** Moves on by `ms`, firing what is due on the way; after each firing everything that can go on goes on. */
  advance(ms: number): Promise<void>;
  /** Fires timer after timer until `done`; throws when `limitMs` of simulated time have passed first. */
  advanceUntil(done: () => boolean | Promise<boolean>, limitMs?: number): Promise<void>;
  /** Lets everything that needs no time go on. */
  flush(): Promise<void>;
  /** Sets the wall clock without firing anything: a step, not time passing. */
  step(ms: number): void;
  timers(): number;
}

interface Timer {
  at: number;
  run: () => void;
}

export const START = Date.UTC(2026, 5, 1, 9, 0, 0);

/** The store and every fake work in microtasks only, so one turn of the event loop lets all of them finish. */
const flush = async (): Promise<void> => {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

export function fakeClock(start = START): FakeClock {
  let now = start;
  let timers: Timer[] = [];

  const next = (): Timer | undefined => timers.toSorted((a, b) => a.at - b.at)[0];

  async function fire(timer: Timer): Promise<void> {
    timers = timers.filter((t) => t !== timer);
    now = Math.max(now, timer.at);
    timer.run();
    await flush();
  }

  const after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: now + ms, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((t) => t !== timer);
    };
  };

  return {
    now: () => now,
    after,
    sleep: (ms) => new Promise((resolve) => void after(ms, resolve)),
    flush,
    timers: () => timers.length,
    step: (ms) => {
      now += ms;
      // Real timers count elapsed time, not the wall clock.
      timers = timers.map((t) => Object.assign(t, { at: t.at + ms }));
    },
    async advance(ms) {
      const end = now + ms;
      await flush();
      for (let timer = next(); timer && timer.at <= end; timer = next()) await fire(timer);
      now = end;
    },
    async advanceUntil(done, limitMs = 24 * 60 * 60_000) {
      const end = now + limitMs;
      await flush();
      while (!(await done())) {
        const timer = next();
        if (!timer || timer.at > end) throw new Error(`Nothing led to the expected state by ${new Date(now).toISOString()}.`);
        await fire(timer);
      }
    },
  };
}
