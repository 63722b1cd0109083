/** After several failures of the same kind in a row something is wrong with the whole campaign: it pauses instead of burning through its list. */
import type { Submitted } from './decide.ts';

export interface Breaker {
  /** Takes note of an outcome; answers the reason to pause, once the limit is reached. */
  note(campaignId: string, outcome: Submitted): string | undefined;
}

/** `limit`: alike failures in a row. Counts in memory: after a restart a campaign that still fails needs another `limit` failures, which is harmless. */
export function breaker(limit: number): Breaker {
  const runs = new Map<string, { code: string; count: number }>();
  return {
    note(campaignId, outcome) {
      const failure = failureOf(outcome);
      if (!failure) {
        runs.delete(campaignId);
        return undefined;
      }
      const before = runs.get(campaignId);
      const count = before?.code === failure.code ? before.count + 1 : 1;
      if (count < limit) {
        runs.set(campaignId, { code: failure.code, count });
        return undefined;
      }
      runs.delete(campaignId);
      return `${pausedAfter(count)} ${failure.reason} When that is mended, resume here.`;
    },
  };
}

function pausedAfter(count: number): string {
  if (count === 1) return 'Paused after a mail that did not go well:';
  return `Paused after ${count} mails in a row that did not go well, all for the same reason:`;
}

/** Waits that were asked for are no failures; what pauses by itself needs no breaker. */
function failureOf(outcome: Submitted): { code: string; reason: string } | undefined {
  switch (outcome.kind) {
    case 'rejected':
    case 'unknown':
      return outcome;
    case 'later':
      return outcome.waitMs === undefined ? outcome : undefined;
    default:
      return undefined;
  }
}
