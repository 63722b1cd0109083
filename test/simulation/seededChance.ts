/** Everything that is left to chance in a simulated run comes from one number. */

export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** Whole numbers, both ends included. */
  int(from: number, to: number): number;
  /** True with this probability. */
  of(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** Short waits often, long ones seldom; milliseconds. */
  wait(from: number, to: number): number;
}

/** mulberry32: small, quick, and the same on every machine. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    of: (probability) => next() < probability,
    pick: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
    wait: (from, to) => Math.round(from * (to / from) ** next()),
  };
}
