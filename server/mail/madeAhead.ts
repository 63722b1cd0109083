/** What a wire makes of a message before it can leave (MIME, JSON), where there is time for it before the message's turn. */
import type { Credentials } from './mailTransport.ts';
import type { MailMessage } from './message.ts';

export interface MadeAhead<T> {
  /** A failure is not told here: it comes again in the message's turn. */
  prepare: (message: MailMessage, as: Credentials) => void;
  /** What was prepared for this very message and these credentials, once; made now where nothing was. */
  of: (message: MailMessage, as: Credentials) => T;
}

/** A mail says when it was made (`Date`): one that had to wait after all is made anew. */
const GOOD_MS = 1_000;

export function madeAhead<T>(make: (message: MailMessage, as: Credentials) => T, clock: () => number): MadeAhead<T> {
  const ready = new WeakMap<MailMessage, { made: T; as: Credentials; at: number }>();
  return {
    prepare(message, as) {
      try {
        const made = make(message, as);
        if (made instanceof Promise) made.catch(() => undefined);
        ready.set(message, { made, as, at: clock() });
      } catch {
        ready.delete(message);
      }
    },
    of(message, as) {
      const known = ready.get(message);
      ready.delete(message);
      return known?.as === as && isRecent(known.at, clock()) ? known.made : make(message, as);
    },
  };
}

/** A clock that was set back says nothing about an age. */
function isRecent(at: number, now: number): boolean {
  return now >= at && now - at < GOOD_MS;
}
