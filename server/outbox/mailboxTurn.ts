/** One message at a time per mailbox, in the order of asking: Exchange Online counts concurrent requests per mailbox. */
export type MailboxTurn = <T>(mailbox: string, work: () => Promise<T>) => Promise<T>;

export function mailboxTurns(): MailboxTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (mailbox, work) => {
    const before = last.get(mailbox) ?? Promise.resolve();
    // `work` runs whether the one before it went well or not; its failure belongs to whoever asked for it.
    const mine = before.then(work, work);
    last.set(mailbox, mine);
    try {
      return await mine;
    } finally {
      if (last.get(mailbox) === mine) last.delete(mailbox);
    }
  };
}
