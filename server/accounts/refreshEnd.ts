/** What it means for a mailbox that its access could not be renewed. Pure. */
import type { TokenAnswer } from '../oauth/tokenAnswer.ts';
import { nextStep } from './nextStep.ts';
import type { MailboxTrouble, MailProvider } from './providers/mailProvider.ts';

export type RefreshEnd =
  /** It passes; nothing about the mailbox is wrong. */
  | { kind: 'later'; code: string; reason: string; waitMs?: number; status?: number }
  | { kind: 'ended'; state: Ended; code: string; reason: string; next: string };

/** What only somebody else's doing, or connecting again, brings back. */
type Ended = MailboxTrouble['state'];

export interface RefreshedWith {
  provider: Pick<MailProvider, 'name' | 'app'>;
  /** An earlier use of the same refresh token never got its answer. */
  interrupted: boolean;
}

export function refreshEnd(answer: Extract<TokenAnswer, { ok: false }>, { provider, interrupted }: RefreshedWith): RefreshEnd {
  const { mender, failure, waitMs, status } = answer;
  const code = failure.code ?? failure.error;
  const ended = (state: Ended, reason: string): RefreshEnd => ({
    kind: 'ended',
    state,
    code,
    reason,
    next: nextStep(state, provider.app.source) ?? '',
  });
  switch (mender) {
    case 'later':
      if (answer.lost && provider.app.rotation === 'strict') return ended('needs-reconnect', lostSentence(provider.name));
      return {
        kind: 'later',
        code,
        reason: failure.help,
        ...(waitMs !== undefined && { waitMs }),
        ...(status !== undefined && { status }),
      };
    case 'operator':
      return ended('operator-fault', provider.app.source === 'import' ? ownAppSentence(provider.name, code) : failure.help);
    case 'admin':
      return ended('needs-admin', failure.help);
    case 'user':
    case 'declined':
      return ended('needs-reconnect', interrupted ? interruptedSentence(provider.name) : failure.help);
  }
}

/** The help texts speak to the person who runs the server; an application that was brought along is its owner's. */
function ownAppSentence(name: string, code: string): string {
  return `${name} no longer lets the application in that this mailbox was imported with (${code}).`;
}

function lostSentence(name: string): string {
  return `${onceOnly(name)} Its last answer got lost on the way here, and the new key with it.`;
}

function interruptedSentence(name: string): string {
  return `${onceOnly(name)} The server stopped just when the new one was on its way here.`;
}

function onceOnly(name: string): string {
  return `${name} takes each key to a mailbox only once and answers with a new one.`;
}
