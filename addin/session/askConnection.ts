/** Asks the server to begin a connection: what for, and where the window has to go. */
import { connectMailbox } from '../../shared/api/accounts.ts';
import { startSignIn } from '../../shared/api/session.ts';
import type { Answer, Call } from '../api/call.ts';
import type { Attempt } from './connectFlow.ts';
import type { MailboxWish } from './mailboxWish.ts';

/**
 * Connect for a sign-in, a further mailbox, or a mailbox that has to be connected again. `officeRefused`: the person is signed in to
 * Office and has to sign in all the same.
 */
export type Purpose = { kind: 'sign-in'; officeRefused?: true } | { kind: 'mailbox'; wish: MailboxWish };

export interface Asking {
  call: Call;
  /** The pane's, such as `de`: the pages in the window are shown in it too. */
  language: string;
}

export async function askConnection({ call, language }: Asking, purpose: Purpose): Promise<Answer<Attempt>> {
  if (purpose.kind === 'sign-in') {
    const answer = await call(startSignIn, { body: { connect: true } });
    return answer.ok ? { ok: true, value: pickAttempt(answer.value, language, answer.value.verifier) } : answer;
  }
  const { providerKey, name: _shown, tenant: _known, features, ...asked } = purpose.wish;
  const query = { ...asked, ...(features && { features: features.join(',') }) };
  const answer = await call(connectMailbox, { params: { providerKey }, query });
  return answer.ok ? { ok: true, value: pickAttempt(answer.value, language, null) } : answer;
}

function pickAttempt(
  { connectId, startUrl }: { connectId: string; startUrl: string },
  language: string,
  verifier: string | null,
): Attempt {
  return { connectId, startUrl: `${startUrl}${startUrl.includes('?') ? '&' : '?'}lang=${language}`, verifier };
}
