/**
 * Tells whoever watches a campaign that it changed, at most about four times a second. It is read and written down once for all
 * of them, and all of it together may take a fiftieth of the time: a huge campaign, or a crowd of watchers, is told less often
 * rather than sent more slowly. A change while nobody watches costs nothing.
 */

export interface CampaignWatch {
  /** The campaign's rows changed. */
  changed(campaignId: string): void;
  /** The campaign is gone: its watchers are let go. */
  gone(campaignId: string): void;
  /** The campaign as it is now, as the watchers are told; whoever asks at the same moment shares one reading. Undefined where it is gone. */
  now(campaignId: string): Promise<string | undefined>;
  /** Calls `tell` with every new summary, and `end` when nothing more will come. The answer ends the watching. */
  watch(campaignId: string, tell: (summary: string) => void, end: () => void): () => void;
  /** At shutdown: lets everybody go, and whoever comes later at once. */
  close(): void;
}

export interface WatchDeps {
  /** What the watchers are told; undefined where the campaign is gone. */
  read: (campaignId: string) => Promise<unknown>;
  now: () => number;
  /** Runs `run` once after `ms` milliseconds; the answer takes it back. */
  after: (ms: number, run: () => void) => () => void;
  onSurprise: (error: unknown) => void;
}

export const NEWS_EVERY_MS = 250;
/** Reading and telling may take at most this part of the time. */
const SHARE = 50;
/** What it takes to write to one more watcher, in milliseconds; measured, and rounded up. */
const TELLING_MS = 0.05;

interface Watcher {
  tell: (summary: string) => void;
  end: () => void;
}

interface Watched {
  watchers: Set<Watcher>;
  /** Something changed since the last reading began. */
  stale: boolean;
  /** Being read, or waiting until it may be read again. */
  busy: boolean;
  takeBack: () => void;
}

/** How long nobody is told anything after a reading that took `tookMs`. */
export function pauseAfter(tookMs: number, watchers: number): number {
  return Math.max(NEWS_EVERY_MS, (tookMs + watchers * TELLING_MS) * SHARE);
}

export function campaignWatch(deps: WatchDeps): CampaignWatch {
  const all = new Map<string, Watched>();
  const readings = new Map<string, Promise<string | undefined>>();
  const life = { closed: false };

  function beginReading(campaignId: string): Promise<string | undefined> {
    const reading = deps
      .read(campaignId)
      .then((summary) => (summary === undefined ? undefined : JSON.stringify(summary)))
      .finally(() => {
        if (readings.get(campaignId) === reading) readings.delete(campaignId);
      });
    readings.set(campaignId, reading);
    return reading;
  }

  async function tellAll(campaignId: string, watched: Watched): Promise<void> {
    watched.busy = true;
    watched.stale = false;
    const began = deps.now();
    try {
      // A reading that began before the change may have missed it.
      const summary = await beginReading(campaignId);
      if (summary === undefined) return letGo(campaignId);
      for (const watcher of watched.watchers) watcher.tell(summary);
    } catch (error) {
      deps.onSurprise(error);
    }
    // Whoever watched may have gone meanwhile; no timer may stay for nobody.
    if (all.get(campaignId) !== watched) return;
    watched.takeBack = deps.after(pauseAfter(deps.now() - began, watched.watchers.size), () => {
      watched.busy = false;
      if (watched.stale) void tellAll(campaignId, watched);
    });
  }

  function letGo(campaignId: string): void {
    const watched = all.get(campaignId);
    all.delete(campaignId);
    watched?.takeBack();
    for (const watcher of watched?.watchers ?? []) watcher.end();
  }

  function changed(campaignId: string): void {
    const watched = all.get(campaignId);
    if (!watched) return;
    watched.stale = true;
    if (!watched.busy) void tellAll(campaignId, watched);
  }

  function watchedOf(campaignId: string): Watched {
    const known = all.get(campaignId);
    if (known) return known;
    const watched: Watched = { watchers: new Set(), stale: false, busy: false, takeBack: () => undefined };
    all.set(campaignId, watched);
    return watched;
  }

  return {
    changed,
    gone: letGo,
    now: (campaignId) => readings.get(campaignId) ?? beginReading(campaignId),
    watch(campaignId, tell, end) {
      if (life.closed) {
        end();
        return () => undefined;
      }
      const watched = watchedOf(campaignId);
      const watcher = { tell, end };
      watched.watchers.add(watcher);
      return () => {
        watched.watchers.delete(watcher);
        if (watched.watchers.size > 0 || all.get(campaignId) !== watched) return;
        watched.takeBack();
        all.delete(campaignId);
      };
    },
    close() {
      life.closed = true;
      for (const campaignId of Array.from(all.keys())) letGo(campaignId);
    },
  };
}
