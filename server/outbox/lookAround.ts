/**
 * Once a minute every mailbox with a running campaign is woken. Whoever changes something wakes its mailbox, too, but the store may
 * have failed right between the change and that: a campaign would say that it runs, and nothing would leave until the next start.
 */
import type { OutboxDeps } from './outboxDeps.ts';

const LOOK_MS = 60_000;

export interface LookAround {
  start(): void;
  stop(): Promise<void>;
}

export function lookAround(deps: Pick<OutboxDeps, 'after' | 'campaigns' | 'queue' | 'log'>): LookAround {
  let stopped = false;
  let looking: Promise<void> | undefined;
  let takeBack = (): void => undefined;

  /** Never rejects. */
  async function look(): Promise<void> {
    try {
      const mailboxes = await deps.campaigns.mailboxes();
      if (!stopped) for (const mailbox of mailboxes) deps.queue.wake(mailbox);
    } catch (error) {
      deps.log.warn({ err: error }, 'running campaigns could not be looked at; they are in a minute');
    }
    if (!stopped) wait();
  }

  function wait(): void {
    takeBack = deps.after(LOOK_MS, () => {
      looking = look();
    });
  }

  return {
    start: wait,
    async stop() {
      stopped = true;
      takeBack();
      await looking;
    },
  };
}
