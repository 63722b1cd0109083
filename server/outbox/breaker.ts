/** After several failures of the same kind in a row something is wrong with the whole campaign: it pauses instead of burning through its list. */
import type { Submitted } from './decide.ts';

export interface Breaker {
  /** Takes note of an outcome; answers the reason to pause, once the limit is reached. */
  note(campaignId: string, outcome: Submitted): string | undefined;
}

/** `limit`: alike failures in a row. Counts in memory: after a restart a campaign that still fails needs another `limit` failures, which is harmless. */
export function breaker(limit: number): Breaker {
  const runs = new Map<string, Run>();
  return {
    note(campaignId, outcome) {
      // A wait that was asked for is neither a failure nor a success: an outage answers 504 and 429 in turn.
      if (outcome.kind === 'later' && outcome.waitMs !== undefined) return undefined;
      const failure = failureOf(outcome);
      if (!failure) {
        runs.delete(campaignId);
        return undefined;
      }
      const run = continued(runs.get(campaignId), failure);
      if (run.count < limit) {
        runs.set(campaignId, run);
        return undefined;
      }
      runs.delete(campaignId);
      return `${pausedAfter(run)} ${failure.reason} When that is mended, resume here.`;
    },
  };
}

interface Failure {
  /** What makes failures alike. */
  alike: string;
  code: string;
  reason: string;
}

interface Run {
  alike: string;
  code: string;
  /** Whether all of them had this code. */
  isSame: boolean;
  count: number;
}

function continued(before: Run | undefined, { alike, code }: Failure): Run {
  if (before?.alike !== alike) return { alike, code, isSame: true, count: 1 };
  return { alike, code, isSame: before.isSame && before.code === code, count: before.count + 1 };
}

function pausedAfter({ count, isSame }: Run): string {
  if (count === 1) return 'Paused after a mail that did not go well:';
  if (isSame) return `Paused after ${count} mails in a row that did not go well, all for the same reason:`;
  return `Paused after ${count} mails in a row that did not go well, the last one for this reason:`;
}

/**
 * A server that fails says now this, now that, or nothing: doubts are alike, and so is what nobody answered. What pauses by
 * itself needs no breaker.
 */
function failureOf(outcome: Submitted): Failure | undefined {
  switch (outcome.kind) {
    case 'rejected':
      return { ...outcome, alike: outcome.code };
    case 'unknown':
      return { ...outcome, alike: 'doubt' };
    case 'later':
      return { ...outcome, alike: outcome.status === undefined ? 'unreached' : outcome.code };
    default:
      return undefined;
  }
}
