/** The session of the pane: in memory, remembered in the pane's own storage, renewed before it ends. */
import type { Session, User } from '../../shared/api/session.ts';
import { endSession, renewSession, resumeSession } from '../../shared/api/session.ts';
import type { Call } from '../api/call.ts';
import { DRAFT_MEMORY, type PaneStorage, SHOWN_MEMORY } from './paneStorage.ts';

export interface SessionKeeper {
  token: () => string | null;
  user: () => User | null;
  /** Takes a new session (after the sign-in or a renewal). */
  accept: (session: Session) => void;
  /** The server refuses its token: forgotten here, everything else stays. A token that has only run out may come back (`resume`). */
  drop: () => void;
  /** The pane was closed, or the computer asleep, for longer than a token lives: the session behind it may still be open. */
  hasEnded: () => boolean;
  /** It ended without the person's doing, and nobody has signed in since. */
  lost: () => boolean;
  /** Asks for a fresh token for it. Answers whether there is one; a server out of reach is asked again the next time. */
  resume: (call: Call) => Promise<boolean>;
  /** Whether the last session was ended on purpose; also over closings of the pane. */
  signedOut: () => boolean;
  /** Ends it on the server as well. */
  signOut: (call: Call) => Promise<void>;
  /** Renews when due; to be called now and then. Answers whether it asked the server. */
  renewIfDue: (call: Call) => Promise<boolean>;
  /** Told about every change; answers with the function that ends it. */
  subscribe: (listener: () => void) => () => void;
}

/** How long before its end a session is renewed; a sleeping computer may miss the moment, hence generous. */
const RENEW_BEFORE_MS = 10 * 60_000;
const SIGNED_OUT_MEMORY = 'signedOut';

export function keepSession(storage: PaneStorage, now: () => number): SessionKeeper {
  const stored = storage.read('session') as Session | null;
  let session = stored && isOver(stored, now()) ? null : stored;
  let ended = session === null ? stored : null;
  let lost = ended !== null;
  /** The last one of this pane. Another pane may share the storage, and have put its own there since. */
  let own = stored;
  let [renewing, leaving] = [false, false];
  const listeners = new Set<() => void>();
  const set = (next: Session | null, withoutAsking = false) => {
    session = next;
    ended = null;
    lost = next === null && withoutAsking;
    if (next) storage.write('session', (own = next));
    else if (kept()?.token === own?.token) storage.forget('session');
    tell();
  };
  const kept = () => storage.read('session') as Session | null;
  /** What another pane of the same person was given meanwhile; never somebody else's. */
  const newer = () => {
    const other = kept();
    return other && other.token !== own?.token && other.user.id === own?.user.id && !isOver(other, now()) ? other : null;
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    token: () => session?.token ?? null,
    user: () => session?.user ?? null,
    accept(next) {
      storage.forget(SIGNED_OUT_MEMORY);
      // What was open belongs to somebody else.
      if (own && own.user.id !== next.user.id) for (const name of [DRAFT_MEMORY, SHOWN_MEMORY]) storage.forget(name);
      set(next);
    },
    drop() {
      if (!session) return;
      if (!isOver(session, now())) {
        set(null, !leaving);
        return;
      }
      [ended, session, lost] = [session, null, !leaving];
      tell();
    },
    hasEnded: () => ended !== null,
    lost: () => lost,
    async resume(call) {
      const before = ended;
      const given = newer();
      if (given) set(given);
      if (given || !before) return given !== null;
      const answer = await call(resumeSession, { body: { token: before.token } });
      if (ended !== before) return session !== null;
      if (answer.ok) set(answer.value);
      else if (answer.failure.code === 'UNAUTHENTICATED') set(newer(), lost);
      return session !== null;
    },
    signedOut: () => storage.read(SIGNED_OUT_MEMORY) === true,
    async signOut(call) {
      storage.write(SIGNED_OUT_MEMORY, true);
      leaving = true;
      await call(endSession);
      leaving = false;
      storage.forget('session');
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

function isOver({ expiresAt }: Session, now: number): boolean {
  return Date.parse(expiresAt) <= now;
}
