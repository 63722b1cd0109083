/**
 * Time that passes only when nothing is left to do. There are two: the true one, in which providers count and bytes travel, and the
 * one that the server's clock shows, which may be set forward or back.
 */

export interface VirtualTime {
  /** Milliseconds since 1970 as they really pass. */
  real: () => number;
  /** Milliseconds since 1970 as the server's clock shows them. */
  wall: () => number;
  /** The server's clock is set: no time passes by it. */
  step(byMs: number): void;
  /** When the clock was set, in real time, by how much, and what it had shown until then. */
  steps: { at: number; by: number; shown: number }[];
  /** Timers count elapsed time, not the clock. */
  after: (ms: number, run: () => void) => () => void;
  /** Goes from event to event until `done`; false: there was nothing left, or `limitMs` had passed. */
  run(done: () => boolean, limitMs: number): Promise<boolean>;
}

interface Event {
  at: number;
  order: number;
  run: () => void;
}

export const BEGIN = Date.UTC(2026, 5, 1, 9, 0, 0);

/** Promises go on in microtasks only, so one turn of the event loop lets everything happen that needs no time. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function virtualTime(): VirtualTime {
  let real = BEGIN;
  let offset = 0;
  let order = 0;
  let events: Event[] = [];
  const steps: VirtualTime['steps'] = [];

  function earliest(): Event | undefined {
    let first: Event | undefined;
    for (const event of events) {
      if (!first || event.at < first.at || (event.at === first.at && event.order < first.order)) first = event;
    }
    return first;
  }

  return {
    real: () => real,
    wall: () => real + offset,
    steps,
    step(by) {
      steps.push({ at: real, by, shown: real + offset });
      offset += by;
    },
    after(ms, run) {
      order += 1;
      const event = { at: real + Math.max(0, Math.ceil(ms)), order, run };
      events.push(event);
      return () => {
        events = events.filter((other) => other !== event);
      };
    },
    async run(done, limitMs) {
      const end = real + limitMs;
      await settle();
      while (!done()) {
        const event = earliest();
        if (!event || event.at > end) return false;
        events = events.filter((other) => other !== event);
        real = event.at;
        event.run();
        await settle();
      }
      return true;
    },
  };
}
