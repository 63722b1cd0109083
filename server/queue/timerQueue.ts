/** The wake queue of a single process: one timer per mailbox. Nothing is kept over a restart; the sender asks the rows then. */
import type { WakeQueue } from './wakeQueue.ts';

export interface Timers {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Runs `run` once after `ms` milliseconds; the answer takes it back. */
  after: (ms: number, run: () => void) => () => void;
}

/** Node's timers fire at once when asked to wait longer than 2^31 - 1 ms (about 24.8 days). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** More than a busy process lets its timers wait. */
const OVERDUE_MS = 1_000;

interface Wish {
  at: number;
  takeBack: () => void;
}

export function timerQueue(timers: Timers): WakeQueue {
  const wishes = new Map<string, Wish>();
  let listener: ((mailbox: string) => void) | undefined;
  let stopped = false;

  function arm(mailbox: string, at: number): void {
    const wait = Math.max(at - timers.now(), 0);
    const ring = wait > LONGEST_TIMER_MS ? () => arm(mailbox, at) : () => wakeUp(mailbox);
    wishes.set(mailbox, { at, takeBack: timers.after(Math.min(wait, LONGEST_TIMER_MS), ring) });
  }

  /** Timers stand still while a computer sleeps: it would ring as much later. */
  function isOverdue({ at }: Wish): boolean {
    return timers.now() - at > OVERDUE_MS;
  }

  // Rings even where the clock was set back meanwhile: a wake too many costs nothing, one too late costs an hour.
  function wakeUp(mailbox: string): void {
    // Nobody listens yet: the wish stays and `listen` rings it.
    if (!listener) return;
    wishes.delete(mailbox);
    listener(mailbox);
  }

  return {
    wake(mailbox, at = timers.now()) {
      const wish = wishes.get(mailbox);
      if (stopped || (wish && wish.at <= at && !isOverdue(wish))) return;
      wish?.takeBack();
      arm(mailbox, at);
    },
    listen(onWake) {
      listener = onWake;
      for (const [mailbox, wish] of Array.from(wishes)) {
        wish.takeBack();
        arm(mailbox, wish.at);
      }
    },
    stop() {
      stopped = true;
      for (const wish of wishes.values()) wish.takeBack();
      wishes.clear();
    },
  };
}
