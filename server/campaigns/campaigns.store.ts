/** The rows of campaigns; only this feature opens this table. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import { CAMPAIGN_MOVES, type CampaignMove, type CampaignStatus, type MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { CampaignsTable, Queries } from '../storage/database.ts';

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

/** For the outbox: nothing leaves after a pause that is in the store. */
export const STILL_RUNS = `EXISTS (SELECT 1 FROM campaigns WHERE id = ? AND status = 'running')`;

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

/** Scheduled campaigns whose time has come. */
export function dueCampaigns(db: Queries, now: number): Promise<CampaignCard[]> {
  return db
    .selectFrom('campaigns')
    .select(CARD_COLUMNS)
    .where('status', '=', 'scheduled')
    .where('start_at', '<=', now)
    .orderBy('start_at')
    .execute();
}

/** When the next scheduled campaign begins. */
export async function nextStart(db: Queries): Promise<number | undefined> {
  const row = await db
    .selectFrom('campaigns')
    .select((e) => e.fn.min('start_at').as('at'))
    .where('status', '=', 'scheduled')
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** Running campaigns whose rows may have send times of their own. */
export function timedRunning(db: Queries): Promise<CampaignCard[]> {
  return db
    .selectFrom('campaigns')
    .select(CARD_COLUMNS)
    .where('status', '=', 'running')
    .where('sending', 'like', '%"timeColumn":"%')
    .execute();
}

/** Drafts with rows in the outbox: their approval was interrupted. */
export function draftsWithRows(db: Queries): Promise<string[]> {
  return withRows(db, 'draft', ['queued', 'skipped']);
}

/** Cancelled campaigns with rows that still wait: their cancelling was interrupted. */
export function cancelledWithRows(db: Queries): Promise<string[]> {
  return withRows(db, 'cancelled', ['queued', 'claimed']);
}

async function withRows(db: Queries, status: CampaignStatus, rows: MessageStatus[]): Promise<string[]> {
  const found = await db
    .selectFrom('campaigns')
    .select('id')
    .where('status', '=', status)
    .where((e) =>
      e.exists(
        e
          .selectFrom('outbox')
          .select('seq')
          .whereRef('outbox.campaign_id', '=', 'campaigns.id')
          .where('outbox.kind', '=', 'campaign')
          .where('outbox.status', 'in', rows),
      ),
    )
    .execute();
  return found.map(({ id }) => id);
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

/** What may say something about a person, while nothing of it is there: in a new draft, and after erasure. */
export const NO_CONTENT = {
  pause_reason: null,
  subject: '',
  letter_blob: null,
  letter_name: null,
  letter_kind: null,
  letter_facts: null,
  list_blob: null,
  list_name: null,
  list_kind: null,
  list_facts: null,
  address_column: null,
  from_address: null,
  columns: '{}',
  field_policies: '{}',
  merge_settings: '{}',
  list_reading: '{}',
  files: '[]',
  check_facts: null,
  sending: '{}',
} as const;

/** What may say something about a person is gone; `approved` stays, empty, until the list and the results are erased too. */
const ERASED = { ...NO_CONTENT, name: 'Erased merge', approved: '{}' } as const;

/** Guarded: only what has ended, and only once. */
export async function markErased(db: Queries, id: string, now: number): Promise<boolean> {
  const changed = await db
    .updateTable('campaigns')
    .set({ ...ERASED, erased_at: now })
    .where('id', '=', id)
    .where('status', 'in', ['finished', 'cancelled'])
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** List and results are erased too. */
export async function noteErased(db: Queries, id: string): Promise<void> {
  await db.updateTable('campaigns').set({ approved: null }).where('id', '=', id).where('erased_at', 'is not', null).execute();
}

export async function halfErased(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select('id')
    .where('erased_at', 'is not', null)
    .where('approved', 'is not', null)
    .execute();
  return rows.map((row) => row.id);
}

/** Ended at `time` or earlier, and not erased. */
export async function endedBefore(db: Queries, time: number): Promise<string[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select('id')
    .where('status', 'in', ['finished', 'cancelled'])
    .where('finished_at', '<=', time)
    .where('erased_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}
