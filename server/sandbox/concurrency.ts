/** "4 concurrent requests" for one app and one mailbox (graph throttling-limits.md, Outlook service limits). */
const AT_ONCE = 4;

export interface Concurrency {
  /** A request comes in; answers how it leaves (a second time does nothing), or undefined where there are too many. */
  enter(mailbox: string): (() => void) | undefined;
}

export function createConcurrency(): Concurrency {
  const inside = new Map<string, number>();
  return {
    enter(mailbox) {
      const before = inside.get(mailbox) ?? 0;
      if (before >= AT_ONCE) return undefined;
      inside.set(mailbox, before + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        inside.set(mailbox, (inside.get(mailbox) ?? 1) - 1);
      };
    },
  };
}
