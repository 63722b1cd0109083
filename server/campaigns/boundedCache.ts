/** A cache of what is costly to make, bounded by weight; what was not used for longest goes first. */

export interface BoundedCache<T> {
  /** The kept value, or a new one. A failed making is not kept; simultaneous askers share one. */
  get(key: string, make: () => Promise<{ value: T; weight: number }>): Promise<T>;
}

export function boundedCache<T>(weightMax: number): BoundedCache<T> {
  const kept = new Map<string, { making: Promise<T>; weight: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= kept.get(key)?.weight ?? 0;
    kept.delete(key);
  }

  function trim(): void {
    for (const key of kept.keys()) {
      if (total <= weightMax || kept.size <= 1) return;
      drop(key);
    }
  }

  return {
    get(key, make) {
      const known = kept.get(key);
      if (known) {
        // A Map keeps the order of insertion: put in again, it is the newest.
        kept.delete(key);
        kept.set(key, known);
        return known.making;
      }
      const entry = { making: Promise.resolve().then(make).then(settle), weight: 0 };
      function settle(made: { value: T; weight: number }): T {
        if (kept.get(key) !== entry) return made.value;
        entry.weight = made.weight;
        total += made.weight;
        trim();
        return made.value;
      }
      kept.set(key, entry);
      entry.making.catch(() => {
        if (kept.get(key) === entry) drop(key);
      });
      return entry.making;
    },
  };
}
