/** Hosted links. A link is used up by one guarded update; its secret is kept as SHA-256 only. */
import type { Insertable, Selectable } from 'kysely';
import type { ConnectLink } from '../../shared/api/links.ts';
import type { ConnectLinksTable, Database, Millis, Queries } from '../storage/database.ts';
import { WIPED } from './attempts.store.ts';
import { LINK_OVER } from './attemptOutcome.ts';

export type LinkRow = Selectable<ConnectLinksTable>;

export interface LinksStore {
  insert(row: Insertable<ConnectLinksTable>): Promise<void>;
  byId(id: string): Promise<LinkRow | undefined>;
  /** Newest first. */
  ofUser(userId: string): Promise<LinkRow[]>;
  /** Takes it back and ends every trip that is on its way through it; does nothing to a link that was used. */
  revoke(id: string, now: Millis): Promise<void>;
  /** Forgets links, and the words in them, long after their end. */
  sweep(now: Millis): Promise<void>;
}

const KEPT_MS = 90 * 24 * 3600_000;

export function linksStore(db: Database): LinksStore {
  return {
    insert: async (row) => void (await db.insertInto('connect_links').values(row).execute()),
    byId: (id) => db.selectFrom('connect_links').selectAll().where('id', '=', id).executeTakeFirst(),
    ofUser: (userId) =>
      db
        .selectFrom('connect_links')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute(),
    revoke: (id, now) => db.transaction().execute((tx) => revoke(tx, id, now)),
    sweep: async (now) =>
      void (await db
        .deleteFrom('connect_links')
        .where('expires_at', '<=', now - KEPT_MS)
        .execute()),
  };
}

async function revoke(db: Queries, id: string, now: Millis): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('connect_links')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await db
    .updateTable('connect_attempts')
    .set({ ...WIPED, status: 'failed', error: JSON.stringify(LINK_OVER) })
    .where('link_id', '=', id)
    .where('status', 'in', ['pending', 'confirm'])
    .execute();
}

export function linkStatus(row: Pick<LinkRow, 'used_at' | 'revoked_at' | 'expires_at'>, now: Millis): ConnectLink['status'] {
  if (row.used_at !== null) return 'used';
  if (row.revoked_at !== null) return 'revoked';
  return row.expires_at > now ? 'open' : 'expired';
}
