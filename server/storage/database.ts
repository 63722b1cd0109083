/**
 * The tables as TypeScript sees them. Names and types are portable to PostgreSQL: TEXT ids, times as BIGINT
 * milliseconds since 1970, booleans as 0/1, JSON as TEXT. What a column means is documented here, where it is born.
 */
import type { Generated, Kysely, Transaction } from 'kysely';
import type { AccountState, WireKind } from '../../shared/api/accounts.ts';
import type { AppKind, BaseScope, Cloud, OAuthAppView } from '../../shared/api/apps.ts';
import type { CampaignStatus } from '../../shared/merge/campaignMoves.ts';
import type { MailboxesTable, OutboxTable, TenantsTable } from './sendingTables.ts';

/** Milliseconds since 1970-01-01T00:00Z. */
export type Millis = number;
/** A string made by the vault; useless without its key and outside its place. */
export type Sealed = string;
/** JSON text. */
export type Json = string;

/** Keyed by issuer + subject (Entra: `tid/oid`), never by an address. */
export interface UsersTable {
  id: string;
  issuer: string;
  subject: string;
  email: string | null;
  /** 1 where the issuer vouches for the address (a host application's token); never for Entra. */
  email_verified: number;
  name: string | null;
  /** Verified address and tenant as shown on the confirm page. */
  tenant: string | null;
  role: 'user' | 'admin';
  created_at: Millis;
  last_seen_at: Millis;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  created_at: Millis;
  renewed_at: Millis;
  ended_at: Millis | null;
}

/** One trip through a provider's sign-in pages. Secrets are kept as SHA-256 or sealed; wiped when the attempt ends. */
export interface ConnectAttemptsTable {
  id: string;
  /** Null while nobody is signed in (sign-in, or sign-in and connect in one trip). */
  user_id: string | null;
  /** Key of the OAuth application. */
  provider: string;
  purpose: 'connect' | 'sign-in' | 'sign-in-and-connect';
  status: 'pending' | 'confirm' | 'connected' | 'signed-in' | 'failed' | 'expired';
  state_hash: string;
  /** SHA-256 of the ticket in the start page's address. */
  ticket_hash: string;
  /** JSON of state and PKCE verifier, sealed: the start page and the callback need them. Wiped when the attempt ends. */
  flow: Sealed | null;
  nonce: string;
  scopes: string;
  prompt: string | null;
  login_hint: string | null;
  /** The account that must come back (reconnect is pinned). */
  reconnect_id: string | null;
  /** What opened the start page: a window of our own, Office's on a computer, Office's on the web. */
  host: 'browser' | 'office' | 'office-web';
  /** The language that the start page was asked for in, `en` or `de`; null: the browser's own. Chooses words and nothing else. */
  language: string | null;
  /** SHA-256 of the authorization code that was redeemed: a reload with the same code repeats the outcome. */
  code_hash: string | null;
  /** Tokens and identity that wait for the click on the confirm page, sealed, 10 minutes at most. */
  waiting: Sealed | null;
  confirm_secret_hash: string | null;
  confirm_cookie_hash: string | null;
  /** SHA-256 of what the pane that started a sign-in knows. */
  verifier_hash: string | null;
  /** The one-time code shown by the window's last page: SHA-256, and wrong tries so far. */
  handoff_hash: string | null;
  /** The same code sealed, so that a reload can show it again; wiped once it was used. */
  handoff: Sealed | null;
  handoff_tries: number;
  account_id: string | null;
  email: string | null;
  /** JSON of an ApiFailure without requestId. */
  error: Json | null;
  /** The hosted link it came through; such a trip always asks the person in that browser. */
  link_id: string | null;
  created_at: Millis;
  expires_at: Millis;
}

/** Connected mailboxes. The first columns are the ones the product's first document lists, under those names. */
export interface EmailProvidersTable {
  id: string;
  user_id: string;
  provider: string;
  email_address: string;
  access_token: Sealed | null;
  refresh_token: Sealed | null;
  token_expires_at: Millis | null;
  /** JSON array of granted scopes. */
  scopes: Json;
  /** 1 while mail can be sent (connected, throttled). */
  is_active: number;
  display_name: string | null;
  /** Entra tenant id and object id: the identity of the mailbox. */
  tid: string | null;
  oid: string | null;
  /** `provider:tid:oid`: pace and rest belong to the mailbox, however many rows connect it. */
  mailbox: string;
  /** Key of the OAuth application used; `microsoft` is the one of the settings. */
  app: string;
  /** Access tokens of `smtp` are kept in memory only: access_token and token_expires_at are null then. */
  wire: WireKind;
  from_name: string | null;
  state: AccountState;
  state_reason: string | null;
  /** The one next step, for a person. */
  state_next: string | null;
  state_since: Millis;
  connected_at: Millis;
  last_used_at: Millis | null;
  created_at: Millis;
  updated_at: Millis;
  /** Counts writes of tokens, so that a refresh that lost the race does not overwrite a newer token. */
  token_version: number;
  /** 1: refreshed every 30 days though nobody uses it. */
  keep_alive: Generated<number>;
  /** When the refresh token was last used with success: 90 days later it is dead (Entra). */
  refreshed_at: Millis | null;
  /** Set while a refresh is under way at a provider that takes each refresh token once: found after a crash, its answer is lost. */
  refresh_started_at: Millis | null;
  /** JSON of a Pace, or null: normal. */
  pace: Json | null;
  /** JSON of a RetryPolicy, or null: the server's. */
  retry: Json | null;
}

