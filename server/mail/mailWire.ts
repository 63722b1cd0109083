/** What a mailbox's mail goes out through: everything a transport must know besides the access token. */
import type { MailServer } from '../../shared/api/apps.ts';

export type MailWire =
  /**
   * `graphUrl`: origin of Microsoft Graph. `proof`: what the grant allows for exactly once: drafts with immutable ids
   * (Mail.ReadWrite), a search of Sent Items (Mail.Read), or nothing (Mail.Send alone, the meaning of its absence).
   */
  | { kind: 'graph'; graphUrl: string; proof?: 'draft' | 'search' | 'none' }
  /** `gmailUrl`: origin of the Gmail API. */
  | { kind: 'gmail'; gmailUrl: string }
  /** `imap` where the mailbox is to be checked by logging in there too. */
  | { kind: 'smtp'; smtp: MailServer; imap: MailServer | null };
