/** Many small tasks at once, but not all of them, and none longer than there is time. */

export interface Bounds {
  /** How many run at the same time. */
  atOnce: number;
  /** Ends the waiting; tasks that are under way then end by their own time limits, unheard. */
  until: AbortSignal;
}

/** Answers in the order of the tasks; undefined for what was not finished in time. Rejects as soon as one task does. */
export async function sideBySide<T>(tasks: readonly (() => Promise<T>)[], { atOnce, until }: Bounds): Promise<(T | undefined)[]> {
  const answers: (T | undefined)[] = tasks.map(() => undefined);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < tasks.length && !until.aborted) {
      const at = next;
      next += 1;
      answers[at] = await tasks[at]?.();
    }
  };
  const late = timeIsUp(until);
  try {
    await Promise.race([Promise.all(Array.from({ length: Math.min(atOnce, tasks.length) }, lane)), late.promise]);
  } finally {
    late.forget();
  }
  // A copy: what comes in later must not change an answer that was given.
  return [...answers];
}

function timeIsUp(until: AbortSignal): { promise: Promise<void>; forget: () => void } {
  let tell = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    tell = resolve;
    if (until.aborted) resolve();
    else until.addEventListener('abort', tell, { once: true });
  });
  return { promise, forget: () => until.removeEventListener('abort', tell) };
}
