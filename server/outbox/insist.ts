/** What happened is known; a store that is busy or full for a while must not turn it into a doubt. */
import type { OutboxDeps } from './outboxDeps.ts';

const LONGEST_PAUSE_MS = 6_400;
/** About 12 seconds: somebody waits for the answer, or the server is being stopped. */
export const BRIEFLY = 6;
/** About three minutes. */
export const LONG = 30;

/** Tries until it went well; the `times`-th failure is passed on. `times` is asked each time. */
export async function insist<T>(
  deps: Pick<OutboxDeps, 'sleep' | 'log'>,
  times: () => number,
  write: (again: boolean) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await write(tried > 1);
    } catch (error) {
      if (tried >= times()) throw error;
      deps.log.warn({ err: error, tried }, 'the end of a message could not be recorded yet');
      await deps.sleep(Math.min(100 * 2 ** tried, LONGEST_PAUSE_MS));
    }
  }
}
