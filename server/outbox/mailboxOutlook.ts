/** What a mailbox can do next, for progress and finish times. Read from its rows, without the sender's memory. */
import type { SendWindow } from '../../shared/api/pace.ts';
import type { AccountUse, MailboxLimits } from '../accounts/accountUse.ts';
import type { Queries } from '../storage/database.ts';
import { departedPieces, newestDeparted } from './departed.store.ts';
import { forecast, type Used } from './forecast.ts';
import { restOf } from './mailboxes.store.ts';
import { DAY_MS, spacingMs, WINDOW_MS } from './pacing.ts';

export interface MailboxOutlook {
  limits: MailboxLimits;
  /** Set while the mailbox rests, milliseconds since 1970. */
  restingUntil: number | null;
  /** The earliest moment its next campaign message may leave, as far as minute and rest are concerned; may lie in the past. */
  nextSlot: number;
  /** Recipients of the last 24 hours; 0 where nothing limits them. */
  usedToday: number;
  /** Set while the day's number is used up: when the next one may leave. */
  dayFullUntil: number | null;
  /** When the last of so many messages will have left; null where there are none. `recipients`: of each, 1 if not given. */
  finishOf(messages: number, window: SendWindow | null, recipients?: number): number | null;
}

export interface OutlookDeps {
  db: Queries;
  /** Milliseconds since 1970. */
  now: () => number;
  limitsOf: AccountUse['limitsOf'];
}

export async function mailboxOutlook(deps: OutlookDeps, mailbox: string): Promise<MailboxOutlook> {
  const now = deps.now();
  const limits = await deps.limitsOf(mailbox);
  const rest = await restOf(deps.db, mailbox, now);
  const nextSlot = Math.max(await nextOfMinute(deps.db, mailbox, limits.perMinute, now), rest?.until ?? 0);
  const used = limits.perDay === null ? [] : await usedBy(deps.db, mailbox, now);
  const usedToday = used.reduce((sum, one) => sum + one.recipients, 0);
  const isFull = limits.perDay !== null && usedToday >= limits.perDay;
  return {
    limits,
    restingUntil: rest?.until ?? null,
    nextSlot,
    usedToday,
    dayFullUntil: isFull ? earlier(roomAgain(used, usedToday + 1 - (limits.perDay ?? 0)), roomier(limits, usedToday)) : null,
    finishOf: (messages, window, recipients = 1) => forecast({ now, messages, recipients, limits, used, from: nextSlot, window }),
  };
}

/** What lies ahead of the clock left now at the latest: it was set back since. */
async function nextOfMinute(db: Queries, mailbox: string, perMinute: number, now: number): Promise<number> {
  const last = await newestDeparted(db, mailbox, now - WINDOW_MS, 1);
  const full = await newestDeparted(db, mailbox, now - WINDOW_MS, perMinute);
  return Math.max(
    last === undefined ? 0 : Math.min(last, now) + spacingMs(perMinute),
    full === undefined ? 0 : Math.min(full, now) + WINDOW_MS,
  );
}

async function usedBy(db: Queries, mailbox: string, now: number): Promise<Used[]> {
  const pieces = await departedPieces(db, mailbox, now - DAY_MS);
  return pieces.map(({ at, recipients }) => ({ at: Math.min(at, now), recipients }));
}

/** When the day's number will have grown beyond `usedToday`. */
function roomier({ grows = [] }: MailboxLimits, usedToday: number): number | null {
  return grows.find(({ perDay }) => perDay > usedToday)?.at ?? null;
}

function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** When `recipients` of them have gone out of the day. */
function roomAgain(used: readonly Used[], recipients: number): number | null {
  let gone = 0;
  for (const one of used) {
    gone += one.recipients;
    if (gone >= recipients) return one.at + DAY_MS;
  }
  return null;
}
