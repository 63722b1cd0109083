/** Every change of a row's status, in the order of the commits, written down by the database itself. */
import type Sqlite from 'better-sqlite3';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';

export interface Change {
  n: number;
  id: string;
  kind: 'campaign' | 'send' | 'test';
  mailbox: string;
  campaign: string | null;
  to: string | null;
  before: MessageStatus | null;
  after: MessageStatus;
  decided_by: string | null;
  /** As it was before the change. */
  decide_after: number | null;
  fence: number | null;
  /** Of the mailbox, at that moment. */
  newest: number | null;
  attempt: number;
}

export interface RowJournal {
  /** What was committed since the last time. */
  news(): Change[];
}

const COLUMNS = `n INTEGER PRIMARY KEY AUTOINCREMENT, id, kind, mailbox, campaign, "to", before, after, decided_by, decide_after, fence, newest, attempt`;
const FENCE = '(SELECT fence FROM mailboxes WHERE mailboxes.mailbox = NEW.mailbox)';

export function rowJournal(file: Sqlite.Database): RowJournal {
  file.exec(`
    CREATE TABLE journal (${COLUMNS});
    CREATE TRIGGER journal_update AFTER UPDATE OF status ON outbox WHEN OLD.status <> NEW.status BEGIN
      INSERT INTO journal (id, kind, mailbox, campaign, "to", before, after, decided_by, decide_after, fence, newest, attempt)
      VALUES (NEW.id, NEW.kind, NEW.mailbox, NEW.campaign_id, NEW.to_address, OLD.status, NEW.status, NEW.decided_by,
        OLD.decide_after, NEW.fence, ${FENCE}, NEW.attempt);
    END;
    CREATE TRIGGER journal_insert AFTER INSERT ON outbox BEGIN
      INSERT INTO journal (id, kind, mailbox, campaign, "to", before, after, decided_by, decide_after, fence, newest, attempt)
      VALUES (NEW.id, NEW.kind, NEW.mailbox, NEW.campaign_id, NEW.to_address, NULL, NEW.status, NEW.decided_by,
        NULL, NEW.fence, ${FENCE}, NEW.attempt);
    END;
  `);
  const read = file.prepare('SELECT * FROM journal WHERE n > ? ORDER BY n');
  let seen = 0;
  return {
    news() {
      const news = read.all(seen) as Change[];
      seen = news.at(-1)?.n ?? seen;
      return news;
    },
  };
}
