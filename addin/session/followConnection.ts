/** How far a connection is, as the server has it: what happens in the window counts only there. */
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { connectionStatus, listAccounts } from '../../shared/api/accounts.ts';
import { signInStatus } from '../../shared/api/session.ts';
import type { Call } from '../api/call.ts';
import { toFailure } from '../api/call.ts';
import type { Attempt, ConnectEvent } from './connectFlow.ts';

/** Null where the server could not be asked just now: the next look decides. */
export async function followConnection(call: Call, attempt: Attempt): Promise<ConnectEvent | null> {
  const params = { connectId: attempt.connectId };
  if (attempt.verifier !== null) {
    const answer = await call(signInStatus, { params });
    if (!answer.ok) return afterFailure(answer.failure.status);
    const { status, error } = answer.value;
    return { type: 'polled', status, failure: error ? toFailure(error, 0) : null, email: null, trouble: null };
  }
  const answer = await call(connectionStatus, { params });
  if (!answer.ok) return afterFailure(answer.failure.status);
  const { status, error, provider } = answer.value;
  return {
    type: 'polled',
    status,
    failure: error ? toFailure(error, 0) : null,
    email: provider?.emailAddress ?? null,
    trouble: troubleOf(provider),
  };
}

/** A mailbox may be connected and not able to send yet: an administrator has to act, for example. */
function troubleOf(account: EmailAccount | undefined): string | null {
  if (!account || account.isActive) return null;
  return [account.stateReason, account.stateNext].filter(Boolean).join(' ') || null;
}

function afterFailure(status: number): ConnectEvent | null {
  return status === 404 ? { type: 'polled', status: 'expired', failure: null, email: null, trouble: null } : null;
}

/** The mailbox of somebody who has just come in, or why it cannot be known; null: there is none yet. */
export async function readMailbox(call: Call): Promise<ConnectEvent | null> {
  const answer = await call(listAccounts);
  if (!answer.ok) return { type: 'notStarted', failure: answer.failure };
  const { providers } = answer.value;
  const first = providers.find((account) => account.isActive) ?? providers[0];
  return first ? { type: 'opened', email: first.emailAddress } : null;
}
