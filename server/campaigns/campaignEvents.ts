/**
 * Progress as server-sent events (HTML standard, "Server-sent events"): the summary at once, then on every change. A pane
 * that comes back sees the truth at once, because every event is the whole summary and none builds on an earlier one.
 */
import { Readable } from 'node:stream';
import type { CampaignWatch } from './campaignWatch.ts';

export const HEARTBEAT_MS = 15_000;
/** Then the pane asks again, with a session that is checked anew: a stream must not outlive a sign-out for ever. */
export const LONGEST_STREAM_MS = 15 * 60_000;

/** A few events: whoever reads slowly gets the newest rather than all that was. */
const WAITING_BYTES = 4 * 1024;

export interface EventsDeps {
  watch: CampaignWatch;
  /** Runs `run` once after `ms` milliseconds; the answer takes it back. */
  after: (ms: number, run: () => void) => () => void;
}

/** A stream that ends with the client, with the campaign, or with the server. `first`: the summary as it is now, as JSON. */
export function campaignEvents(deps: EventsDeps, campaignId: string, first: string): Readable {
  let open = true;
  /** What waits for a slow reader: only the newest. */
  let waiting: string | undefined;
  let room = true;
  const stream = new Readable({
    highWaterMark: WAITING_BYTES,
    read() {
      room = true;
      flush();
    },
    destroy(error, done) {
      finish();
      done(error);
    },
  });

  function flush(): void {
    if (!open || !room || waiting === undefined) return;
    const text = waiting;
    waiting = undefined;
    room = stream.push(text);
  }

  function tell(summary: string): void {
    waiting = `event: campaign\ndata: ${summary}\n\n`;
    flush();
  }

  let stopHeartbeat = deps.after(HEARTBEAT_MS, beat);
  function beat(): void {
    // A comment: proxies see life, clients see nothing (and a dead connection is noticed).
    waiting ??= ': still here\n\n';
    flush();
    stopHeartbeat = deps.after(HEARTBEAT_MS, beat);
  }

  const stopLife = deps.after(LONGEST_STREAM_MS, () => stream.push(null));

  function finish(): void {
    if (!open) return;
    open = false;
    stopHeartbeat();
    stopLife();
    unwatch();
  }

  tell(first);
  const unwatch = deps.watch.watch(campaignId, tell, () => {
    open = false;
    stopHeartbeat();
    stopLife();
    stream.push(null);
  });
  // What changed between the reading of `first` and now is told too.
  deps.watch.changed(campaignId);
  return stream;
}
