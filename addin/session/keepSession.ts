/** The session of the pane: in memory, remembered in the pane's own storage, renewed before it ends. */
import type { Session, User } from '../../shared/api/session.ts';
import { endSession, renewSession } from '../../shared/api/session.ts';
import type { Call } from '../api/call.ts';
import type { PaneStorage } from './paneStorage.ts';

export interface SessionKeeper {
  token: () => string | null;
  user: () => User | null;
  /** Takes a new session (after the sign-in or a renewal). */
  accept: (session: Session) => void;
  /** The server no longer knows it: forgotten here, everything else stays. */
  drop: () => void;
  /** Ends it on the server as well. */
  signOut: (call: Call) => Promise<void>;
  /** Renews when due; to be called now and then. Answers whether it asked the server. */
  renewIfDue: (call: Call) => Promise<boolean>;
  /** Told about every change; answers with the function that ends it. */
  subscribe: (listener: () => void) => () => void;
}

/** How long before its end a session is renewed; a sleeping computer may miss the moment, hence generous. */
const RENEW_BEFORE_MS = 10 * 60_000;

export function keepSession(storage: PaneStorage, now: () => number): SessionKeeper {
  let session = stillOpen(storage.read('session') as Session | null, now());
  let renewing = false;
  const listeners = new Set<() => void>();
  const set = (next: Session | null) => {
    session = next;
    if (next) storage.write('session', next);
    else storage.forget('session');
    for (const listener of listeners) listener();
  };
  return {
    token: () => session?.token ?? null,
    user: () => session?.user ?? null,
    accept: (next) => set(next),
    drop: () => set(null),
    async signOut(call) {
      await call(endSession);
      set(null);
    },
    async renewIfDue(call) {
      if (!session || renewing || !isDue(session.expiresAt, now())) return false;
      renewing = true;
      const before = session;
      const answer = await call(renewSession);
      renewing = false;
      if (answer.ok && session === before) set(answer.value);
      return true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function isDue(expiresAt: string, now: number): boolean {
  return Date.parse(expiresAt) - now < RENEW_BEFORE_MS;
}

function stillOpen(session: Session | null, now: number): Session | null {
  return session && Date.parse(session.expiresAt) > now ? session : null;
}
