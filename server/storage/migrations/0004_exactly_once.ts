/** Exactly once at the exact pace: leases, drafts and doubts of messages, pace of mailboxes, budgets of tenants, plans of campaigns. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `ALTER TABLE outbox ADD COLUMN draft_id TEXT`,
  `ALTER TABLE outbox ADD COLUMN external INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE outbox ADD COLUMN fence INTEGER`,
  `ALTER TABLE outbox ADD COLUMN decide_after BIGINT`,
  `ALTER TABLE outbox ADD COLUMN look_ups INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE outbox ADD COLUMN next_look_up BIGINT`,
  `ALTER TABLE outbox ADD COLUMN decided_by TEXT`,
  `ALTER TABLE outbox ADD COLUMN decided_at BIGINT`,
  // Each message changes its row twice, and every index that is touched costs it: what is on its way leaves the index of states
  // and is in a small one of its own, and only what left is in the index of pace. The conditions are repeated in the queries.
  `DROP INDEX outbox_campaign`,
  `CREATE INDEX outbox_status ON outbox (campaign_id, status, not_before, seq)
    WHERE kind = 'campaign' AND status NOT IN ('claimed', 'submitting')`,
  `DROP INDEX outbox_open`,
  `CREATE INDEX outbox_open ON outbox (mailbox) WHERE status IN ('claimed', 'submitting')`,
  `DROP INDEX outbox_pace`,
  `CREATE INDEX outbox_pace ON outbox (mailbox, submitting_at) WHERE submitting_at IS NOT NULL`,
  `CREATE INDEX outbox_doubts ON outbox (next_look_up) WHERE status = 'unknown' AND next_look_up IS NOT NULL`,
  `CREATE INDEX outbox_singles ON outbox (finished_at) WHERE kind <> 'campaign' AND to_address IS NOT NULL`,

  `ALTER TABLE mailboxes ADD COLUMN lease_owner TEXT`,
  `ALTER TABLE mailboxes ADD COLUMN lease_until BIGINT`,
  `ALTER TABLE mailboxes ADD COLUMN fence INTEGER NOT NULL DEFAULT 0`,

  `ALTER TABLE email_providers ADD COLUMN pace TEXT`,
  `ALTER TABLE email_providers ADD COLUMN retry TEXT`,

  `CREATE TABLE tenants (
    tid TEXT PRIMARY KEY, licences INTEGER, per_day INTEGER, trial INTEGER NOT NULL DEFAULT 0, domains TEXT,
    domains_read_at BIGINT, updated_at BIGINT NOT NULL)`,

  `ALTER TABLE campaigns ADD COLUMN sending TEXT NOT NULL DEFAULT '{}'`,
  `ALTER TABLE campaigns ADD COLUMN start_at BIGINT`,
  `ALTER TABLE campaigns ADD COLUMN erased_at BIGINT`,
  `CREATE INDEX campaigns_due ON campaigns (start_at) WHERE status = 'scheduled'`,
];
