/** Rows of connected mailboxes. Tokens go in and out sealed; only this feature opens this table. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { AccountState } from '../../shared/api/accounts.ts';
import type { Database, EmailProvidersTable, Queries } from '../storage/database.ts';

export type AccountRow = Selectable<EmailProvidersTable>;

export interface AccountsStore {
  byId(id: string): Promise<AccountRow | undefined>;
  byMailbox(userId: string, mailbox: string): Promise<AccountRow | undefined>;
  ofUser(userId: string): Promise<AccountRow[]>;
  insert(row: Insertable<EmailProvidersTable>): Promise<void>;
  update(id: string, change: Updateable<EmailProvidersTable>): Promise<void>;
  /** Forgets the tokens; a refresh that is under way loses its race from now on. */
  forget(id: string, change: Updateable<EmailProvidersTable>): Promise<void>;
  /** Writes refreshed tokens unless somebody else wrote newer ones in between; false = lost the race. */
  replaceTokens(id: string, version: number, change: Updateable<EmailProvidersTable>): Promise<boolean>;
}

export function accountsStore(db: Database): AccountsStore {
  return {
    byId: (id) => db.selectFrom('email_providers').selectAll().where('id', '=', id).executeTakeFirst(),
    byMailbox: (userId, mailbox) =>
      db
        .selectFrom('email_providers')
        .selectAll()
        .where('user_id', '=', userId)
        .where('mailbox', '=', mailbox)
        .executeTakeFirst(),
    ofUser: (userId) =>
      db
        .selectFrom('email_providers')
        .selectAll()
        .where('user_id', '=', userId)
        .where('state', '!=', 'disconnected')
        .orderBy('created_at')
        .execute(),
    insert: async (row) => void (await db.insertInto('email_providers').values(row).execute()),
    update: (id, change) => update(db, id, change),
    forget: async (id, change) => {
      await db
        .updateTable('email_providers')
        .set({ ...change, access_token: null, refresh_token: null, token_expires_at: null })
        .set((eb) => ({ token_version: eb('token_version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
    replaceTokens: async (id, version, change) => {
      const result = await db
        .updateTable('email_providers')
        .set({ ...change, token_version: version + 1 })
        .where('id', '=', id)
        .where('token_version', '=', version)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}

async function update(db: Queries, id: string, change: Updateable<EmailProvidersTable>): Promise<void> {
  await db.updateTable('email_providers').set(change).where('id', '=', id).execute();
}

/** Mail can be sent in these states. */
export function isActive(state: AccountState): boolean {
  return state === 'connected' || state === 'throttled';
}
