/**
 * A time limit for many things that run side by side and are all allowed the same time: one timer for the oldest of them, in
 * place of one for each. Measured on a clock that nobody sets back.
 */
export interface Limited {
  /** On performance.now(); written here. */
  until: number;
  /** Called once, when its time is over and it was not taken out before. */
  expire: () => void;
}

export interface OverallTime {
  /** Its time begins now, also where it had begun before. */
  begin: (one: Limited) => void;
  end: (one: Limited) => void;
}

export function overallTime(timeoutMs: number): OverallTime {
  // In the order in which their time began, so the first is the first to be over.
  const running = new Set<Limited>();
  let armed = false;
  const arm = (ms: number): void => {
    armed = true;
    setTimeout(sweep, ms).unref();
  };
  const sweep = (): void => {
    armed = false;
    const now = performance.now();
    for (const one of running) {
      if (one.until > now) return arm(Math.ceil(one.until - now));
      running.delete(one);
      one.expire();
    }
  };
  return {
    begin: (one) => {
      running.delete(one);
      one.until = performance.now() + timeoutMs;
      running.add(one);
      if (!armed) arm(timeoutMs);
    },
    end: (one) => void running.delete(one),
  };
}
