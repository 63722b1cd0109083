const MINUTE = 60_000;

/** When each mailbox sent, for the limit "so many a minute". */
export interface Paces {
  note(mailbox: string, now: number): void;
  /** Milliseconds until this mailbox may send again; 0 = now. */
  wait(mailbox: string, perMinute: number, now: number): number;
  clear(): void;
}

export function createPaces(): Paces {
  const sent = new Map<string, number[]>();
  return {
    note: (mailbox, now) => void sent.set(mailbox, [...(sent.get(mailbox) ?? []).filter((at) => at > now - MINUTE), now]),
    wait(mailbox, perMinute, now) {
      const recent = (sent.get(mailbox) ?? []).filter((at) => at > now - MINUTE);
      const blocking = recent.at(-perMinute);
      return recent.length < perMinute || blocking === undefined ? 0 : blocking + MINUTE - now;
    },
    clear: () => sent.clear(),
  };
}
