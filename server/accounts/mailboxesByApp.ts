/** How many mailboxes each app has, by its key. */
import { ACCOUNT_STATES, type AccountState } from '../../shared/api/accounts.ts';
import type { Database } from '../storage/database.ts';

const CONNECTED = ACCOUNT_STATES.filter((state) => state !== 'disconnected');

/** @param states those that are counted: all but the disconnected ones, where nothing is said. */
export async function mailboxesByApp(
  db: Database,
  states: readonly AccountState[] = CONNECTED,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('email_providers')
    .select((eb) => ['app', eb.fn.countAll<number | bigint | string>().as('count')])
    .where('state', 'in', states)
    .groupBy('app')
    .execute();
  return new Map(rows.map(({ app, count }) => [app, Number(count)]));
}
