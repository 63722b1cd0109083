/**
 * What left within a window, oldest first: the moment and a weight (recipients) of each, in two typed rings, which
 * grow in powers of two: 10,000 of them take 197 KB.
 */

const SMALLEST = 64;

export interface Departures {
  /** One more left at `at`, which is not before the last one. */
  add(at: number, weight: number): void;
  /** Forgets what left at `until` or before. */
  dropUntil(until: number): void;
  /** Weight of all. */
  total(): number;
  /** When the n-th newest left, 1 being the newest; undefined where there are fewer. */
  newest(n: number): number | undefined;
  /** When the one left after whose going out of the window at least `weight` less is counted; undefined where there is not so much. */
  whenLeft(weight: number): number | undefined;
}

export function departures(): Departures {
  let times = new Float64Array(SMALLEST);
  let weights = new Uint32Array(SMALLEST);
  let start = 0;
  let size = 0;
  let sum = 0;

  /** Rings are a power of two long, so that the place of the n-th needs no division. */
  const place = (n: number): number => (start + n) & (times.length - 1);

  function resize(length: number): void {
    const [moved, movedWeights] = [new Float64Array(length), new Uint32Array(length)];
    for (let n = 0; n < size; n += 1) {
      moved[n] = times[place(n)] ?? 0;
      movedWeights[n] = weights[place(n)] ?? 0;
    }
    [times, weights, start] = [moved, movedWeights, 0];
  }

  return {
    add(at, weight) {
      if (size === times.length) resize(size * 2);
      times[place(size)] = at;
      weights[place(size)] = weight;
      size += 1;
      sum += weight;
    },
    dropUntil(until) {
      while (size > 0 && (times[start] ?? 0) <= until) {
        sum -= weights[start] ?? 0;
        start = place(1);
        size -= 1;
      }
      if (times.length > SMALLEST && size * 4 < times.length) resize(times.length / 2);
    },
    total: () => sum,
    newest: (n) => (n > size ? undefined : times[place(size - n)]),
    whenLeft(weight) {
      let gone = 0;
      for (let n = 0; n < size; n += 1) {
        gone += weights[place(n)] ?? 0;
        if (gone >= weight) return times[place(n)];
      }
      return undefined;
    },
  };
}
