/** Sessions over HTTP: open with a one-time code, renew, look, end. */
import {
  about,
  endSession,
  openOfficeSession,
  openSession,
  renewSession,
  resumeSession,
  type Session,
  type User,
  whoAmI,
} from '../../shared/api/session.ts';
import type { Output } from '../../shared/api/route.ts';
import { AppError } from '../http/appError.ts';
import type { Mount } from '../http/mount.ts';
import { isOpen, over } from './callerOf.ts';
import type { OfficeUser } from './officeUser.ts';
import type { SessionsStore } from './sessions.store.ts';
import { isNewest, type SessionTokens } from './sessionToken.ts';
import type { UserRow, UsersStore } from './users.store.ts';

export interface AuthDeps {
  tokens: SessionTokens;
  users: UsersStore;
  sessions: SessionsStore;
  /** Proves a finished sign-in; answers the user's id. Given by the accounts feature, which owns the trip. */
  redeemHandoff: (ask: { connectId: string; verifier: string; code: string }) => Promise<string>;
  /** Proves who is in the pane inside Office; answers the user's id. */
  officeUser: OfficeUser;
  about: Output<typeof about>;
  clock: () => number;
}

export function mountAuth(mount: Mount, deps: AuthDeps): void {
  mount(about, async () => deps.about);

  mount(openSession, async ({ body }) => {
    const userId = await deps.redeemHandoff(body);
    return sessionFor(deps, await knownUser(deps, userId), await deps.sessions.open(userId));
  });

  mount(openOfficeSession, async ({ body }) => {
    const userId = await deps.officeUser(body.accessToken);
    return sessionFor(deps, await knownUser(deps, userId), await deps.sessions.open(userId));
  });

  mount(resumeSession, ({ body }) => resumed(deps, body.token));

  mount(renewSession, async ({ caller }) => {
    if (caller.sessionId === null)
      throw new AppError('INVALID_REQUEST', 'The application that brought you here renews this session, not Mergepost.');
    await deps.sessions.renewed(caller.sessionId);
    return sessionFor(deps, await knownUser(deps, caller.userId), caller.sessionId);
  });

  mount(whoAmI, async ({ caller }) => ({ user: userView(await knownUser(deps, caller.userId)) }));

  mount(endSession, async ({ caller }) => {
    if (caller.sessionId !== null) await deps.sessions.end(caller.sessionId);
    return { success: true as const };
  });
}

async function resumed(deps: AuthDeps, token: string): Promise<Session> {
  const read = deps.tokens.readEnded(token);
  const session = read && (await deps.sessions.byId(read.sessionId));
  if (!session || session.user_id !== read.userId || !isOpen(session, deps.clock())) throw over();
  if (!isNewest(read.issuedAt, session.renewed_at)) throw over();
  await deps.sessions.renewed(session.id);
  return sessionFor(deps, await knownUser(deps, session.user_id), session.id);
}

async function knownUser(deps: AuthDeps, id: string): Promise<UserRow> {
  const user = await deps.users.byId(id);
  if (!user) throw new AppError('UNAUTHENTICATED', 'This user is no longer known here. Sign in again.');
  return user;
}

function sessionFor(deps: AuthDeps, user: UserRow, sessionId: string): Session {
  const { token, expiresAt } = deps.tokens.issue(user.id, sessionId);
  return { token, expiresAt: new Date(expiresAt).toISOString(), user: userView(user) };
}

function userView(user: UserRow): User {
  return { id: user.id, name: user.name, email: user.email, role: user.role };
}
