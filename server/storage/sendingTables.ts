/** The tables of the sending engine: what waits, what left, how fast a mailbox and an organisation may send. */
import type { Generated } from 'kysely';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { Json, Millis } from './database.ts';

/** What a mailbox is told to wait for: `Retry-After` rests the mailbox, not the message. */
export interface MailboxesTable {
  mailbox: string;
  resting_until: Millis | null;
  rest_reason: string | null;
  /** The process that may send through it until then; null: none has. */
  lease_owner: string | null;
  lease_until: Millis | null;
  /** Counts the leases: a row is only marked by whoever holds the newest one. */
  fence: Generated<number>;
}

/** What an organisation at Microsoft may send to people outside of it, all its mailboxes together. */
export interface TenantsTable {
  tid: string;
  /** Entered by an administrator. */
  licences: number | null;
  /** A number of its own instead of the formula. */
  per_day: number | null;
  trial: Generated<number>;
  /** JSON array: its verified domains, as Graph names them; null: not known yet. */
  domains: Json | null;
  domains_read_at: Millis | null;
  updated_at: Millis;
}

export interface OutboxTable {
  id: string;
  /** Order of sending inside one mailbox. */
  seq: Generated<number>;
  user_id: string;
  account_id: string;
  mailbox: string;
  kind: 'send' | 'campaign' | 'test';
  campaign_id: string | null;
  /** Row of the campaign's list, from 1; the first one where several rows make the message. */
  row_number: number | null;
  /** JSON array: all its rows, where there are several. */
  row_numbers: Json | null;
  /** Number of the message in its campaign, from 1; null in rows that were queued before it was counted. */
  sequence: number | null;
  status: MessageStatus;
  /** First recipient, for lists and reports. */
  to_address: string | null;
  /** Recipients of this message: to + cc + bcc. */
  recipients: number;
  /** JSON of a MailMessage for `send` and `test`; null for campaigns (rendered when sent) and once the end is known. */
  message: Json | null;
  tracking_id: string | null;
  attempt: number;
  /** Not to be sent earlier; 0 where there is no wish. */
  not_before: Millis;
  created_at: Millis;
  claimed_at: Millis | null;
  /** When the bytes were about to leave, the last time: the pace of a mailbox is counted from these. */
  submitting_at: Millis | null;
  finished_at: Millis | null;
  /** Error code of a row that did not go well. */
  code: string | null;
  reason: string | null;
  provider_message_id: string | null;
  provider_message_id_kind: string | null;
  request_id: string | null;
  /** Immutable id of the draft that is this message in the mailbox, where the grant allows drafts. Sent again, it is the same draft. */
  draft_id: string | null;
  /** Recipients outside of the mailbox's organisation. */
  external: Generated<number>;
  /** The lease under which it was marked `submitting`. */
  fence: number | null;
  /** While it is in doubt: nobody may decide about it before, because its request may still be on its way. */
  decide_after: Millis | null;
  /** Look-ups in the mailbox so far, and when the next one is due; null: none is. */
  look_ups: Generated<number>;
  next_look_up: Millis | null;
  /** Who ended the doubt: a user's id, or `look-up`. */
  decided_by: string | null;
  decided_at: Millis | null;
}
