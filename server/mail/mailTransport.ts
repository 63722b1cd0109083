/** One wire out. A transport never looks up accounts or tokens: credentials are passed in. */
import type { MailMessage } from './message.ts';
import type { SendOutcome } from './sendOutcome.ts';

export interface Credentials {
  /** The mailbox's own address. */
  address: string;
  /** Name beside it, where its owner chose one. */
  fromName: string | null;
  accessToken: string;
}

export interface MailTransport {
  /**
   * Sends once, never retries, never throws for what the network or the provider does.
   * `beforeBytes` is awaited right before the first byte of the request is written: the durable `submitting` mark.
   */
  send(message: MailMessage, as: Credentials, beforeBytes?: () => Promise<void>): Promise<SendOutcome>;
}
