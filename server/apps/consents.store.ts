/** Requests to administrators to allow an app for their organisation. */
import type { Insertable, Selectable } from 'kysely';
import type { ConsentRequestsTable, Database, Millis } from '../storage/database.ts';

export type ConsentRow = Selectable<ConsentRequestsTable>;

export interface ConsentsStore {
  insert(row: Insertable<ConsentRequestsTable>): Promise<void>;
  byId(id: string): Promise<ConsentRow | undefined>;
  byState(stateHash: string): Promise<ConsentRow | undefined>;
  /** How many were made for a sign-in that was turned away. */
  ofAttempt(attemptId: string): Promise<number>;
  /** What came back; a request that was granted stays granted. */
  answer(id: string, status: 'granted' | 'declined', error: string | null): Promise<void>;
  /** Forgets what ended before that moment. */
  sweep(before: Millis): Promise<void>;
}

export function consentsStore(db: Database): ConsentsStore {
  const rows = () => db.selectFrom('consent_requests').selectAll();
  return {
    insert: async (row) => void (await db.insertInto('consent_requests').values(row).execute()),
    byId: (id) => rows().where('id', '=', id).executeTakeFirst(),
    byState: (hash) => rows().where('state_hash', '=', hash).executeTakeFirst(),
    ofAttempt: async (attemptId) => {
      const counted = db.selectFrom('consent_requests').select((eb) => eb.fn.countAll<number>().as('count'));
      return (await counted.where('attempt_id', '=', attemptId).executeTakeFirstOrThrow()).count;
    },
    answer: async (id, status, error) => {
      await db
        .updateTable('consent_requests')
        .set({ status, error })
        .where('id', '=', id)
        .where('status', '!=', 'granted')
        .execute();
    },
    sweep: async (before) => void (await db.deleteFrom('consent_requests').where('expires_at', '<=', before).execute()),
  };
}
