/** What its owner may change about a mailbox. */
import type { Pace, RetryPolicy } from '../../shared/api/pace.ts';
import { AppError } from '../http/appError.ts';
import type { Owned } from '../http/ownedBy.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import { checkPace } from './speedModes.ts';

export interface AccountChange {
  /** Null, or nothing but blanks: the mailbox's own. */
  fromName?: string | null;
  keepAlive?: boolean;
  /** Null: as the server has it. */
  pace?: Pace | null;
  retry?: RetryPolicy | null;
}

export interface ChangeAccountDeps {
  store: AccountsStore;
  /** The sending side has pace and retries of a mailbox in memory. */
  settingsChanged: (mailbox: string) => void;
}

export async function applyAccountChange(
  { store, settingsChanged }: ChangeAccountDeps,
  account: Owned<AccountRow>,
  { fromName, keepAlive, pace, retry }: AccountChange,
): Promise<AccountRow> {
  const trouble = (pace && checkPace(pace)) ?? (retry && checkRetry(retry)) ?? null;
  if (trouble !== null) throw new AppError('INVALID_REQUEST', trouble);
  const change = {
    ...(pace !== undefined && { pace: pace && JSON.stringify(pace) }),
    ...(retry !== undefined && { retry: retry && JSON.stringify(retry) }),
    ...(fromName !== undefined && { from_name: fromName === null ? null : headerSafe(fromName) }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive ? 1 : 0 }),
  };
  if (Object.keys(change).length === 0) return account;
  await store.update(account.id, change);
  settingsChanged(account.mailbox);
  return { ...account, ...change };
}

function checkRetry({ mode, statusCodes }: RetryPolicy): string | null {
  if (mode !== 'status' || statusCodes.length > 0) return null;
  return 'To repeat after some statuses only, name at least one of them, such as 503; or choose “none”.';
}

/** Control characters and line ends would end the header line; the others turn the reading direction of what follows. */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u;

/** A name as it may stand beside an address; null where nothing is left of it. */
export function headerSafe(name: string): string | null {
  if (UNFIT.test(name) || !name.isWellFormed()) {
    throw new AppError(
      'INVALID_REQUEST',
      'fromName holds a line break or a character that cannot be seen. Give the name in one line.',
    );
  }
  return name.trim() || null;
}
