/** How many mailboxes that are not disconnected each app has, by its key. */
import type { Database } from '../storage/database.ts';

export async function mailboxesByApp(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('email_providers')
    .select((eb) => ['app', eb.fn.countAll<number | bigint | string>().as('count')])
    .where('state', '!=', 'disconnected')
    .groupBy('app')
    .execute();
  return new Map(rows.map(({ app, count }) => [app, Number(count)]));
}
