/** One attempt to send one message: what goes in, and what comes out of it. */
import type { MailMessage } from '../mail/message.ts';
import type { Submitted } from './decide.ts';
import type { Weight } from './mailboxPace.ts';
import type { OutboxRow } from './outbox.store.ts';

export type OutgoingRow = Pick<OutboxRow, 'seq' | 'id' | 'account_id' | 'kind' | 'campaign_id' | 'attempt' | 'draft_id'>;

export interface Outgoing {
  row: OutgoingRow;
  message: MailMessage;
  weight: Weight;
  /** The second try right after the first: its slot is taken already. */
  isRepeated?: true;
}

export interface Attempt {
  outcome: Submitted;
  /** Undefined: it is not marked, or not any more. */
  mark: MarkFacts | undefined;
  /** Whether the mailbox itself can be asked what became of it. */
  canLookUp: boolean;
}

/** What the durable mark of a row says. */
export interface MarkFacts {
  at: number;
  fence: number;
  decideAfter: number;
}
