/** What the database says, read by another process than the server; and the two things that other processes do to it. */
import Sqlite from 'better-sqlite3';

export interface ChaosRow {
  id: string;
  campaign: string;
  to: string;
  status: string;
  code: string | null;
  reason: string | null;
  decidedBy: string | null;
  draftId: string | null;
  lookUps: number;
  nextLookUp: number | null;
  submittingAt: number | null;
}

const COLUMNS = `id, campaign_id AS campaign, to_address AS "to", status, code, reason, decided_by AS decidedBy, draft_id AS draftId,
  look_ups AS lookUps, next_look_up AS nextLookUp, submitting_at AS submittingAt`;

/** Opened for each look only: what a crash left must be put right by the next server, not by us. */
function look<T>(path: string, ask: (file: Sqlite.Database) => T): T {
  const file = new Sqlite(path, { readonly: true, timeout: 2000 });
  try {
    return ask(file);
  } finally {
    file.close();
  }
}

export const readRows = (path: string): ChaosRow[] =>
  look(path, (file) => file.prepare(`SELECT ${COLUMNS} FROM outbox WHERE kind = 'campaign' ORDER BY seq`).all() as ChaosRow[]);

export const readDoubts = (path: string): { id: string; at: number }[] =>
  look(
    path,
    (file) =>
      file.prepare(`SELECT id, coalesce(submitting_at, 0) AS at FROM outbox WHERE status = 'unknown'`).all() as {
        id: string;
        at: number;
      }[],
  );

/** Mails that could leave now: their merge runs, and they wait for nothing. */
export const countWaiting = (path: string): number =>
  look(
    path,
    (file) =>
      file
        .prepare(
          `SELECT count(*) FROM outbox o JOIN campaigns c ON c.id = o.campaign_id
           WHERE o.status = 'queued' AND o.not_before <= ? AND c.status = 'running'`,
        )
        .pluck()
        .get(Date.now()) as number,
  );

export const checkIntegrity = (path: string): string[] =>
  look(path, (file) => file.prepare('PRAGMA integrity_check').pluck().all() as string[]);

/** Somebody else writes for a while. Undefined where the lock was not to be had. */
export function holdLock(path: string): (() => void) | undefined {
  const file = new Sqlite(path, { timeout: 300 });
  try {
    file.exec('BEGIN IMMEDIATE');
    return () => {
      file.exec('ROLLBACK');
      file.close();
    };
  } catch {
    file.close();
    return undefined;
  }
}

/** Sabotage: the doubt about a mail is forgotten, as if it had never left, and its merge goes on. */
export function forgetDoubt(path: string, id: string): void {
  const file = new Sqlite(path, { timeout: 2000 });
  file
    .prepare(
      `UPDATE outbox SET status = 'queued', finished_at = NULL, code = NULL, reason = NULL, decide_after = NULL,
       next_look_up = NULL, claimed_at = NULL WHERE id = ? AND status = 'unknown'`,
    )
    .run(id);
  file
    .prepare(
      `UPDATE campaigns SET status = 'running', finished_at = NULL WHERE id = (SELECT campaign_id FROM outbox WHERE id = ?)`,
    )
    .run(id);
  file.close();
}
