/** Everything one run of the chaos knows while it goes on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../simulation/seededChance.ts';
import type { Merge } from './chaosMerges.ts';
import { readDoubts } from './chaosRows.ts';
import type { ChaosServer } from './chaosServer.ts';
import type { FarSide } from './farSide.ts';
import type { Kill, Unwritable } from './inFlight.ts';
import type { SmallDisk } from './smallDisk.ts';

export interface Scene {
  far: FarSide;
  server: ChaosServer;
  /** Path of its file. */
  database: string;
  disk: SmallDisk;
  say: (line: string) => unknown;
  chance: Chance;
  token: string;
  /** Sabotage: after a kill one doubt is forgotten. */
  forget: boolean;
  merges: Merge[];
  kills: Kill[];
  /** Id of a row that was seen in doubt → when the attempts began that left it so. */
  doubts: Map<string, Set<number>>;
  /** When nothing could be written to the database. */
  unwritable: Unwritable[];
  /** Mischief that goes on while the next one happens. */
  background: Set<Promise<void>>;
  /** What happened how often. */
  counts: Map<string, number>;
  deaths: number;
  /** Why merges paused themselves, and how often. */
  pauses: Map<string, number>;
}

/** A doubt lasts longer than a lease, which is seconds; none comes and goes between two looks. */
const LOOK_EVERY_MS = 200;

export function watchDoubts(scene: Scene): { stop(): void } {
  const look = (): void => {
    try {
      for (const { id, at } of readDoubts(scene.database)) scene.doubts.set(id, (scene.doubts.get(id) ?? new Set()).add(at));
    } catch {
      // Not there yet, or between two servers: there is another look.
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
    },
  };
}

/** Asks again until it is so, or the time is over. */
export async function until(withinMs: number, isSo: () => Promise<boolean> | boolean): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (await isSo()) return true;
    await pause(4);
  }
  return false;
}
