/** The ends a send can have. Expected failures are values: the outbox switches over them exhaustively. */
export type SendOutcome =
  /**
   * Any 2xx. A 202 may carry Retry-After: slow down, do not send again. `idKind`: what `providerId` is. `remark`: what a
   * person must know all the same, such as recipients that the server refused while it took the others.
   */
  | {
      kind: 'accepted';
      providerId?: string;
      idKind?: 'immutable' | 'gmail' | 'internet';
      requestId?: string;
      slowDownMs?: number;
      remark?: string;
    }
  /**
   * Certainly not sent, may be tried again: 429, 503 with Retry-After, connection refused. `status`: of HTTP or SMTP, where
   * there was an answer. `waitMs` costs no attempt; `slowDownMs` is a pause of the mailbox beside an answer that costs one.
   */
  | {
      kind: 'later';
      waitMs?: number;
      slowDownMs?: number;
      reason: string;
      code: string;
      status?: number;
      requestId?: string;
    }
  /**
   * Certainly not sent: the consent or the token is gone, or (`needs-admin`) an administrator must allow it first, or
   * (`operator-fault`) whoever runs this server must mend how it reaches the mail server. `next`: the step that mends it,
   * where it is not to connect again.
   */
  | {
      kind: 'reconnect';
      reason: string;
      code: string;
      claims?: string;
      requestId?: string;
      state?: 'needs-reconnect' | 'needs-admin' | 'operator-fault';
      next?: string;
    }
  /** Certainly not sent, and never will be. */
  | { kind: 'rejected'; code: string; reason: string; requestId?: string }
  /** Certainly not sent; quota or abuse block: this mailbox stops for hours, and never for less than `waitMs`. */
  | { kind: 'stopMailbox'; code: string; reason: string; waitMs?: number; requestId?: string }
  /**
   * The request left and no clear answer came (time-out, reset, 500/502/504): it may have been sent. Never resent by itself.
   * `slowDownMs`: the Retry-After beside it, for the mails that come after it.
   */
  | { kind: 'unknown'; reason: string; code: string; status?: number; slowDownMs?: number; requestId?: string };
