/**
 * When the next message of a mailbox may leave. Pure arithmetic over what left, so that a restart or a second campaign
 * changes nothing.
 */
import type { Departures } from './departures.ts';
import type { Moment } from './realTime.ts';

export const WINDOW_MS = 60_000;
export const DAY_MS = 24 * 60 * 60_000;

export interface Weight {
  recipients: number;
  /** Those of them outside of the mailbox's organisation. */
  external: number;
}

/** `why`: what decides. `at`: milliseconds since 1970; 0: now. */
export interface Slot {
  at: number;
  why: 'free' | 'pace' | 'day' | 'tenant' | 'clock';
  /** The message has more recipients than may be mailed in a day: with these limits it never leaves. `at` is a day ahead then. */
  never?: true;
}

export interface SlotAsk {
  moment: Moment;
  /** 'campaign': evenly spaced; 'now': any free slot of the rolling minute. */
  kind: 'campaign' | 'now';
  weight: Weight;
  /** Messages in any rolling minute; recipients in any rolling 24 hours, null: no limit. */
  limits: { perMinute: number; perDay: number | null; tenantPerDay: number | null };
  /** What left the mailbox, in real time; weights are recipients. */
  left: Departures;
  /** What left its organisation for others; undefined where that is not counted. */
  outside: Departures | undefined;
  /** Where some of that only counts as having left at this moment, because the clock was set back since. */
  aheadAt: number | undefined;
}

interface Hold {
  /** Real time; what left at `since` keeps it waiting until then. */
  until: number;
  since: number;
  why: Slot['why'];
  never?: true;
}

/**
 * The earliest moment it may leave: evenly spaced, never more messages than the number in any rolling minute nor more
 * recipients than the numbers in any rolling 24 hours, whoever else used the mailbox. Never later than it has to be.
 */
export function earliest(ask: SlotAsk): Slot {
  const { moment, limits, weight, left, outside } = ask;
  const holds = [
    ...(ask.kind === 'campaign' ? [spaced(left, limits.perMinute)] : []),
    full(left, limits.perMinute),
    overBudget(left, limits.perDay, weight.recipients, 'day', moment.real),
    outside && overBudget(outside, limits.tenantPerDay, weight.external, 'tenant', moment.real),
  ].flatMap((hold) => hold ?? []);
  const last = holds.reduce<Hold | undefined>((most, hold) => (most && most.until >= hold.until ? most : hold), undefined);
  // In the past, not now: whoever looked at the clock a moment before must not find it to be ahead.
  if (!last || last.until <= moment.real) return { at: 0, why: 'free' };
  const why = last.since === ask.aheadAt ? 'clock' : last.why;
  return { at: moment.now + Math.ceil(last.until - moment.real), why, ...(last.never && { never: true }) };
}

/**
 * Milliseconds between two messages of a campaign at this pace, rounded up so that the minute never overflows; 0 where
 * that is less than a clock can tell.
 */
export function spacingMs(perMinute: number): number {
  return perMinute > WINDOW_MS ? 0 : Math.ceil(WINDOW_MS / perMinute);
}

function spaced(left: Departures, perMinute: number): Hold | undefined {
  const since = left.newest(1);
  return since === undefined ? undefined : { until: since + spacingMs(perMinute), since, why: 'pace' };
}

function full(left: Departures, perMinute: number): Hold | undefined {
  const since = left.newest(perMinute);
  return since === undefined ? undefined : { until: since + WINDOW_MS, since, why: 'pace' };
}

function overBudget(left: Departures, budget: number | null, weight: number, why: Slot['why'], real: number): Hold | undefined {
  if (budget === null || weight === 0) return undefined;
  if (weight > budget) return { until: real + DAY_MS, since: Number.NaN, why, never: true };
  const tooMany = left.total() + weight - budget;
  const since = tooMany <= 0 ? undefined : left.whenLeft(tooMany);
  return since === undefined ? undefined : { until: since + DAY_MS, since, why };
}

/** Messages that leave this mailbox before the last of `mine` does, where campaigns take turns row by row. */
export function messagesUntilDone(mine: number, others: readonly number[]): number {
  return others.reduce((sum, other) => sum + Math.min(other, mine), mine);
}
