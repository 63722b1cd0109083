/** Drives `connectFlow`: asks the server, opens the window, polls. Knows no React and no Office. */
import { openSession } from '../../shared/api/session.ts';
import type { FailureCode } from '../api/call.ts';
import type { ConnectWindow, OpenConnectWindow } from '../office/dialogWindow.ts';
import type { Attempt, Connect, ConnectEvent } from './connectFlow.ts';
import { connectFlow, isInWindow } from './connectFlow.ts';
import type { SessionKeeper } from './keepSession.ts';
import type { MailboxWish } from './mailboxWish.ts';
import type { NestedSession } from './nestedSession.ts';
import { followConnection, readMailbox } from './followConnection.ts';
import { type Asking, type Purpose, askConnection } from './askConnection.ts';

export interface ConnectDependencies extends Asking {
  session: SessionKeeper;
  openWindow: OpenConnectWindow;
  /** Inside an Office host that signs people in; the window then opens afterwards, which only Office's own can. */
  nested?: NestedSession | null;
  /** Calls back once after that many milliseconds; answers with the function that prevents it. */
  later: (act: () => void, ms: number) => () => void;
}

export interface ConnectRun {
  state: () => Connect;
  /** What the last start was for. */
  purpose: () => Purpose;
  subscribe: (listener: () => void) => () => void;
  /** Must be called inside the click: a browser opens windows only there. */
  start: (purpose: Purpose) => void;
  /** Opens the window of the same attempt again. */
  reopen: () => void;
  typeCode: (code: string) => void;
  leave: () => void;
}

const POLL_MS = 1500;
/** How long the code may take to arrive by itself before it is asked for. */
const CODE_PATIENCE_MS = 3000;

/** A server that starts again takes the code afterwards; the window with the code in it may be gone by then. For about a minute. */
const AWAY: readonly FailureCode[] = ['NETWORK', 'SERVER_AWAY'];
const FINISH_TRIES = 40;

export function createConnectRun(deps: ConnectDependencies): ConnectRun {
  let state: Connect = { at: 'idle' };
  let purpose: Purpose = { kind: 'sign-in' };
  let window: ConnectWindow | null = null;
  /** Office was asked and did not bring anybody: while this pane is open, the window is the way. */
  let nested = deps.nested ?? null;
  const timers = new Map<'poll' | 'code', () => void>();
  const listeners = new Set<() => void>();

  const emit = (event: ConnectEvent) => {
    const before = state;
    state = connectFlow(before, event);
    if (state === before) return;
    entered(before);
    for (const listener of listeners) listener();
  };
  /** What a new state sets going. */
  const entered = (before: Connect) => {
    if (state.at === 'code' && before.at !== 'code') after('code', CODE_PATIENCE_MS, () => emit({ type: 'codeOverdue' }));
    if (state.at === 'finishing') void finish(state.attempt, state.code, state.email);
    if (state.at === 'connected' || state.at === 'failed' || state.at === 'expired' || state.at === 'idle') tidy();
  };
  const after = (name: 'poll' | 'code', ms: number, act: () => void) => {
    timers.get(name)?.();
    timers.set(name, deps.later(act, ms));
  };
  const tidy = () => {
    for (const stop of timers.values()) stop();
    timers.clear();
    window?.close();
    window = null;
  };
  const openWindow = () => {
    window?.close();
    window = deps.openWindow((event) => emit({ type: 'window', event }));
    return window;
  };
  /** Office first: who is there, then whether they have a mailbox here; only what is missing is asked for in the window. */
  const nestedFirst = async (bring: NestedSession) => {
    const trip = state;
    nested = null;
    const end = await bring('any');
    if (end === 'in') nested = bring;
    if (state !== trip) return;
    const event = end === 'in' ? await readMailbox(deps.call) : end === 'stopped' ? ({ type: 'left' } as const) : null;
    if (state !== trip) return;
    if (event) {
      emit(event);
      return;
    }
    if (end === 'refused') purpose = { kind: 'sign-in', officeRefused: true };
    if (end === 'in') purpose = { kind: 'mailbox', wish: ownMailbox(deps.session) };
    void begin(openWindow());
  };
  const begin = async (opened: ConnectWindow) => {
    const answer = await askConnection(deps, purpose);
    if (window !== opened) return;
    if (!answer.ok) {
      emit({ type: 'notStarted', failure: answer.failure });
      return;
    }
    emit({ type: 'started', attempt: answer.value });
    after('poll', POLL_MS, () => void poll(answer.value));
    await opened.show(answer.value.startUrl);
  };
  const poll = async (attempt: Attempt) => {
    if (!isInWindow(state) || state.attempt !== attempt) return;
    const event = await followConnection(deps.call, attempt);
    if (event) emit(event);
    if (isInWindow(state)) after('poll', POLL_MS, () => void poll(attempt));
  };
  const finish = async (attempt: Attempt, code: string, email: string | null, tries = FINISH_TRIES) => {
    const body = { connectId: attempt.connectId, verifier: attempt.verifier ?? '', code };
    const answer = await deps.call(openSession, { body });
    if (state.at !== 'finishing' || state.attempt !== attempt) return;
    if (answer.ok) {
      emit({ type: 'opened', email: email ?? answer.value.user.email });
      deps.session.accept(answer.value);
      return;
    }
    if (AWAY.includes(answer.failure.code) && tries > 1) {
      after('poll', POLL_MS, () => void finish(attempt, code, email, tries - 1));
      return;
    }
    emit({ type: 'notOpened', failure: answer.failure });
    if (isInWindow(state)) after('poll', POLL_MS, () => void poll(attempt));
  };

  return {
    state: () => state,
    purpose: () => purpose,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(wanted) {
      tidy();
      purpose = wanted;
      emit({ type: 'asked' });
      if (wanted.kind === 'sign-in' && nested) void nestedFirst(nested);
      else void begin(openWindow());
    },
    reopen() {
      if (!isInWindow(state)) return;
      const { startUrl } = state.attempt;
      const opened = openWindow();
      emit({ type: 'windowOpened' });
      void opened.show(startUrl);
    },
    typeCode: (code) => emit({ type: 'codeTyped', code: normalCode(code) }),
    leave: () => emit({ type: 'left' }),
  };
}

/** With the address the sign-in page asks nothing that Office has answered already. */
function ownMailbox(session: SessionKeeper): MailboxWish {
  const email = session.user()?.email ?? null;
  return { providerKey: 'microsoft', name: 'Microsoft', ...(email !== null && { loginHint: email }) };
}

/** `abcd efgh` → `ABCD-EFGH`: people type blanks, small letters, no dash. */
export function normalCode(typed: string): string {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return plain.length > 4 ? `${plain.slice(0, 4)}-${plain.slice(4, 8)}` : plain;
}
