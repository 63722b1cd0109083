/** Never above the pace, in true time: over every rolling minute and every rolling day of what really left a mailbox. */
import type { Attempt } from './attempts.ts';

export interface PaceAsk {
  attempts: readonly Attempt[];
  perMinute: number;
  perDay: number | null;
  /** When the clock was set forward, and when processes began, in true time. */
  forward: readonly number[];
  starts: readonly number[];
  /** Rows that went a second time on somebody's word: a row has room for one moment only. */
  again: ReadonlySet<string>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function paceViolations(ask: PaceAsk): string[] {
  const byMailbox = Map.groupBy(
    ask.attempts.filter(({ taken }) => taken),
    ({ mailbox }) => mailbox,
  );
  return [...byMailbox].flatMap(([mailbox, mine]) => {
    const minute = fullest(ask, mine, MINUTE_MS, ask.perMinute);
    const day = ask.perDay === null ? undefined : fullest(ask, mine, DAY_MS, ask.perDay);
    return [
      ...(minute === undefined ? [] : [`${mailbox} sent ${minute} in a minute, allowed are ${ask.perMinute}`]),
      ...(day === undefined ? [] : [`${mailbox} sent ${day} in a day, allowed are ${ask.perDay}`]),
    ];
  });
}

/** How many left in the fullest window, where that is too many. */
function fullest(ask: PaceAsk, mine: readonly Attempt[], windowMs: number, most: number): number | undefined {
  const times = mine.map(({ marked }) => marked).toSorted((a, b) => a - b);
  for (let last = most; last < times.length; last += 1) {
    const [from, to] = [times[last - most] ?? 0, times[last] ?? 0];
    if (to - from >= windowMs || excused(ask, mine, from, to)) continue;
    return times.filter((at) => at > to - windowMs && at <= to).length;
  }
  return undefined;
}

/**
 * A process that begins after the clock was set forward cannot tell the step from time that passed. And what a person had sent
 * again is counted where it left last.
 */
function excused({ forward, starts, again }: PaceAsk, mine: readonly Attempt[], from: number, to: number): boolean {
  const unseen = forward.some((step) => step >= from && step <= to && starts.some((start) => start >= step && start <= to));
  return unseen || mine.some(({ marker, marked }) => again.has(marker) && marked >= from && marked <= to);
}
