/**
 * Wakes the sender of a mailbox. A wake is a hint, never the truth: it may come twice, or for nothing. What there is to
 * do is read from the outbox rows.
 */
export interface WakeQueue {
  /** Asks to be woken for this mailbox at `at` (milliseconds since 1970; default: now). Of several wishes the earliest wins. */
  wake(mailbox: string, at?: number): void;
  /** Who is to be woken. One listener; wakes before it are kept. */
  listen(onWake: (mailbox: string) => void): void;
  /** No wake comes after this. */
  stop(): void;
}
