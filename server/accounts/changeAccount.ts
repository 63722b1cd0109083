/** What its owner may change about a mailbox. */
import { AppError } from '../http/appError.ts';
import type { Owned } from '../http/ownedBy.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';

export interface AccountChange {
  /** Null, or nothing but blanks: the mailbox's own. */
  fromName?: string | null;
  keepAlive?: boolean;
}

export async function applyAccountChange(
  { store }: { store: AccountsStore },
  account: Owned<AccountRow>,
  { fromName, keepAlive }: AccountChange,
): Promise<AccountRow> {
  const change = {
    ...(fromName !== undefined && { from_name: fromName === null ? null : headerSafe(fromName) }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive ? 1 : 0 }),
  };
  if (Object.keys(change).length === 0) return account;
  await store.update(account.id, change);
  return { ...account, ...change };
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
