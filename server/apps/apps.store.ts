/** Rows of OAuth applications. Secrets go in and out sealed; only this feature opens this table. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { AppKind } from '../../shared/api/apps.ts';
import type { Database, OAuthAppsTable } from '../storage/database.ts';

export type AppRow = Selectable<OAuthAppsTable>;
export type NewAppRow = Insertable<OAuthAppsTable>;

export interface AppsStore {
  /** In the order they were added. */
  all(): Promise<AppRow[]>;
  byId(id: string): Promise<AppRow | undefined>;
  byKey(key: string): Promise<AppRow | undefined>;
  /** `ownerId` null: one that is for everybody. */
  byClient(kind: AppKind, clientId: string, ownerId: string | null): Promise<AppRow | undefined>;
  /** False: an app with this key is there already. */
  insert(row: NewAppRow): Promise<boolean>;
  /** Changes the app only if it is still at that version; false = somebody else was first. */
  change(id: string, version: number, change: Updateable<OAuthAppsTable>): Promise<boolean>;
  remove(id: string): Promise<void>;
}

export function appsStore(db: Database): AppsStore {
  const rows = () => db.selectFrom('oauth_apps').selectAll();
  return {
    all: () => rows().orderBy('created_at').orderBy('id').execute(),
    byId: (id) => rows().where('id', '=', id).executeTakeFirst(),
    byKey: (key) => rows().where('key', '=', key).executeTakeFirst(),
    byClient: (kind, clientId, ownerId) =>
      rows()
        .where('kind', '=', kind)
        .where('client_id', '=', clientId)
        .where('owner_id', ownerId === null ? 'is' : '=', ownerId)
        .orderBy('created_at')
        .executeTakeFirst(),
    insert: async (row) => {
      const done = await db
        .insertInto('oauth_apps')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      return done.numInsertedOrUpdatedRows === 1n;
    },
    change: async (id, version, change) => {
      const done = await db
        .updateTable('oauth_apps')
        .set(change)
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return done.numUpdatedRows === 1n;
    },
    remove: async (id) => void (await db.deleteFrom('oauth_apps').where('id', '=', id).execute()),
  };
}
