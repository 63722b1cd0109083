/** A message as the wires see it: addresses checked, bodies ready, nothing of accounts or campaigns. */

export interface MailAttachment {
  name: string;
  contentType: string;
  /** Base64 (RFC 4648 section 4), kept encoded because every wire wants it so. */
  contentBytes: string;
  /** Set for a picture shown inside the HTML as `cid:<contentId>`. */
  contentId?: string;
}

export interface MailMessage {
  /** Every address is `a@b` or `Name <a@b>` (address.ts). */
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  /** Another sender than the mailbox itself; needs the right to send as it. */
  from?: string;
  subject: string;
  html: string;
  /** Only for wires that carry both bodies; Graph's JSON form has room for one (graphRequest.ts). */
  text?: string;
  attachments: MailAttachment[];
  importance: 'low' | 'normal' | 'high';
  /** Our own mark, sent as `x-mergepost-id`: the id of the outbox row. */
  markerId: string;
  /** The caller's own mark, sent as `x-tracking-id`. */
  trackingId?: string;
}

/** Everybody the message goes to: what providers count against a mailbox's daily limit. */
export function recipientsOf(message: Pick<MailMessage, 'to' | 'cc' | 'bcc'>): number {
  return message.to.length + message.cc.length + message.bcc.length;
}
