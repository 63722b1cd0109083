/** One message at a time per mailbox, in the order of asking: Exchange Online counts concurrent requests per mailbox. */
export interface MailboxTurns {
  /** Runs `work` when it is its turn. */
  take<T>(mailbox: string, work: () => Promise<T>): Promise<T>;
  /** Whether somebody waits for the turn that is taken now. */
  isWanted(mailbox: string): boolean;
}

export function mailboxTurns(): MailboxTurns {
  const last = new Map<string, Promise<unknown>>();
  const asking = new Map<string, number>();
  return {
    async take(mailbox, work) {
      const before = last.get(mailbox) ?? Promise.resolve();
      asking.set(mailbox, (asking.get(mailbox) ?? 0) + 1);
      // `work` runs whether the one before it went well or not; its failure belongs to whoever asked for it.
      const mine = before.then(work, work);
      last.set(mailbox, mine);
      try {
        return await mine;
      } finally {
        const left = (asking.get(mailbox) ?? 1) - 1;
        if (left > 0) asking.set(mailbox, left);
        else asking.delete(mailbox);
        if (last.get(mailbox) === mine) last.delete(mailbox);
      }
    },
    isWanted: (mailbox) => (asking.get(mailbox) ?? 0) > 1,
  };
}
