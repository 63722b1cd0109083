/** When messages left and to how many, read from the outbox rows: what pace and daily limits are counted from. */
import { sql } from 'kysely';
import type { Queries } from '../storage/database.ts';

const PIECE_MS = 5 * 60_000;

export interface Departed {
  mailbox: string;
  /** Milliseconds since 1970, by the clock of that moment. */
  at: number;
  /** Recipients; of an organisation: those outside of it. */
  weight: number;
}

/** What left a mailbox after `after`, in no particular order; rows that lie ahead of the clock included. */
export async function departedFrom(db: Queries, mailbox: string, after: number): Promise<Departed[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['submitting_at', 'recipients'])
    .where('mailbox', '=', mailbox)
    .where('submitting_at', '>', after)
    .execute();
  return rows.map((row) => ({ mailbox, at: row.submitting_at ?? 0, weight: row.recipients }));
}

/** What left an organisation for people outside of it, all its mailboxes together. */
export async function departedOutside(db: Queries, tid: string, after: number): Promise<Departed[]> {
  const { rows } = await sql<Departed>`
    WITH RECURSIVE ${mailboxesOf(tid)}
    SELECT o.mailbox, o.submitting_at AS at, o.external AS weight
    FROM mine JOIN outbox o ON o.mailbox = mine.mailbox
    WHERE o.submitting_at > ${after} AND o.external > 0`.execute(db);
  return rows;
}

/** The n-th newest departure of a mailbox after `after`, 1 being the newest; undefined where there are fewer. */
export async function newestDeparted(db: Queries, mailbox: string, after: number, n: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('submitting_at')
    .where('mailbox', '=', mailbox)
    .where('submitting_at', '>', after)
    .orderBy('submitting_at', 'desc')
    .limit(1)
    .offset(n - 1)
    .executeTakeFirst();
  return row?.submitting_at ?? undefined;
}

/** What left a mailbox after `after`, oldest first, put together by five minutes under the time of the last. */
export async function departedPieces(db: Queries, mailbox: string, after: number): Promise<{ at: number; recipients: number }[]> {
  const { rows } = await sql<{ at: number; recipients: number }>`
    SELECT max(submitting_at) AS at, sum(recipients) AS recipients FROM outbox
    WHERE mailbox = ${mailbox} AND submitting_at > ${after}
    GROUP BY submitting_at / ${PIECE_MS} ORDER BY at`.execute(db);
  return rows;
}

/** Recipients of a mailbox after `after`. */
export async function recipientsSince(db: Queries, mailbox: string, after: number): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((e) => e.fn.sum<number | null>('recipients').as('n'))
    .where('mailbox', '=', mailbox)
    .where('submitting_at', '>', after)
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** Recipients outside of an organisation after `after`, all its mailboxes together. */
export async function outsideSince(db: Queries, tid: string, after: number): Promise<number> {
  const { rows } = await sql<{ n: number | null }>`
    WITH RECURSIVE ${mailboxesOf(tid)}
    SELECT sum(o.external) AS n FROM mine JOIN outbox o ON o.mailbox = mine.mailbox
    WHERE o.submitting_at > ${after}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The mailboxes of an organisation that sent: from one to the next by the index, without reading what lies between. */
function mailboxesOf(tid: string) {
  const from = `microsoft:${tid}:`;
  // `;` comes right after `:`.
  const to = `microsoft:${tid};`;
  return sql`mine(mailbox) AS (
      SELECT min(mailbox) FROM outbox WHERE mailbox >= ${from} AND mailbox < ${to} AND submitting_at IS NOT NULL
      UNION ALL
      SELECT (SELECT min(mailbox) FROM outbox WHERE mailbox > mine.mailbox AND mailbox < ${to} AND submitting_at IS NOT NULL)
      FROM mine WHERE mine.mailbox IS NOT NULL)`;
}
