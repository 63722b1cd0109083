/**
 * Two ways of doing the same work, timed side by side: one round of each in turn (A B A B …), so that whatever else the
 * computer does meets both. The median of the rounds counts.
 */

/** What a bench says: `ok` false where its goal is missed. */
export type Line = { text: string; ok: boolean };

export type Sides = {
  ours: () => unknown;
  peer: () => unknown;
  /** Rounds that count; as many as fit in half a second go before them, at least two. */
  rounds: number;
};

/** Milliseconds of one round. `spread`: between the quarter of rounds that were fastest and the quarter that were slowest, as a share of the median. */
export type Timing = { median: number; spread: number };

export function timeBoth({ ours, peer, rounds }: Sides): { ours: Timing; peer: Timing } {
  for (let round = 0, began = performance.now(); round < 2 || performance.now() - began < 500; round += 1) {
    ours();
    peer();
  }
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    mine.push(timed(ours));
    theirs.push(timed(peer));
  }
  return { ours: timing(mine), peer: timing(theirs) };
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function timing(rounds: readonly number[]): Timing {
  const sorted = rounds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), spread: (at(0.75) - at(0.25)) / at(0.5) };
}

export type Goal = { what: string; peer: string; unit: string; times: { ours: Timing; peer: Timing } };

/** As many times as fast as the peer, at least. */
export function atLeast(goal: Goal, wanted: number): Line {
  const ratio = goal.times.peer.median / goal.times.ours.median;
  return { ok: ratio >= wanted, text: sentence(goal, 'faster', ratio, `goal ≥ ${wanted}`, ratio >= wanted) };
}

/** At most so many times the peer's time. */
export function atMost(goal: Goal, wanted: number): Line {
  const ratio = goal.times.ours.median / goal.times.peer.median;
  return { ok: ratio <= wanted, text: sentence(goal, 'the time', ratio, `goal ≤ ${wanted}`, ratio <= wanted) };
}

function sentence({ what, peer, unit, times }: Goal, how: string, ratio: number, goal: string, ok: boolean): string {
  const said = ({ median, spread }: Timing) => `${median.toFixed(3)} ms ± ${(spread * 100).toFixed(0)} %`;
  const sides = `ours ${said(times.ours)}, ${peer} ${said(times.peer)} ${unit}`;
  return `${ok ? 'ok  ' : 'MISS'} ${what}: ${ratio.toFixed(2)} × ${how} (${goal}); ${sides}`;
}
