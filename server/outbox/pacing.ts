/**
 * When the next message of a mailbox may leave. Pure arithmetic over the times at which messages left, so that a restart
 * or a second campaign changes nothing. Times are milliseconds since 1970, oldest or newest first does not matter.
 */

export const WINDOW_MS = 60_000;
/** Clocks are corrected by a few milliseconds all the time; a step back of more than this is treated as one. */
export const CLOCK_TOLERANCE_MS = 1_000;

/** What is known of a mailbox's last minute. */
export interface PaceFacts {
  /** When the last message left; undefined where none did within the window. */
  last: number | undefined;
  /** When the `perMinute`-th newest message left; undefined where fewer did within the window. */
  full: number | undefined;
}

/** Milliseconds between two messages of a campaign at this pace, rounded up so that the minute never overflows. */
export function spacingMs(perMinute: number): number {
  return Math.ceil(WINDOW_MS / perMinute);
}

/** The facts of a mailbox from the times its messages left. Times that lie ahead (a corrected clock) count as now. */
export function paceFacts(times: readonly number[], now: number, perMinute: number): PaceFacts {
  const recent = times.map((t) => Math.min(t, now)).filter((t) => t > now - WINDOW_MS);
  recent.sort((a, b) => b - a);
  return { last: recent[0], full: recent[perMinute - 1] };
}

/**
 * The earliest moment a campaign's next message may leave: evenly spaced, and never more than `perMinute` in any rolling
 * minute, whoever else used the mailbox. Never later than it has to be; may lie in the past.
 */
export function nextCampaignSlot(facts: PaceFacts, perMinute: number): number {
  const spaced = facts.last === undefined ? 0 : facts.last + spacingMs(perMinute);
  return Math.max(spaced, nextFreeSlot(facts));
}

/** The earliest moment any message may leave: `/send` and test mails take any free slot of the rolling minute. */
export function nextFreeSlot(facts: PaceFacts): number {
  return facts.full === undefined ? 0 : facts.full + WINDOW_MS;
}

/** Messages that leave this mailbox before the last of `mine` does, where campaigns take turns row by row. */
export function messagesUntilDone(mine: number, others: readonly number[]): number {
  return others.reduce((sum, other) => sum + Math.min(other, mine), mine);
}

/** When the last of `messages` will have left; null where there is nothing to send. */
export function finishTime(ask: {
  now: number;
  messages: number;
  perMinute: number;
  /** The earliest moment the next one may leave: a slot, or the end of a rest. */
  from?: number | undefined;
}): number | null {
  if (ask.messages <= 0) return null;
  return Math.max(ask.now, ask.from ?? 0) + (ask.messages - 1) * spacingMs(ask.perMinute);
}
