/** What the outbox needs from campaigns. It is declared here and implemented there: the outbox knows no campaign. */
import type { SendWindow } from '../../shared/api/pace.ts';
import type { MailMessage } from '../mail/message.ts';
import type { Queries } from '../storage/database.ts';

export interface CampaignSide {
  /** Campaigns that may send through this mailbox now, oldest start first. */
  running(mailbox: string): Promise<string[]>;
  /** SQL that is true while the campaign (one `?`: its id) may send: part of the guard under which a message leaves. */
  readonly runs: string;
  /** The hours within which a campaign's mails leave; null: any. */
  windowOf(campaignId: string): Promise<SendWindow | null>;
  /** Mailboxes that have a running campaign. */
  mailboxes(): Promise<string[]>;
  /** One mail from the snapshot that was approved at the start. `ok: false`: it can never be sent. */
  render(campaignId: string, which: MessageRows, markerId: string): Promise<Rendered>;
  /**
   * The next messages of a campaign, made ready: their rows are read at once, each mail is only built when it is asked for.
   * `index` counts from 0 in `messages`.
   */
  prepare(campaignId: string, messages: readonly MessageRows[]): Promise<RenderPrepared>;
  /** Pauses these running campaigns and tells the person why and what to do next. */
  pause(which: { campaignId: string } | { accountId: string } | { mailbox: string }, reason: string): Promise<void>;
  /** A row of the campaign moved on; the campaign may be finished now. */
  moved(campaignId: string): Promise<void>;
  /**
   * A mail of the campaign certainly was not sent and shall wait once more. In one transaction `requeue` is carried out and the
   * campaign goes on: a finished one runs again, a paused one stays paused. `cancelled`, or `over` (erased, or finished so long
   * ago that nobody expects a mail of it any more): nothing was done.
   */
  again(campaignId: string, requeue: (db: Queries) => Promise<boolean>): Promise<GoesOn>;
  /** Something of the campaign's progress changed: whoever watches it is told soon. Costs nothing where nobody does. */
  changed(campaignId: string): void;
}

export type GoesOn = 'goes-on' | 'cancelled' | 'over';

/** `htmlAlone`: its wire has no room for a plain text (MailTransport.htmlAlone). */
export type RenderPrepared = (index: number, markerId: string, htmlAlone?: boolean) => Rendered;

/** The rows of the list that make one message, from 1, and which message of the campaign it is, from 1. */
export interface MessageRows {
  rows: number[];
  sequence: number;
}

export type Rendered = { ok: true; message: MailMessage } | { ok: false; code: string; reason: string };
