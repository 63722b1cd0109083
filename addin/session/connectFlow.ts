/**
 * Connecting a mailbox, as the pane sees it: a reducer without windows, clock or network. Two trips share it: signing in
 * together with the first mailbox (ends with a one-time code), and a further mailbox of somebody who is signed in.
 */
import type { Failure } from '../api/call.ts';
import type { ConnectMessage } from '../office/connectMessage.ts';
import type { WindowEvent } from '../office/dialogWindow.ts';

export interface Attempt {
  connectId: string;
  startUrl: string;
  /** Only for a sign-in; without it the code is worth nothing. */
  verifier: string | null;
}

/** What is known about the other window. `closed` means "looks closed": the flow may still be going on in it. */
export type WindowState = { kind: 'open' } | { kind: 'closed' } | { kind: 'trouble'; code: number };

export type Connect =
  | { at: 'idle' }
  | { at: 'starting' }
  | { at: 'waiting'; attempt: Attempt; window: WindowState }
  /** The other window asks the person to confirm. */
  | { at: 'confirm'; attempt: Attempt; window: WindowState }
  /** The other window shows a code. It usually arrives by itself; `ask` when it did not. */
  | { at: 'code'; attempt: Attempt; window: WindowState; ask: boolean; wrong: Failure | null }
  | { at: 'finishing'; attempt: Attempt; code: string; email: string | null }
  /** `trouble`: it is connected, but nothing can be sent yet; why, and the next step. */
  | { at: 'connected'; email: string | null; trouble: string | null }
  /** `attempt`: what failed, where it had begun. */
  | { at: 'failed'; failure: Failure; attempt: Attempt | null }
  | { at: 'expired' };

export type ConnectEvent =
  | { type: 'asked' }
  | { type: 'started'; attempt: Attempt }
  | { type: 'notStarted'; failure: Failure }
  | { type: 'window'; event: WindowEvent }
  | { type: 'windowOpened' }
  | { type: 'polled'; status: PolledStatus; failure: Failure | null; email: string | null; trouble: string | null }
  | { type: 'codeOverdue' }
  | { type: 'codeTyped'; code: string }
  | { type: 'opened'; email: string | null }
  | { type: 'notOpened'; failure: Failure }
  | { type: 'left' };

export type PolledStatus = 'pending' | 'confirm' | 'code' | 'connected' | 'done' | 'failed' | 'expired';

type InWindow = Extract<Connect, { at: 'waiting' | 'confirm' | 'code' }>;

export function isInWindow(state: Connect): state is InWindow {
  return state.at === 'waiting' || state.at === 'confirm' || state.at === 'code';
}

export function connectFlow(state: Connect, event: ConnectEvent): Connect {
  switch (event.type) {
    case 'asked':
      return { at: 'starting' };
    case 'left':
      return { at: 'idle' };
    case 'started':
      return state.at === 'starting' ? { at: 'waiting', attempt: event.attempt, window: { kind: 'open' } } : state;
    case 'notStarted':
      return { at: 'failed', failure: event.failure, attempt: null };
    case 'windowOpened':
      return isInWindow(state) ? { ...state, window: { kind: 'open' } } : state;
    case 'window':
      return isInWindow(state) ? afterWindow(state, event.event) : state;
    case 'polled':
      return isInWindow(state) ? afterPoll(state, event) : state;
    case 'codeOverdue':
      return state.at === 'code' ? { ...state, ask: true } : state;
    case 'codeTyped':
      return state.at === 'code' ? { at: 'finishing', attempt: state.attempt, code: event.code, email: null } : state;
    case 'opened':
      return { at: 'connected', email: event.email, trouble: null };
    case 'notOpened':
      return afterRefusal(state, event.failure);
  }
}

function afterWindow(state: InWindow, event: WindowEvent): Connect {
  if (event.kind === 'message') return afterMessage(state, event.message);
  return { ...state, window: event };
}

/** A message is only believed for this attempt, and only its code is used: what counts is what the server says. */
function afterMessage(state: InWindow, message: ConnectMessage): Connect {
  const { attempt } = state;
  if (message.connectId !== attempt.connectId || attempt.verifier === null || message.code === null) return state;
  return { at: 'finishing', attempt, code: message.code, email: message.email };
}

function afterPoll(state: InWindow, polled: Extract<ConnectEvent, { type: 'polled' }>): Connect {
  switch (polled.status) {
    case 'pending':
      return state.at === 'waiting' ? state : { at: 'waiting', attempt: state.attempt, window: state.window };
    case 'confirm':
      return state.at === 'confirm' ? state : { at: 'confirm', attempt: state.attempt, window: state.window };
    case 'code':
      return state.at === 'code' ? state : { at: 'code', attempt: state.attempt, window: state.window, ask: false, wrong: null };
    case 'connected':
    case 'done':
      // Its code was used and the session never came here, so nobody is signed in.
      if (state.attempt.verifier !== null) return { at: 'expired' };
      return { at: 'connected', email: polled.email, trouble: polled.trouble };
    case 'failed':
      return polled.failure ? { at: 'failed', failure: polled.failure, attempt: state.attempt } : { at: 'expired' };
    case 'expired':
      return { at: 'expired' };
  }
}

/** A mistyped code may be typed again; any other refusal ends the attempt. */
function afterRefusal(state: Connect, failure: Failure): Connect {
  if (state.at !== 'finishing' || failure.code !== 'SIGN_IN_CODE_WRONG') return { at: 'failed', failure, attempt: null };
  return { at: 'code', attempt: state.attempt, window: { kind: 'open' }, ask: true, wrong: failure };
}
