/** The first schema. What each column means is documented in ../database.ts. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `CREATE TABLE users (
    id TEXT PRIMARY KEY, issuer TEXT NOT NULL, subject TEXT NOT NULL, email TEXT, email_verified INTEGER NOT NULL,
    name TEXT, tenant TEXT, role TEXT NOT NULL, created_at BIGINT NOT NULL, last_seen_at BIGINT NOT NULL,
    UNIQUE (issuer, subject))`,

  `CREATE TABLE sessions (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), created_at BIGINT NOT NULL,
    renewed_at BIGINT NOT NULL, ended_at BIGINT)`,

  `CREATE TABLE connect_attempts (
    id TEXT PRIMARY KEY, user_id TEXT REFERENCES users (id), provider TEXT NOT NULL, purpose TEXT NOT NULL,
    status TEXT NOT NULL, state_hash TEXT NOT NULL UNIQUE, ticket_hash TEXT NOT NULL, flow TEXT,
    nonce TEXT NOT NULL, scopes TEXT NOT NULL, prompt TEXT, login_hint TEXT, reconnect_id TEXT, host TEXT NOT NULL,
    code_hash TEXT, waiting TEXT, confirm_secret_hash TEXT, confirm_cookie_hash TEXT, verifier_hash TEXT,
    handoff_hash TEXT, handoff TEXT, handoff_tries INTEGER NOT NULL, account_id TEXT, email TEXT, error TEXT,
    created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)`,

  `CREATE TABLE email_providers (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), provider TEXT NOT NULL,
    email_address TEXT NOT NULL, access_token TEXT, refresh_token TEXT, token_expires_at BIGINT,
    scopes TEXT NOT NULL, is_active INTEGER NOT NULL, display_name TEXT, tid TEXT, oid TEXT, mailbox TEXT NOT NULL,
    app TEXT NOT NULL, state TEXT NOT NULL, state_reason TEXT, state_since BIGINT NOT NULL,
    connected_at BIGINT NOT NULL, last_used_at BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    token_version INTEGER NOT NULL,
    UNIQUE (user_id, mailbox))`,

  `CREATE TABLE mailboxes (mailbox TEXT PRIMARY KEY, resting_until BIGINT, rest_reason TEXT)`,

  `CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, account_id TEXT NOT NULL,
    mailbox TEXT NOT NULL, kind TEXT NOT NULL, campaign_id TEXT, row_number INTEGER, status TEXT NOT NULL,
    to_address TEXT, recipients INTEGER NOT NULL, message TEXT, tracking_id TEXT, attempt INTEGER NOT NULL,
    not_before BIGINT NOT NULL, created_at BIGINT NOT NULL, claimed_at BIGINT, submitting_at BIGINT,
    finished_at BIGINT, code TEXT, reason TEXT, provider_message_id TEXT, provider_message_id_kind TEXT,
    request_id TEXT,
    UNIQUE (campaign_id, row_number, kind))`,
  // Claiming the next message of a campaign and counting its progress; counting a mailbox's pace; what is still to do
  // (small, because rows leave it when their end is known).
  `CREATE INDEX outbox_campaign ON outbox (campaign_id, kind, status, seq)`,
  `CREATE INDEX outbox_pace ON outbox (mailbox, submitting_at)`,
  `CREATE INDEX outbox_open ON outbox (mailbox, status) WHERE status IN ('queued', 'claimed', 'submitting')`,

  `CREATE TABLE campaigns (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), account_id TEXT, mailbox TEXT, name TEXT NOT NULL,
    status TEXT NOT NULL, pause_reason TEXT, subject TEXT NOT NULL, letter_blob TEXT, letter_name TEXT,
    letter_kind TEXT, letter_facts TEXT, list_blob TEXT, list_name TEXT, list_kind TEXT, list_facts TEXT,
    address_column TEXT, columns TEXT NOT NULL, field_policies TEXT NOT NULL, attachment_blob TEXT,
    attachment_name TEXT, attachment_type TEXT, attachment_bytes INTEGER, check_facts TEXT, approved TEXT,
    version INTEGER NOT NULL, created_at BIGINT NOT NULL, started_at BIGINT,
    finished_at BIGINT)`,
  `CREATE INDEX campaigns_user ON campaigns (user_id, created_at)`,
  `CREATE INDEX campaigns_mailbox ON campaigns (mailbox, status)`,

  `CREATE TABLE campaign_rows (
    campaign_id TEXT NOT NULL, row_number INTEGER NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (campaign_id, row_number))`,

  `CREATE TABLE blobs (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL, created_at BIGINT NOT NULL)`,

  `CREATE TABLE idempotency_keys (
    user_id TEXT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, body_hash TEXT NOT NULL, http_status INTEGER,
    response TEXT, created_at BIGINT NOT NULL, PRIMARY KEY (user_id, route, key))`,
  `CREATE INDEX idempotency_age ON idempotency_keys (created_at)`,

  `CREATE TABLE server_secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
  `CREATE TABLE vault_checks (key_id TEXT PRIMARY KEY, value TEXT NOT NULL)`,
];
