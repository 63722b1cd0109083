/** From the Authorization header to the caller. The header is the only way: no cookie, so no cross-site request can act. */
import type { FastifyRequest } from 'fastify';
import { AppError } from '../http/appError.ts';
import type { Caller } from '../http/caller.ts';
import type { SessionRow, SessionsStore } from './sessions.store.ts';
import { SESSION_MS, type SessionTokens } from './sessionToken.ts';
import type { UserRow, UsersStore } from './users.store.ts';

/** Issuer under which Entra's people are kept. */
export const ENTRA = 'entra';

export interface CallerDeps {
  tokens: SessionTokens;
  users: UsersStore;
  sessions: SessionsStore;
  clock: () => number;
}

/** @throws AppError UNAUTHENTICATED */
export function callerReader(deps: CallerDeps): (request: FastifyRequest) => Promise<Caller> {
  return async (request) => {
    const [, token] = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw unauthenticated('Sign in first: this address needs “Authorization: Bearer …”.');
    const read = await deps.tokens.read(token);
    switch (read?.kind) {
      case 'own': {
        const session = await deps.sessions.byId(read.sessionId);
        const user = session && isOpen(session, deps.clock()) ? await deps.users.byId(session.user_id) : undefined;
        if (!user || user.id !== read.userId) throw over();
        return callerFrom(user, read.sessionId);
      }
      case 'host':
        return callerFrom(await deps.users.see({ ...read, emailVerified: read.email !== null, tenant: null }), null);
      case undefined:
        throw over();
    }
  };
}

export function isOpen(session: SessionRow, now: number): boolean {
  return session.ended_at === null && session.created_at + SESSION_MS > now;
}

export function callerFrom(user: UserRow, sessionId: string | null): Caller {
  const [tid, oid] = user.issuer === ENTRA ? user.subject.split('/') : [];
  return {
    userId: user.id,
    role: user.role,
    sessionId,
    vouchedEmail: user.email_verified === 1 ? user.email : null,
    entra: tid !== undefined && oid !== undefined ? { tid, oid } : null,
  };
}

export function over(): AppError {
  return unauthenticated('Your session is over. Sign in again; nothing you prepared is lost.');
}

function unauthenticated(sentence: string): AppError {
  return new AppError('UNAUTHENTICATED', sentence);
}
