/** A sign-in that ended before there was a session, and that an administrator's yes would mend. */
import { AppError } from '../http/appError.ts';
import type { AttemptFailure } from './attemptOutcome.ts';
import type { ConnectDeps } from './connectDeps.ts';
import { matches } from './secretText.ts';

export interface BlockedSignIn {
  attemptId: string;
  /** Of the app that was to be allowed. */
  appKey: string;
}

/** Microsoft's page for people who may not allow an app themselves ends in a no as well. */
const MENDED_BY_ADMIN: readonly string[] = ['CONNECT_NEEDS_ADMIN', 'CONNECT_DECLINED'];

/** Only for whoever started it: `verifier` as it was given at the start. @throws AppError CONNECTION_NOT_FOUND */
export async function blockedSignIn(
  deps: Pick<ConnectDeps, 'attempts'>,
  ask: { connectId: string; verifier: string },
): Promise<BlockedSignIn> {
  const row = await deps.attempts.byId(ask.connectId);
  const own = row && row.purpose !== 'connect' && matches(ask.verifier, row.verifier_hash);
  const code = own && row.status === 'failed' && row.error !== null ? (JSON.parse(row.error) as AttemptFailure).code : null;
  if (!own || !code || !MENDED_BY_ADMIN.includes(code)) {
    throw new AppError('CONNECTION_NOT_FOUND', 'There is no such sign-in that waits for an administrator. Start again.');
  }
  return { attemptId: row.id, appKey: row.provider };
}
