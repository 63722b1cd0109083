/** The rows of lists, as they are stored; only this feature opens this table. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import type { ListTable } from '../merge/lists/listTable.ts';
import type { CampaignRowsTable, Database, Queries } from '../storage/database.ts';
import { listHash } from './listHash.ts';

/** SQLite allows 32,766 parameters in a statement. */
const LIST_ROWS_A_STATEMENT = 2_000;
const NUMBERS_A_STATEMENT = 10_000;

export type ListRows = Pick<ListTable, 'rows' | 'exact'>;

/** Answers the hash of what is stored now. */
export async function replaceListRows(db: Queries, campaignId: string, { rows, exact }: ListRows): Promise<string> {
  const hash = listHash();
  await db.deleteFrom('campaign_rows').where('campaign_id', '=', campaignId).execute();
  for (let i = 0; i < rows.length; i += LIST_ROWS_A_STATEMENT) {
    const chunk = rows.slice(i, i + LIST_ROWS_A_STATEMENT).map((cells, index) => ({
      campaign_id: campaignId,
      row_number: i + index + 1,
      cells: JSON.stringify(cells),
      exact: exactJson(exact?.[i + index]),
    }));
    hash.feed(chunk);
    await db.insertInto('campaign_rows').values(chunk).execute();
    // The embedded store answers without giving anybody else a turn.
    await breathe();
  }
  return hash.digest();
}

function exactJson(exact: Record<number, string> | null | undefined): string | null {
  return exact === null || exact === undefined ? null : JSON.stringify(exact);
}

/** A row of a list as it is stored. */
export type StoredRow = Pick<Selectable<CampaignRowsTable>, 'row_number' | 'cells' | 'exact'>;

/** Goes through a whole list in order, piece by piece, with a turn for everybody else in between. */
export async function eachPiece(db: Queries, campaignId: string, take: (rows: StoredRow[]) => void): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom('campaign_rows')
      .select(['row_number', 'cells', 'exact'])
      .where('campaign_id', '=', campaignId)
      .where('row_number', '>', last)
      .orderBy('row_number')
      .limit(LIST_ROWS_A_STATEMENT)
      .execute();
    take(rows);
    if (rows.length < LIST_ROWS_A_STATEMENT) return;
    last = rows.at(-1)?.row_number ?? last;
    await breathe();
  }
}

/** The whole list, in order, and the hash of what is stored (see listHash.ts). */
export async function wholeList(db: Queries, campaignId: string): Promise<ListRows & { hash: string }> {
  const list = { rows: [] as string[][], exact: [] as (Record<number, string> | null)[] };
  const hash = listHash();
  await eachPiece(db, campaignId, (found) => {
    hash.feed(found);
    const piece = asList(found);
    list.rows.push(...piece.rows);
    list.exact.push(...(piece.exact ?? []));
  });
  return { ...list, hash: hash.digest() };
}

/** Some rows of a list by their numbers, in the order asked for; undefined where one of them is missing. */
export async function someRows(db: Queries, campaignId: string, numbers: readonly number[]): Promise<ListRows | undefined> {
  const found = await storedRows(db, campaignId, numbers);
  const asked = numbers.flatMap((number) => found.get(number) ?? []);
  return asked.length === numbers.length ? asList(asked) : undefined;
}

/** Rows by their numbers; those that are missing are not in it. */
export async function storedRows(
  db: Queries,
  campaignId: string,
  numbers: readonly number[],
): Promise<Map<number, Omit<StoredRow, 'row_number'>>> {
  const byNumber = new Map<number, Omit<StoredRow, 'row_number'>>();
  for (let i = 0; i < numbers.length; i += NUMBERS_A_STATEMENT) {
    const found = await db
      .selectFrom('campaign_rows')
      .select(['row_number', 'cells', 'exact'])
      .where('campaign_id', '=', campaignId)
      .where('row_number', 'in', numbers.slice(i, i + NUMBERS_A_STATEMENT))
      .execute();
    for (const { row_number: number, ...row } of found) byNumber.set(number, row);
  }
  return byNumber;
}

export function asList(found: readonly Omit<StoredRow, 'row_number'>[]): Required<ListRows> {
  return {
    rows: found.map(({ cells }) => JSON.parse(cells) as string[]),
    exact: found.map(({ exact }) => (exact === null ? null : (JSON.parse(exact) as Record<number, string>))),
  };
}

/** Rows `first` to `last` of a list, in order; row 1 is the first below the headings. */
export async function listRows(db: Queries, campaignId: string, first: number, last: number): Promise<string[][]> {
  const rows = await db
    .selectFrom('campaign_rows')
    .select('cells')
    .where('campaign_id', '=', campaignId)
    .where('row_number', '>=', first)
    .where('row_number', '<=', last)
    .orderBy('row_number')
    .execute();
  return rows.map((row) => JSON.parse(row.cells) as string[]);
}

/** The list of another campaign, piece by piece; nothing that has rows already may be named. */
export async function copyList(db: Database, from: string, to: string, rows: number): Promise<void> {
  for (let last = 0; last < rows; last += LIST_ROWS_A_STATEMENT) {
    await db
      .insertInto('campaign_rows')
      .columns(['campaign_id', 'row_number', 'cells', 'exact'])
      .expression(
        db
          .selectFrom('campaign_rows')
          .select((e) => [e.val(to).as('campaign_id'), 'row_number', 'cells', 'exact'])
          .where('campaign_id', '=', from)
          .where('row_number', '>', last)
          .where('row_number', '<=', last + LIST_ROWS_A_STATEMENT),
      )
      .execute();
    await breathe();
  }
}

/** Piece by piece; may be repeated. */
export async function removeList(db: Database, campaignId: string): Promise<void> {
  for (;;) {
    const piece = db
      .selectFrom('campaign_rows')
      .select('row_number')
      .where('campaign_id', '=', campaignId)
      .limit(LIST_ROWS_A_STATEMENT);
    const removed = await db
      .deleteFrom('campaign_rows')
      .where('campaign_id', '=', campaignId)
      .where('row_number', 'in', piece)
      .executeTakeFirst();
    if (Number(removed.numDeletedRows) < LIST_ROWS_A_STATEMENT) return;
    await breathe();
  }
}
