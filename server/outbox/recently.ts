/** What left lately, oldest first: forgotten from the front without moving the rest each time (`shift` moves all of a long array). */
import type { Departed } from './departed.store.ts';

export interface Recently {
  /** `real`: in real time, not before that of the last one. */
  add(one: Departed, real: number): void;
  /** Forgets what left at `real` or before. */
  forgetUntil(real: number): void;
  all(): readonly Departed[];
}

/** Fewer than these are not worth moving. */
const SMALLEST = 64;

export function recently(): Recently {
  let kept: { one: Departed; real: number }[] = [];
  let start = 0;
  return {
    add: (one, real) => void kept.push({ one, real }),
    forgetUntil(until) {
      while (start < kept.length && (kept[start]?.real ?? 0) <= until) start += 1;
      if (start > SMALLEST && start * 2 > kept.length) [kept, start] = [kept.slice(start), 0];
    },
    all: () => kept.slice(start).map(({ one }) => one),
  };
}
