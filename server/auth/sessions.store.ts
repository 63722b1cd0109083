/** Open sessions: what makes a sign-out real. Renewed tokens belong to the same session. */
import type { Selectable } from 'kysely';
import type { Database, SessionsTable } from '../storage/database.ts';

export type SessionRow = Selectable<SessionsTable>;

export interface SessionsStore {
  open(userId: string): Promise<string>;
  byId(id: string): Promise<SessionRow | undefined>;
  renewed(id: string): Promise<void>;
  end(id: string): Promise<void>;
}

export function sessionsStore(db: Database, clock: () => number, newId: () => string): SessionsStore {
  const change = async (id: string, fields: Partial<Pick<SessionRow, 'renewed_at' | 'ended_at'>>): Promise<void> => {
    await db.updateTable('sessions').set(fields).where('id', '=', id).execute();
  };
  return {
    open: async (userId) => {
      const id = newId();
      await db
        .insertInto('sessions')
        .values({ id, user_id: userId, created_at: clock(), renewed_at: clock(), ended_at: null })
        .execute();
      return id;
    },
    byId: (id) => db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst(),
    renewed: (id) => change(id, { renewed_at: clock() }),
    end: (id) => change(id, { ended_at: clock() }),
  };
}
