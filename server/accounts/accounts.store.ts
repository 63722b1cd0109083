/** Rows of connected mailboxes. Tokens go in and out sealed; only this feature opens this table. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { AccountState } from '../../shared/api/accounts.ts';
import type { EmailProvidersTable, Millis, Queries } from '../storage/database.ts';
import { type AccessMemory, accessMemory } from './accessMemory.ts';

export type AccountRow = Selectable<EmailProvidersTable>;

export interface AccountsStore {
  byId(id: string): Promise<AccountRow | undefined>;
  byMailbox(userId: string, mailbox: string): Promise<AccountRow | undefined>;
  ofUser(userId: string): Promise<AccountRow[]>;
  /** Everybody's rows of one mailbox, the disconnected ones included. */
  ofMailbox(mailbox: string): Promise<AccountRow[]>;
  /** The connected mailboxes whose key begins so, in the order of their keys; each once, however many people connected it. */
  mailboxesUnder(prefix: string): Promise<string[]>;
  /** Whether anybody here has this mailbox connected. */
  isConnected(mailbox: string): Promise<boolean>;
  /** Everybody's mailboxes in that state. `app`: only those connected through it. */
  inState(state: AccountState, app?: string): Promise<AccountRow[]>;
  /** Mailboxes that are to be kept alive and were not refreshed since. */
  idleSince(time: Millis): Promise<AccountRow[]>;
  /** False: this person has that mailbox already, connected or not. */
  insert(row: Insertable<EmailProvidersTable>): Promise<boolean>;
  update(id: string, change: Updateable<EmailProvidersTable>): Promise<void>;
  /**
   * Changes one that its owner has not disconnected, not even a moment ago. `asOf`: only where the present connection is not
   * younger.
   */
  updateConnected(id: string, change: Updateable<EmailProvidersTable>, asOf?: Millis): Promise<void>;
  /** Writes the tokens of a new connection; a refresh that is under way loses its race from now on. */
  overwriteTokens(id: string, change: Updateable<EmailProvidersTable>): Promise<void>;
  /** Forgets the tokens, and a refresh under way loses its race; false = it was disconnected before. */
  forget(id: string, change: Updateable<EmailProvidersTable>): Promise<boolean>;
  /** Writes refreshed tokens unless somebody else wrote newer ones in between; false = lost the race. */
  replaceTokens(id: string, version: number, change: Updateable<EmailProvidersTable>): Promise<boolean>;
  /**
   * Marks a refresh that is under way; false = somebody wrote newer tokens, or another process is at it: its mark is not
   * older than `staleBefore`.
   */
  claimRefresh(id: string, version: number, now: Millis, staleBefore: Millis): Promise<boolean>;
  /** Takes the mark back. `before`: the one that was there. */
  releaseRefresh(id: string, version: number, before: Millis | null): Promise<void>;
  /** Access tokens that may not be written down. */
  inMemory: AccessMemory;
}

/** Several stores of one process (one inside a transaction, say) share one `inMemory`. */
export function accountsStore(db: Queries, inMemory: AccessMemory = accessMemory()): AccountsStore {
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
    ofMailbox: (mailbox) => db.selectFrom('email_providers').selectAll().where('mailbox', '=', mailbox).execute(),
    mailboxesUnder: async (prefix) =>
      (
        await db
          .selectFrom('email_providers')
          .select('mailbox')
          .distinct()
          .where('mailbox', '>=', prefix)
          .where('mailbox', '<', `${prefix}\u{10FFFF}`)
          .where('state', '!=', 'disconnected')
          .orderBy('mailbox')
          .execute()
      ).map((row) => row.mailbox),
    isConnected: async (mailbox) =>
      (await db
        .selectFrom('email_providers')
        .select('id')
        .where('mailbox', '=', mailbox)
        .where('state', '!=', 'disconnected')
        .limit(1)
        .executeTakeFirst()) !== undefined,
    inState: (state, app) => {
      const rows = db.selectFrom('email_providers').selectAll().where('state', '=', state);
      return (app === undefined ? rows : rows.where('app', '=', app)).orderBy('created_at').execute();
    },
    idleSince: (time) =>
      db
        .selectFrom('email_providers')
        .selectAll()
        .where('keep_alive', '=', 1)
        .where('state', 'in', ['connected', 'throttled'])
        .where('refresh_token', 'is not', null)
        .where((eb) => eb.or([eb('refreshed_at', 'is', null), eb('refreshed_at', '<=', time)]))
        .orderBy('refreshed_at')
        .execute(),
    insert: async (row) => {
      const done = await db
        .insertInto('email_providers')
        .values(row)
        .onConflict((conflict) => conflict.columns(['user_id', 'mailbox']).doNothing())
        .executeTakeFirst();
      return done.numInsertedOrUpdatedRows === 1n;
    },
    update: async (id, change) => void (await db.updateTable('email_providers').set(change).where('id', '=', id).execute()),
    updateConnected: async (id, change, asOf) => {
      const row = db.updateTable('email_providers').set(change).where('id', '=', id).where('state', '!=', 'disconnected');
      await (asOf === undefined ? row : row.where('connected_at', '<=', asOf)).execute();
    },
    overwriteTokens: async (id, change) => {
      inMemory.forget(id);
      await db
        .updateTable('email_providers')
        .set(change)
        .set((eb) => ({ token_version: eb('token_version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
    forget: async (id, change) => {
      inMemory.forget(id);
      const result = await db
        .updateTable('email_providers')
        .set({ ...change, access_token: null, refresh_token: null, token_expires_at: null, refresh_started_at: null })
        .set((eb) => ({ token_version: eb('token_version', '+', 1) }))
        .where('id', '=', id)
        .where('state', '!=', 'disconnected')
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
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
    claimRefresh: async (id, version, now, staleBefore) => {
      const result = await db
        .updateTable('email_providers')
        .set({ refresh_started_at: now })
        .where('id', '=', id)
        .where('token_version', '=', version)
        .where((eb) => eb.or([eb('refresh_started_at', 'is', null), eb('refresh_started_at', '<', staleBefore)]))
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    releaseRefresh: async (id, version, before) => {
      await db
        .updateTable('email_providers')
        .set({ refresh_started_at: before })
        .where('id', '=', id)
        .where('token_version', '=', version)
        .execute();
    },
    inMemory,
  };
}

/** Mail can be sent in these states. */
export function isActive(state: AccountState): boolean {
  return state === 'connected' || state === 'throttled';
}
