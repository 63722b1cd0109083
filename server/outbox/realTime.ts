/**
 * Time as it really passed, beside a clock that may be set: windows are measured by it, so that a clock step neither sends
 * too much nor waits too long. `real` counts milliseconds from an arbitrary zero; `at` is the clock's time, ms since 1970.
 */

/** Smaller differences are the two clocks being read one after the other. */
const NOISE_MS = 20;
const KEPT_MS = 24 * 60 * 60_000;

export interface Moment {
  now: number;
  real: number;
}

export interface RealTime {
  look(): Moment;
  /** When it really was that the clock showed `at`: the latest such moment, never later than now. */
  realOf(at: number): number;
  /** The earliest the clock may have shown since `real`. */
  earliestAt(real: number): number;
}

/** While it lasts, the clock shows `real + shift`. */
interface Epoch {
  from: number;
  shift: number;
}

/**
 * @param monotonic milliseconds that nobody can set (`performance.now`). Without it a step forward cannot be told from time that
 * passed, while a step back can: no time passes in it.
 */
export function realTime(now: () => number, monotonic?: () => number): RealTime {
  let real = monotonic?.() ?? 0;
  let lastAt = now();
  let epochs: Epoch[] = [{ from: real, shift: lastAt - real }];

  function look(): Moment {
    const at = now();
    real = monotonic ? Math.max(real, monotonic()) : real + Math.max(0, at - lastAt);
    lastAt = at;
    const shift = at - real;
    if (Math.abs(shift - (epochs.at(-1)?.shift ?? 0)) > NOISE_MS) {
      epochs.push({ from: real, shift });
      epochs = epochs.filter((_, i) => (epochs[i + 1]?.from ?? real) > real - KEPT_MS);
    }
    return { now: at, real };
  }

  return {
    look,
    realOf(at) {
      const possible = epochs.flatMap(({ from, shift }, i) => {
        const then = at - shift;
        // What was before the first look went by its clock.
        return (i === 0 || then >= from) && then <= (epochs[i + 1]?.from ?? real) ? then : [];
      });
      return possible.length === 0 ? real : Math.max(...possible);
    },
    earliestAt: (since) =>
      Math.min(
        ...epochs.flatMap(({ from, shift }, i) =>
          (epochs[i + 1]?.from ?? real) >= since ? (i === 0 ? since : Math.max(from, since)) + shift : [],
        ),
      ),
  };
}
