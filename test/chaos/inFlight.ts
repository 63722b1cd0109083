/**
 * Which sends were in flight at a kill, counted where they arrived.
 *
 * A request is in flight from its arrival until the client has recorded its answer. The far side sees the arrival and the
 * moment at which the answer was handed to the network, but not the recording; so an answer that left less than RECORDING_MS
 * before the kill, or while the database could not be written at all, counts as not recorded. A mailbox sends one mail after
 * the other, and the next one only leaves when the end of the last one is being recorded with it: of each mailbox only the
 * last request counts. What was still in the kernel's buffers when the process died arrives after the kill and counts too.
 */
import type { SendRequest } from '../../server/sandbox/sendLog.ts';

export interface Kill {
  /** Milliseconds since 1970, as all moments here. */
  sentAt: number;
  goneAt: number;
  /** When its successor was started; what arrived before is not the successor's. */
  spawnedAt: number;
  upAt: number;
  /** Since when nothing could be written to the database at that moment; null: it could. */
  unwritableSince: number | null;
  /** When the successor's first mail arrived; null where none was left to send. */
  nextAt: number | null;
}

/** A time in which nothing could be written to the database; `to` is null while it lasts. */
export interface Unwritable {
  from: number;
  to: number | null;
}

/** A slow computer records within it too; much longer, and an answer of long ago would excuse a doubt. */
export const RECORDING_MS = 250;

export interface InFlight {
  /** Certainly without an answer at the kill. */
  unanswered: SendRequest[];
  /** Those, and those whose answer may not have been recorded. */
  all: SendRequest[];
}

/** @param before the kill before this one, whose in-flight requests are not counted a second time */
export function inFlightAt(kill: Kill, sends: readonly SendRequest[], before?: Kill): InFlight {
  const recordedUntil = Math.min(kill.sentAt, kill.unwritableSince ?? kill.sentAt) - RECORDING_MS;
  const all = lastOfEach(
    sends.filter((each) => each.arrivedAt < kill.spawnedAt && each.arrivedAt >= (before?.spawnedAt ?? 0)),
  ).filter((each) => (each.answeredAt ?? each.lostAt ?? Number.POSITIVE_INFINITY) > recordedUntil);
  return { all, unanswered: all.filter((each) => each.answeredAt === undefined || each.answeredAt > kill.sentAt) };
}

/** The domain of its recipients tells whose mail it is. */
export const mailboxOf = (address: string): string => address.slice(address.indexOf('@') + 1);

function lastOfEach(sends: readonly SendRequest[]): SendRequest[] {
  const last = new Map<string, SendRequest>();
  for (const each of sends) last.set(mailboxOf(each.to?.[0] ?? ''), each);
  return [...last.values()];
}