/** OAuth applications that were added by API (owner_id null) or brought along by an import (for that owner only). */
export interface OAuthAppsTable {
  id: string;
  /** Part of the redirect URI; never changes. */
  key: string;
  name: string;
  kind: AppKind;
  client_id: string;
  client_secret: Sealed | null;
  /** JSON of { privateKey, certificate }, PEM, sealed. */
  certificate: Sealed | null;
  account_types: string;
  cloud: Cloud;
  /** JSON of AppUrls. */
  urls: Json;
  base_scope: BaseScope;
  /** JSON array, or null: those that follow from the rest. */
  scopes: Json | null;
  features: Json;
  prompt: OAuthAppView['prompt'];
  enabled: number;
  secret_expires_at: Millis | null;
  /** JSON of MailServer. */
  smtp: Json | null;
  imap: Json | null;
  rotation: 'keeps' | 'strict';
  owner_id: string | null;
  /** Counts changes: what was built from an older version is built again. */
  version: number;
  created_at: Millis;
  updated_at: Millis;
}

/** Links with which somebody else connects their mailbox to this user's account. */
export interface ConnectLinksTable {
  id: string;
  user_id: string;
  app_key: string | null;
  features: Json;
  note: string | null;
  /** SHA-256 of the secret in the link's address. */
  secret_hash: string;
  account_id: string | null;
  email: string | null;
  created_at: Millis;
  expires_at: Millis;
  used_at: Millis | null;
  revoked_at: Millis | null;
}

/** Administrators asked to allow an app for their organisation. What came back is a hint for people, never a proof. */
export interface ConsentRequestsTable {
  id: string;
  /** Who asked; null where nobody was signed in yet: then the sign-in that was turned away. */
  user_id: string | null;
  attempt_id: string | null;
  app_key: string;
  tenant: string;
  state_hash: string;
  status: 'open' | 'granted' | 'declined';
  error: string | null;
  created_at: Millis;
  expires_at: Millis;
}

export interface CampaignsTable {
  id: string;
  user_id: string;
  account_id: string | null;
  /** The mailbox it is sent from, known from the start on: which campaigns share a mailbox is read from here. */
  mailbox: string | null;
  name: string;
  status: CampaignStatus;
  pause_reason: string | null;
  subject: string;
  /** SHA-256 of the letter in `blobs`. */
  letter_blob: string | null;
  letter_name: string | null;
  letter_kind: 'docx' | 'html' | null;
  /** JSON: fields and remarks of the letter. */
  letter_facts: Json | null;
  list_blob: string | null;
  list_name: string | null;
  list_kind: 'csv' | 'xlsx' | 'rows' | null;
  /** JSON: sheet, sheets, headers, remarks, row count. */
  list_facts: Json | null;
  address_column: string | null;
  /** Another sender than the mailbox itself. */
  from_address: string | null;
  /** JSON: field → column chosen by the person ('' = none). */
  columns: Json;
  field_policies: Json;
  /** JSON: what was chosen of MergeSettings; the rest has its plain meaning. */
  merge_settings: Json;
  /** JSON of a ListReading: how the list is read where the automatic reading was not wanted. */
  list_reading: Json;
  /** JSON of CampaignFile[]: what goes along with every mail. */
  files: Generated<Json>;
  /** JSON: what the last check of letter, list and columns found; written with every change of the draft. */
  check_facts: Json | null;
  /** JSON: what was approved at the start (hashes and counts); messages are rendered from it. */
  approved: Json | null;
  /** Counts the changes of the draft, so that nothing is changed or started that somebody else changed meanwhile. */
  version: number;
  created_at: Millis;
  started_at: Millis | null;
  finished_at: Millis | null;
  /** JSON of what was chosen of a SendingPlan. */
  sending: Generated<Json>;
  /** When a scheduled campaign starts. */
  start_at: Millis | null;
  /** When letter, list and addresses were erased; the numbers stay. */
  erased_at: Millis | null;
}

/** The list as data, one record a row; messages are rendered from it when they are sent. */
export interface CampaignRowsTable {
  campaign_id: string;
  row_number: number;
  /** JSON array of texts, in the order of the headers. */
  cells: Json;
  /** JSON: index of a column → exact value, where the sheet knows more than it shows. */
  exact: Json | null;
}

/** Letters, lists and attachments, each stored once under its SHA-256. */
export interface BlobsTable {
  hash: string;
  bytes: Buffer;
  created_at: Millis;
}

export interface IdempotencyKeysTable {
  user_id: string;
  route: string;
  key: string;
  body_hash: string;
  /** Id of the outbox row that the request makes, where it makes one; null: from a version before this one. */
  message_id: string | null;
  /** Null while the first request is running. */
  http_status: number | null;
  response: Json | null;
  created_at: Millis;
}

/** Keys the server made for itself, sealed. */
export interface ServerSecretsTable {
  name: string;
  value: Sealed;
}

/** One sealed known text per vault key: tells a wrong ENCRYPTION_KEY at the start. */
export interface VaultChecksTable {
  key_id: string;
  value: Sealed;
}

export interface Tables {
  users: UsersTable;
  sessions: SessionsTable;
  connect_attempts: ConnectAttemptsTable;
  email_providers: EmailProvidersTable;
  oauth_apps: OAuthAppsTable;
  connect_links: ConnectLinksTable;
  consent_requests: ConsentRequestsTable;
  mailboxes: MailboxesTable;
  tenants: TenantsTable;
  outbox: OutboxTable;
  campaigns: CampaignsTable;
  campaign_rows: CampaignRowsTable;
  blobs: BlobsTable;
  idempotency_keys: IdempotencyKeysTable;
  server_secrets: ServerSecretsTable;
  vault_checks: VaultChecksTable;
}

export type Database = Kysely<Tables>;
/** For functions that must be able to run inside somebody's transaction. */
export type Queries = Kysely<Tables> | Transaction<Tables>;
