/** What left in the window that is needed: read from the rows once, then kept up to date by what leaves. */
import type { Departed } from './departed.store.ts';
import { type Departures, departures } from './departures.ts';
import { recently } from './recently.ts';
import type { RealTime } from './realTime.ts';

/** Clocks are corrected by a few milliseconds all the time; a row further ahead was written by a clock that was set back since. */
const CLOCK_TOLERANCE_MS = 1_000;

/** Reads what left after a time of the clock; in any order. */
export type ReadDeparted = (after: number) => Promise<Departed[]>;

export interface Counted {
  /** Makes sure that the last `windowMs` are counted. `again`: reads although they are. */
  cover(windowMs: number, again: boolean, read: ReadDeparted): Promise<void>;
  /** One more left. */
  add(one: Departed): void;
  /** What left in the window that ends at `real`, in real time. */
  at(real: number): Departures;
  /** Set where rows lay ahead of the clock: they count as having left at this moment, in real time, when they were read. */
  aheadAt(): number | undefined;
}

/**
 * @param uncommittedMs so long what left may not be in the rows yet, because its commit is under way while others have them read:
 * where several mailboxes share one count. 0: nobody reads while anything leaves.
 */
export function counted(time: RealTime, uncommittedMs = 0): Counted {
  let left = departures();
  let windowMs = 0;
  let aheadAt: number | undefined;
  let isReading = false;
  /** What left while the rows were being read, or shortly before: they may hold it, or not yet. */
  const lately = recently();
  let before: Promise<void> = Promise.resolve();

  async function readAll(wanted: number, read: ReadDeparted): Promise<void> {
    isReading = true;
    lately.forgetUntil(time.look().real - uncommittedMs);
    try {
      const after = time.earliestAt(time.look().real - wanted) - CLOCK_TOLERANCE_MS;
      const rows = await read(after);
      const moment = time.look();
      const all = [...rows, ...missingIn(rows, lately.all())].map(({ at, weight }) => ({ at: time.realOf(at), weight }));
      aheadAt = rows.some(({ at }) => at > moment.now + CLOCK_TOLERANCE_MS) ? moment.real : undefined;
      all.sort((a, b) => a.at - b.at);
      left = departures();
      for (const { at, weight } of all) left.add(at, weight);
      windowMs = wanted;
    } finally {
      isReading = false;
    }
  }

  async function coverAfter(turn: Promise<void>, wanted: number, again: boolean, read: ReadDeparted): Promise<void> {
    await turn;
    if (again || wanted > windowMs) await readAll(wanted, read);
    else windowMs = wanted;
  }

  return {
    async cover(wanted, again, read) {
      // Several mailboxes of an organisation ask for the same: one after the other.
      const mine = coverAfter(before, wanted, again, read);
      before = mine.catch(() => undefined);
      await mine;
    },
    add(one) {
      const { real } = time.look();
      if (isReading || uncommittedMs > 0) lately.add(one, real);
      if (!isReading) lately.forgetUntil(real - uncommittedMs);
      left.add(Math.max(left.newest(1) ?? 0, time.realOf(one.at)), one.weight);
      left.dropUntil(real - windowMs);
    },
    at(real) {
      left.dropUntil(real - windowMs);
      return left;
    },
    aheadAt: () => aheadAt,
  };
}

/** Those of `some` that are not among the rows. */
function missingIn(rows: readonly Departed[], some: readonly Departed[]): Departed[] {
  if (some.length === 0) return [];
  const known = new Set(rows.map(({ mailbox, at }) => `${at} ${mailbox}`));
  return some.filter(({ at, mailbox }) => !known.has(`${at} ${mailbox}`));
}
