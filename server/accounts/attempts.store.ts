/** Attempts to connect or sign in. A move is one guarded update; whatever ends an attempt wipes what it kept secret. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ConnectAttemptsTable, Database, Millis } from '../storage/database.ts';

export type AttemptRow = Selectable<ConnectAttemptsTable>;
export type AttemptStatus = AttemptRow['status'];

/** Set when an attempt ends: nothing secret stays. */
export const WIPED = { flow: null, waiting: null, confirm_secret_hash: null, confirm_cookie_hash: null } as const;

export interface AttemptsStore {
  insert(row: Insertable<ConnectAttemptsTable>): Promise<void>;
  byId(id: string): Promise<AttemptRow | undefined>;
  byState(stateHash: string): Promise<AttemptRow | undefined>;
  /** Changes the attempt only if it is still in `from`; false = somebody else was first. */
  move(id: string, from: AttemptStatus, change: Updateable<ConnectAttemptsTable>): Promise<boolean>;
  /** Takes the attempt for redeeming this code; false = already taken. */
  takeCode(id: string, codeHash: string): Promise<boolean>;
  update(id: string, change: Updateable<ConnectAttemptsTable>): Promise<void>;
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
    takeCode: (id, codeHash) =>
      changed(
        db
          .updateTable('connect_attempts')
          .set({ code_hash: codeHash })
          .where('id', '=', id)
          .where('status', '=', 'pending')
          .where('code_hash', 'is', null),
      ),
    update: async (id, change) => void (await db.updateTable('connect_attempts').set(change).where('id', '=', id).execute()),
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
