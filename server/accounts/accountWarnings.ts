/** What of a mailbox will soon need a hand: a permission that dies of not being used, or that was never a lasting one. Pure. */
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { AccountRow } from './accounts.store.ts';
import type { MailProvider } from './providers/mailProvider.ts';

const DAY_MS = 24 * 3600_000;
/** So long before its end people are told. */
const AHEAD_MS = 14 * DAY_MS;

export type AccountWarning = EmailAccount['warnings'][number];

type Watched = Pick<AccountRow, 'state' | 'refresh_token' | 'refreshed_at' | 'token_expires_at' | 'keep_alive'>;

/** `provider`: undefined where its app is gone, which is said elsewhere. */
export function accountWarnings(
  row: Watched,
  provider: Pick<MailProvider, 'name' | 'idleDays'> | undefined,
  now: number,
): AccountWarning[] {
  if (!provider || row.state === 'disconnected' || row.state === 'needs-reconnect') return [];
  return row.refresh_token === null ? shortLived(row, provider.name) : idle(row, provider, now);
}

function shortLived({ token_expires_at: end }: Watched, name: string): AccountWarning[] {
  const until = end === null ? 'for a short time' : `until ${minuteOf(end)}`;
  const text = `${name} let Mergepost in ${until} only. Connect it again and accept that access may last.`;
  return [{ code: 'NOT_LASTING', text, at: end === null ? null : new Date(end).toISOString() }];
}

function idle(row: Watched, { name, idleDays }: Pick<MailProvider, 'name' | 'idleDays'>, now: number): AccountWarning[] {
  if (idleDays === null || row.refreshed_at === null) return [];
  const end = row.refreshed_at + idleDays * DAY_MS;
  if (end - now > AHEAD_MS) return [];
  const over = end <= now;
  const since = row.keep_alive === 1 ? 'Keeping it connected has not worked' : 'It was not used';
  const outcome = over
    ? `and ${name} ends a permission after ${idleDays} days, so it may have to be connected again`
    : `and ${name} ends a permission after ${idleDays} days: after ${dayOf(end)} it must be connected again`;
  const step =
    row.keep_alive === 1 || over
      ? 'Send a test mail: it tells how it stands.'
      : 'Send something, or switch on “Keep it connected”.';
  const text = `${since} since ${dayOf(row.refreshed_at)}, ${outcome}. ${step}`;
  return [{ code: over ? 'IDLE_OVER' : 'IDLE_SOON', text, at: new Date(end).toISOString() }];
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
