/** How fast a mailbox may send in each mode. Pure. Source: "Exchange Online limits", "Sending limits in Outlook.com", Gmail sending limits. */
import type { Pace, SpeedMode } from '../../shared/api/pace.ts';
import { PERSONAL_TENANT } from '../oauth/personalTenant.ts';

export type MailboxKind = 'work' | 'personal' | 'gmail';

export interface Speed {
  /** Messages in any rolling minute. */
  perMinute: number;
  /** Recipients in any rolling 24 hours; null: no limit. */
  perDay: number | null;
}

export const NORMAL: Pace = { mode: 'normal' };

/**
 * Exchange Online lets 30 a minute and 10,000 recipients a day through; `normal` keeps clear of both, because mail from elsewhere
 * counts there too. Outlook.com and Gmail name lower ones, and block for days.
 */
const SPEEDS: Record<MailboxKind, Record<Exclude<SpeedMode, 'own'>, Speed>> = {
  work: {
    careful: { perMinute: 10, perDay: 500 },
    normal: { perMinute: 28, perDay: 5_000 },
    fast: { perMinute: 30, perDay: 10_000 },
  },
  personal: {
    careful: { perMinute: 10, perDay: 100 },
    normal: { perMinute: 10, perDay: 100 },
    fast: { perMinute: 10, perDay: 300 },
  },
  gmail: {
    careful: { perMinute: 10, perDay: 400 },
    normal: { perMinute: 20, perDay: 400 },
    fast: { perMinute: 20, perDay: 1_500 },
  },
};

/** No provider lets more through: a higher number was set for a stand-in or a mail server of one's own. */
const PROVIDERS_MOST = 30;
/** Recipients of the first day of a mailbox in `careful`; twice as many each day after it. */
const FIRST_DAY = 50;
/** After so many days the daily number of every mode is what it stays at. */
export const GROWS_FOR_DAYS = 7;
export const DAY_MS = 24 * 60 * 60_000;

/** Of a mailbox `provider:tid:oid`; any other provider's is treated like one for work. */
export function kindOf(mailbox: string): MailboxKind {
  if (mailbox.startsWith(`microsoft:${PERSONAL_TENANT}:`)) return 'personal';
  return mailbox.startsWith('google:') ? 'gmail' : 'work';
}

/** The organisation at Microsoft; null: personal, or another provider. */
export function tenantOf(mailbox: string): string | null {
  const [provider, tid = ''] = mailbox.split(':');
  return provider === 'microsoft' && tid !== '' && tid !== PERSONAL_TENANT ? tid : null;
}

/**
 * `ageMs`: since the mailbox was first connected here. `messagesPerMinute`: what the server has in place of the numbers of
 * `normal` and `fast`, as far as the mailbox's provider lets it through; where that is more than any provider does, they have no
 * daily limit either. Null: nothing.
 */
export function speedOf(pace: Pace, kind: MailboxKind, ageMs: number, messagesPerMinute: number | null): Speed {
  if (pace.mode === 'own') return { perMinute: pace.perMinute ?? SPEEDS[kind].normal.perMinute, perDay: pace.perDay ?? null };
  const speed = SPEEDS[kind][pace.mode];
  if (pace.mode === 'careful') return { ...speed, perDay: Math.min(speed.perDay ?? Infinity, grown(ageMs)) };
  if (messagesPerMinute === null) return speed;
  if (messagesPerMinute > PROVIDERS_MOST) return { perMinute: messagesPerMinute, perDay: null };
  return { ...speed, perMinute: Math.min(messagesPerMinute, SPEEDS[kind].fast.perMinute) };
}

/** A clock that was wrong at the first connection must not make it less than the first day's. */
function grown(ageMs: number): number {
  return FIRST_DAY * 2 ** Math.max(0, Math.floor(ageMs / DAY_MS));
}

export function strictest(speeds: readonly Speed[]): Speed {
  const perDay = Math.min(...speeds.map((speed) => speed.perDay ?? Infinity));
  return { perMinute: Math.min(...speeds.map((speed) => speed.perMinute)), perDay: perDay === Infinity ? null : perDay };
}

/** What is wrong with a pace that was asked for, as a sentence; null: nothing. */
export function checkPace({ mode, perMinute, perDay }: Pace): string | null {
  if (mode === 'own') {
    if (perMinute !== undefined && perDay !== undefined) return null;
    return 'The pace “own” needs its numbers: give perMinute, and perDay or null for no daily limit.';
  }
  if (perMinute === undefined && perDay === undefined) return null;
  return `The pace “${mode}” has its own numbers. Leave out perMinute and perDay, or choose “own”.`;
}
