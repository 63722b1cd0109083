/** A session by nested app authentication: what to ask Office for, the token it gives, and what our server makes of it. */
import { about, openOfficeSession } from '../../shared/api/session.ts';
import type { Call } from '../api/call.ts';
import type { GetNestedToken } from '../office/nestedTokens.ts';
import type { SessionKeeper } from './keepSession.ts';

/**
 * `in`: there is a session. `stopped`: the person closed Office's window. `refused`: Office brought somebody, and our server does
 * not take its word. `no`: by our own window, as everywhere else.
 */
export type NestedEnd = 'in' | 'stopped' | 'refused' | 'no';

export type NestedSession = (how: 'silent' | 'any') => Promise<NestedEnd>;

export interface NestedSessionDeps {
  call: Call;
  session: SessionKeeper;
  getToken: GetNestedToken;
}

export function createNestedSession({ call, session, getToken }: NestedSessionDeps): NestedSession {
  return async (how) => {
    // Without a click nobody is put in the place of whoever signed in by the window meanwhile.
    const isInAlready = () => how === 'silent' && session.token() !== null;
    const server = await call(about);
    const ask = server.ok ? server.value.office : null;
    if (!ask) return 'no';
    const token = await getToken(ask, how);
    if (!token.ok) return token.why === 'stopped' ? 'stopped' : 'no';
    if (isInAlready()) return 'no';
    const opened = await call(openOfficeSession, { body: { accessToken: token.accessToken } });
    if (isInAlready()) return 'no';
    // Why it was refused stands in the server's log; the person signs in by the window and learns there what is wrong.
    if (!opened.ok) return opened.failure.status === 401 || opened.failure.status === 403 ? 'refused' : 'no';
    session.accept(opened.value);
    return 'in';
  };
}
