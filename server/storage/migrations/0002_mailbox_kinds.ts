/** OAuth applications, hosted links, administrators' consents, and what accounts need for more than one kind of mailbox. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `CREATE TABLE oauth_apps (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, client_id TEXT NOT NULL,
    client_secret TEXT, certificate TEXT, account_types TEXT NOT NULL, cloud TEXT NOT NULL, urls TEXT NOT NULL,
    base_scope TEXT NOT NULL, scopes TEXT, features TEXT NOT NULL, prompt TEXT NOT NULL, enabled INTEGER NOT NULL,
    secret_expires_at BIGINT, smtp TEXT, imap TEXT, rotation TEXT NOT NULL, owner_id TEXT REFERENCES users (id),
    version INTEGER NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL)`,

  `CREATE TABLE connect_links (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), app_key TEXT, features TEXT NOT NULL, note TEXT,
    secret_hash TEXT NOT NULL, account_id TEXT, email TEXT, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
    used_at BIGINT, revoked_at BIGINT)`,
  `CREATE INDEX connect_links_user ON connect_links (user_id, created_at)`,

  `CREATE TABLE consent_requests (
    id TEXT PRIMARY KEY, user_id TEXT REFERENCES users (id), attempt_id TEXT, app_key TEXT NOT NULL, tenant TEXT NOT NULL,
    state_hash TEXT NOT NULL UNIQUE, status TEXT NOT NULL, error TEXT, created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL)`,

  `ALTER TABLE connect_attempts ADD COLUMN link_id TEXT`,

  `ALTER TABLE email_providers ADD COLUMN wire TEXT NOT NULL DEFAULT 'graph'`,
  `ALTER TABLE email_providers ADD COLUMN from_name TEXT`,
  `ALTER TABLE email_providers ADD COLUMN state_next TEXT`,
  `ALTER TABLE email_providers ADD COLUMN keep_alive INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE email_providers ADD COLUMN refreshed_at BIGINT`,
  `ALTER TABLE email_providers ADD COLUMN refresh_started_at BIGINT`,
  `UPDATE email_providers SET app = 'microsoft' WHERE app = 'default'`,
  // When the refresh token was last used is not known of old rows; the last write of tokens is the best guess.
  `UPDATE email_providers SET refreshed_at = updated_at`,
  // Whoever must do something finds the next step beside the reason, as with states that are written from now on.
  `UPDATE email_providers SET state_next = CASE state
    WHEN 'needs-reconnect' THEN 'Connect this mailbox again.'
    WHEN 'needs-admin' THEN 'Show this to the administrator of your organisation. When it is mended, send a test mail: that puts it right here.'
    WHEN 'operator-fault' THEN 'Tell the person who runs this Mergepost server. Nothing has to be connected again: it mends itself once the server is put right.'
    WHEN 'throttled' THEN 'Let it rest for some hours, then resume the merges that were paused.'
    END`,

  `ALTER TABLE campaigns ADD COLUMN from_address TEXT`,
];
