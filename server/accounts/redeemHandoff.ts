/** The pane's half of a sign-in: the verifier it was given at the start plus the code from the window's last page. */
import { AppError } from '../http/appError.ts';
import type { AttemptRow } from './attempts.store.ts';
import type { ConnectDeps } from './connectDeps.ts';
import { matches, plainCode } from './secretText.ts';

const TRIES = 5;

/** No code opens a session with it any more: its time is over, or too many wrong ones came. */
export function isHandoffOver({ expires_at, handoff_tries }: AttemptRow, now: number): boolean {
  return expires_at <= now || handoff_tries >= TRIES;
}

/** @returns the id of the signed-in user. @throws AppError SIGN_IN_CODE_WRONG, CONNECTION_NOT_FOUND */
export async function redeemHandoff(
  deps: Pick<ConnectDeps, 'attempts' | 'clock'>,
  ask: { connectId: string; verifier: string; code: string },
): Promise<string> {
  const row = await deps.attempts.byId(ask.connectId);
  if (!row || !matches(ask.verifier, row.verifier_hash)) {
    throw new AppError('CONNECTION_NOT_FOUND', 'This sign-in is not known here. Start again.');
  }
  if (row.status !== 'signed-in' || row.user_id === null || row.handoff_hash === null || row.expires_at <= deps.clock()) {
    throw new AppError('SIGN_IN_CODE_WRONG', 'This sign-in is over. Start again.');
  }
  if ((await deps.attempts.countTry(row.id)) > TRIES)
    throw new AppError('SIGN_IN_CODE_WRONG', 'Too many wrong codes. Start the sign-in again.');
  if (!matches(plainCode(ask.code), row.handoff_hash)) {
    throw new AppError(
      'SIGN_IN_CODE_WRONG',
      'That is not the code in the other window. Look again; it has eight letters and digits.',
    );
  }
  if (!(await deps.attempts.useHandoff(row.id)))
    throw new AppError('SIGN_IN_CODE_WRONG', 'This code was used already. Start again.');
  return row.user_id;
}
