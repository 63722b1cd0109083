/** The rows of campaigns and of their lists; only this feature opens these tables. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { CAMPAIGN_MOVES, type CampaignMove } from '../../shared/merge/campaignMoves.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import type { CampaignRowsTable, CampaignsTable, Queries } from '../storage/database.ts';
import { listHash } from './listHash.ts';

export type CampaignRow = Selectable<CampaignsTable>;
/** What a card and an event need; the findings of a long list are not read for it. */
export type CampaignCard = Pick<CampaignRow, (typeof CARD_COLUMNS)[number]>;

const CARD_COLUMNS = [
  'id',
  'user_id',
  'account_id',
  'mailbox',
  'name',
  'status',
  'pause_reason',
  'approved',
  'created_at',
  'started_at',
  'finished_at',
  'start_at',
  'erased_at',
] as const;

export function campaignById(db: Queries, id: string): Promise<CampaignRow | undefined> {
  return db.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();
}

export function cardById(db: Queries, id: string): Promise<CampaignCard | undefined> {
  return db.selectFrom('campaigns').select(CARD_COLUMNS).where('id', '=', id).executeTakeFirst();
}

export function cardsOf(db: Queries, userId: string): Promise<CampaignCard[]> {
  return db
    .selectFrom('campaigns')
    .select(CARD_COLUMNS)
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function insertCampaign(db: Queries, row: Insertable<CampaignsTable>): Promise<void> {
  await db.insertInto('campaigns').values(row).execute();
}

/** Changes a draft that is still the one the change was made from; false = it is not. */
export async function updateDraft(
  db: Queries,
  seen: Pick<CampaignRow, 'id' | 'version'>,
  change: Updateable<CampaignsTable>,
): Promise<boolean> {
  const changed = await db
    .updateTable('campaigns')
    .set({ ...change, version: seen.version + 1 })
    .where('id', '=', seen.id)
    .where('status', '=', 'draft')
    .where('version', '=', seen.version)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** One move of the state machine as one guarded update; false = the campaign is not in a state that allows it (any more). */
export async function moveCampaign(
  db: Queries,
  seen: { id: string; version?: number },
  move: CampaignMove,
  change: Updateable<CampaignsTable> = {},
): Promise<boolean> {
  const { from, to } = CAMPAIGN_MOVES[move];
  const changed = await db
    .updateTable('campaigns')
    .set({ ...change, status: to })
    .where('id', '=', seen.id)
    .where('status', 'in', from)
    .$if(seen.version !== undefined, (q) => q.where('version', '=', seen.version ?? 0))
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Pauses running campaigns of one kind; answers which. */
export async function pauseRunning(
  db: Queries,
  which: { campaignId: string } | { accountId: string } | { mailbox: string },
  reason: string,
): Promise<string[]> {
  const pausing = db.updateTable('campaigns').set({ status: 'paused', pause_reason: reason }).where('status', '=', 'running');
  const chosen =
    'campaignId' in which
      ? pausing.where('id', '=', which.campaignId)
      : 'accountId' in which
        ? pausing.where('account_id', '=', which.accountId)
        : pausing.where('mailbox', '=', which.mailbox);
  const rows = await chosen.returning('id').execute();
  return rows.map((row) => row.id);
}

/** Running campaigns of a mailbox, oldest start first. */
export async function runningIn(db: Queries, mailbox: string): Promise<string[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select('id')
    .where('mailbox', '=', mailbox)
    .where('status', '=', 'running')
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

export async function mailboxesRunning(db: Queries): Promise<string[]> {
  const rows = await db.selectFrom('campaigns').select('mailbox').distinct().where('status', '=', 'running').execute();
  return rows.flatMap((row) => row.mailbox ?? []);
}

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

/** Removes a campaign that does not run, with its list; false = it runs, or is gone. */
export async function removeCampaign(db: Queries, id: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('campaigns')
    .where('id', '=', id)
    .where('status', 'in', ['draft', 'finished', 'cancelled'])
    .executeTakeFirst();
  if (removed.numDeletedRows !== 1n) return false;
  await db.deleteFrom('campaign_rows').where('campaign_id', '=', id).execute();
  return true;
}
