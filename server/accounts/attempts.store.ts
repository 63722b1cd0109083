/** Attempts to connect or sign in. A move is one guarded update; whatever ends an attempt wipes what it kept secret. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ConnectAttemptsTable, Database, Millis, Queries } from '../storage/database.ts';
import { type Acceptance, acceptAttempt } from './acceptAttempt.ts';
import type { AccountRow } from './accounts.store.ts';

export type AttemptRow = Selectable<ConnectAttemptsTable>;
export type AttemptStatus = AttemptRow['status'];

/** Set when an attempt ends: nothing secret stays, nor whose mailbox it would have been. */
export const WIPED = {
  flow: null,
  waiting: null,
  confirm_secret_hash: null,
  confirm_cookie_hash: null,
  email: null,
  login_hint: null,
} as const;

/** One trip of an attempt: a second one has another state. */
type Trip = Pick<AttemptRow, 'id' | 'state_hash'>;

export interface AttemptsStore {
  insert(row: Insertable<ConnectAttemptsTable>): Promise<void>;
  byId(id: string): Promise<AttemptRow | undefined>;
  byState(stateHash: string): Promise<AttemptRow | undefined>;
  /** Changes the attempt only if it is still in `from`; false = somebody else was first. */
  move(id: string, from: AttemptStatus, change: Updateable<ConnectAttemptsTable>): Promise<boolean>;
  /** Takes the attempt for redeeming this code; false = already taken, or on a second trip meanwhile. */
  takeCode(row: Trip, codeHash: string): Promise<boolean>;
  /** Ends the attempt, unless it is on a second trip meanwhile: an answer to the first one says nothing about that. */
  end(row: Trip, change: Updateable<ConnectAttemptsTable>): Promise<void>;
  update(id: string, change: Updateable<ConnectAttemptsTable>): Promise<void>;
  /**
   * The person said yes: `save` writes the account, the attempt is connected and the link it came through is used up, all
   * of it or nothing.
   */
  accept(
    row: Pick<AttemptRow, 'id' | 'link_id'>,
    now: Millis,
    save: (queries: Queries) => Promise<AccountRow>,
  ): Promise<Acceptance>;
  /** Counts a wrong code; answers the tries so far. */
  countTry(id: string): Promise<number>;
  /** Uses the hand-off code up; false = it was used already. */
  useHandoff(id: string): Promise<boolean>;
  /** Ends and wipes what is past its time, and forgets what is older than a day. */
  sweep(now: Millis): Promise<void>;
}

export function attemptsStore(db: Database): AttemptsStore {
  const byId = (id: string) => db.selectFrom('connect_attempts').selectAll().where('id', '=', id).executeTakeFirst();
  return {
    insert: async (row) => void (await db.insertInto('connect_attempts').values(row).execute()),
    byId,
    byState: (hash) => db.selectFrom('connect_attempts').selectAll().where('state_hash', '=', hash).executeTakeFirst(),
    move: (id, from, change) =>
      changed(db.updateTable('connect_attempts').set(change).where('id', '=', id).where('status', '=', from)),
    takeCode: (row, codeHash) =>
      changed(
        db
          .updateTable('connect_attempts')
          .set({ code_hash: codeHash })
          .where('id', '=', row.id)
          .where('state_hash', '=', row.state_hash)
          .where('status', '=', 'pending')
          .where('code_hash', 'is', null),
      ),
    end: async (row, change) => {
      const trip = db.updateTable('connect_attempts').where('id', '=', row.id).where('state_hash', '=', row.state_hash);
      await trip.set({ ...WIPED, ...change }).execute();
    },
    update: async (id, change) => void (await db.updateTable('connect_attempts').set(change).where('id', '=', id).execute()),
    accept: (row, now, save) => db.transaction().execute((tx) => acceptAttempt(tx, row, now, () => save(tx))),
    countTry: async (id) => {
      const row = await db
        .updateTable('connect_attempts')
        .set((eb) => ({ handoff_tries: eb('handoff_tries', '+', 1) }))
        .where('id', '=', id)
        .returning('handoff_tries')
        .executeTakeFirstOrThrow();
      return row.handoff_tries;
    },
    useHandoff: (id) =>
      changed(
        db
          .updateTable('connect_attempts')
          .set({ handoff_hash: null, handoff: null })
          .where('id', '=', id)
          .where('handoff_hash', 'is not', null),
      ),
    sweep: (now) => sweep(db, now),
  };
}

async function changed(query: { executeTakeFirst(): Promise<{ numUpdatedRows: bigint }> }): Promise<boolean> {
  return (await query.executeTakeFirst()).numUpdatedRows === 1n;
}

async function sweep(db: Database, now: Millis): Promise<void> {
  await db
    .updateTable('connect_attempts')
    .set({ ...WIPED, status: 'expired' })
    .where('expires_at', '<=', now)
    .where('status', 'in', ['pending', 'confirm'])
    .execute();
  await db
    .updateTable('connect_attempts')
    .set({ handoff: null, handoff_hash: null })
    .where('expires_at', '<=', now)
    .where('handoff_hash', 'is not', null)
    .execute();
  await db
    .deleteFrom('connect_attempts')
    .where('expires_at', '<=', now - 24 * 3600_000)
    .execute();
}
