/**
 * Tells whoever watches a campaign that it changed, at most about four times a second, and reads it once for all of them.
 * A change while nobody watches costs nothing.
 */

export interface CampaignWatch {
  /** The campaign's rows changed. */
  changed(campaignId: string): void;
  /** The campaign is gone: its watchers are let go. */
  gone(campaignId: string): void;
  /** Calls `tell` with every new summary, and `end` when nothing more will come. The answer ends the watching. */
  watch(campaignId: string, tell: (summary: unknown) => void, end: () => void): () => void;
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
/** Reading may take at most this part of the time: a huge campaign is told less often rather than sent more slowly. */
const READING_SHARE = 20;

interface Watcher {
  tell: (summary: unknown) => void;
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

export function campaignWatch(deps: WatchDeps): CampaignWatch {
  const all = new Map<string, Watched>();
  const life = { closed: false };

  async function tellAll(campaignId: string, watched: Watched): Promise<void> {
    watched.busy = true;
    watched.stale = false;
    const began = deps.now();
    try {
      const summary = await deps.read(campaignId);
      if (summary === undefined) return letGo(campaignId);
      for (const watcher of watched.watchers) watcher.tell(summary);
    } catch (error) {
      deps.onSurprise(error);
    }
    const pause = Math.max(NEWS_EVERY_MS, (deps.now() - began) * READING_SHARE);
    watched.takeBack = deps.after(pause, () => {
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
