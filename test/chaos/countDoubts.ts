/**
 * Why each mail came into doubt. At a kill a mailbox has one mail on its way at the most, so there may be no more doubts of a
 * kill than mailboxes that had a request in flight (inFlight.ts); a scripted fault leaves one; and an end that was known may
 * have been called a doubt for a moment, because the store took nothing. Anything else is a doubt without a cause.
 */
import type { SendRequest } from '../../server/sandbox/sendLog.ts';
import { leavesDoubt } from './doubtful.ts';
import { inFlightAt, type Kill, mailboxOf, type Unwritable } from './inFlight.ts';

export interface DoubtEvidence {
  rows: readonly { id: string; to: string }[];
  /** Id of a row that was in doubt at any time → the moments of the marks that left it so. */
  doubts: ReadonlyMap<string, ReadonlySet<number>>;
  sends: readonly SendRequest[];
  kills: readonly Kill[];
  unwritable: readonly Unwritable[];
  sendTimeoutMs: number;
}

/** One attempt that was left in doubt. */
interface Doubt {
  id: string;
  to: string;
  /** When it was marked. */
  at: number;
}

export interface DoubtCount {
  problems: string[];
  facts: string;
}

export function countDoubts(evidence: DoubtEvidence): DoubtCount {
  const { rows, doubts, sends, kills, sendTimeoutMs } = evidence;
  const known = new Map(rows.map((row) => [row.id, row.to]));
  const all = [...doubts].flatMap(([id, marks]) => [...marks].map((at): Doubt => ({ id, to: known.get(id) ?? id, at })));
  const faults = sends.filter((each) => each.fault !== undefined && leavesDoubt(each.fault, sendTimeoutMs));
  const scripted = all.filter((doubt) => faults.some((each) => isOf(doubt, each)));
  const others = all.filter((doubt) => !scripted.includes(doubt));
  const flights = kills.map((kill, i) => flightOf(kill, sends, others, kills[i - 1]));
  const byKill = others.filter((doubt) => flights.some((flight) => flight.doubts.includes(doubt)));
  const byStore = others.filter((doubt) => !byKill.includes(doubt) && couldNotBeRecorded(doubt, evidence));
  const causeless = others.filter((doubt) => !byKill.includes(doubt) && !byStore.includes(doubt));
  const sum = (count: (flight: Flight) => number): number => flights.reduce((total, flight) => total + count(flight), 0);
  return {
    problems: [
      ...(scripted.length > faults.length ? [`${scripted.length} doubts of ${faults.length} scripted faults`] : []),
      ...flights.flatMap((flight, i) => tooMany(flight, i + 1)),
      ...causeless.map(({ to }) => `${to} was in doubt without a cause`),
    ],
    facts:
      `${all.length} doubts: ${byKill.length} of kills ≤ ${sum((flight) => flight.mailboxes.size)} in flight ` +
      `(${sum((flight) => flight.unanswered)} certainly without an answer, ${sum((flight) => flight.neverArrived)} marked and never ` +
      `arrived), ${scripted.length} scripted ≤ ${faults.length}, ${byStore.length} while the store took nothing`,
  };
}

/** The request of this attempt, not of an earlier or later one of the same mail. */
const isOf = (doubt: Doubt, send: SendRequest): boolean =>
  send.marker === doubt.id && send.arrivedAt >= doubt.at - CLOCK_MS && send.arrivedAt <= doubt.at + LATEST_ARRIVAL_MS;
/** Both clocks are this computer's; they are only read at different moments. */
const CLOCK_MS = 5;
const LATEST_ARRIVAL_MS = 5000;

interface Flight {
  /** Those that had a request in flight, or a mark and no request yet. */
  mailboxes: Set<string>;
  unanswered: number;
  neverArrived: number;
  doubts: Doubt[];
}

function flightOf(kill: Kill, sends: readonly SendRequest[], doubts: readonly Doubt[], before: Kill | undefined): Flight {
  const { all, unanswered } = inFlightAt(kill, sends, before);
  const onTheirWay = doubts.filter((doubt) => all.some((each) => isOf(doubt, each)));
  const neverArrived = doubts.filter((doubt) => diedBeforeTheWire(doubt, kill, sends, before));
  return {
    mailboxes: new Set([...all.flatMap((each) => each.to?.[0] ?? []), ...neverArrived.map((doubt) => doubt.to)].map(mailboxOf)),
    unanswered: unanswered.length,
    neverArrived: neverArrived.length,
    doubts: [...onTheirWay, ...neverArrived],
  };
}

/** Its mark was durable, and the process died before the request arrived: whether bytes had left nobody can know. */
function diedBeforeTheWire(doubt: Doubt, kill: Kill, sends: readonly SendRequest[], before: Kill | undefined): boolean {
  // Marked by the process before this one, which died of its own kill.
  if (before && doubt.at <= before.goneAt) return false;
  if (doubt.at > kill.goneAt || doubt.at < kill.sentAt - SOONEST_BYTES_MS) return false;
  return !sends.some((each) => each.marker === doubt.id && each.arrivedAt >= doubt.at && each.arrivedAt < kill.spawnedAt);
}
/** From a mark to the first byte: a commit, on a machine that has other things to do. */
const SOONEST_BYTES_MS = 2000;

function tooMany(flight: Flight, number: number): string[] {
  const counts = new Map<string, number>();
  for (const { to } of flight.doubts) counts.set(mailboxOf(to), (counts.get(mailboxOf(to)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([mailbox, count]) => `${count} doubts of ${mailbox} at kill ${number}`);
}

/** Its end was known, and the store took it only after the row had been called a doubt. */
function couldNotBeRecorded({ at }: Doubt, { unwritable, sendTimeoutMs }: DoubtEvidence): boolean {
  return unwritable.some(({ from, to }) => at >= from - sendTimeoutMs && (to === null || at <= to));
}
