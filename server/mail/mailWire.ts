/** What a mailbox's mail goes out through: everything a transport must know besides the access token. */
import type { MailServer } from '../../shared/api/apps.ts';

export type MailWire =
  /** `graphUrl`: origin of Microsoft Graph. */
  | { kind: 'graph'; graphUrl: string }
  /** `gmailUrl`: origin of the Gmail API. */
  | { kind: 'gmail'; gmailUrl: string }
  /** `imap` where the mailbox is to be checked by logging in there too. */
  | { kind: 'smtp'; smtp: MailServer; imap: MailServer | null };
