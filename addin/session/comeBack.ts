/**
 * Somebody opens the pane again, or their session ended while it was open: in again without a click. First with the session
 * that was kept, then with whoever is signed in to Office. Whoever signed out on purpose is left alone.
 */
import type { Call } from '../api/call.ts';
import type { SessionKeeper } from './keepSession.ts';
import type { NestedSession } from './nestedSession.ts';
import type { PaneStorage } from './paneStorage.ts';

export interface ComeBack {
  /** Whether it is likely to bring somebody back, so that nobody is shown the door meanwhile. */
  busy: () => boolean;
  subscribe: (listener: () => void) => () => void;
  /** Once when the pane opens; from then on by itself. */
  start: () => Promise<void>;
}

/** Whether Office brought somebody in the last time. */
const BY_OFFICE_MEMORY = 'byOffice';

export interface ComeBackDeps {
  call: Call;
  session: SessionKeeper;
  /** Null where there is no nested sign-in. */
  nested: NestedSession | null;
  storage: PaneStorage;
  now: () => number;
}

/** A session of Office's that ends again at once would otherwise be asked for without end. */
const BETWEEN_MS = 60_000;

export function createComeBack({ call, session, nested, storage, now }: ComeBackDeps): ComeBack {
  let [busy, running] = [session.hasEnded(), false];
  let askedAt = Number.NEGATIVE_INFINITY;
  const listeners = new Set<() => void>();
  const setBusy = (next: boolean) => {
    if (busy === next) return;
    busy = next;
    for (const listener of listeners) listener();
  };
  const byOffice = async () => {
    if (!nested || session.signedOut() || now() - askedAt < BETWEEN_MS) return;
    askedAt = now();
    const end = await nested('silent');
    if (end === 'in') storage.write(BY_OFFICE_MEMORY, true);
    else storage.forget(BY_OFFICE_MEMORY);
  };
  const run = async () => {
    if (running || session.token() !== null) return;
    running = true;
    const likely = session.hasEnded() || (nested !== null && !session.signedOut() && storage.read(BY_OFFICE_MEMORY) === true);
    setBusy(likely);
    if (!(await session.resume(call))) await byOffice();
    running = false;
    setBusy(false);
  };
  return {
    busy: () => busy,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      session.subscribe(() => void run());
      await run();
    },
  };
}
