/** A wire that does what the test says, and keeps what it took. */
import { LEASE_OVER } from '../../server/mail/leaseOver.ts';
import type { Credentials, MailTransport } from '../../server/mail/mailTransport.ts';
import type { MailMessage } from '../../server/mail/message.ts';
import type { SendOutcome } from '../../server/mail/sendOutcome.ts';

export const ACCEPTED: SendOutcome = { kind: 'accepted', requestId: 'request-1' };

export interface Attempted {
  message: MailMessage;
  as: Credentials;
  at: number;
}

/** `throw-before`, `throw-after`: a bug before or after the first byte. `never`: no answer until the test ends. */
export type Answer = SendOutcome | 'throw-before' | 'throw-after' | ((message: MailMessage) => Promise<SendOutcome>);

/** An answer that the test gives when it wants to. */
export function heldAnswer(): { answer: () => Promise<SendOutcome>; give: (outcome: SendOutcome) => void } {
  const waiting: ((outcome: SendOutcome) => void)[] = [];
  const promise = new Promise<SendOutcome>((resolve) => void waiting.push(resolve));
  return { answer: () => promise, give: (outcome) => waiting.forEach((resolve) => resolve(outcome)) };
}

export interface FakeTransport extends MailTransport {
  /** Every attempt whose bytes left. */
  attempts: Attempted[];
  /** What was accepted, by address, in order. */
  sentTo(): string[];
  /** The next answers, first to last; afterwards everything is accepted again. */
  answerNext(...answers: Answer[]): void;
  answerAlways(answer: Answer): void;
}

export function fakeTransport(now: () => number): FakeTransport {
  const attempts: Attempted[] = [];
  const accepted: string[] = [];
  const queued: Answer[] = [];
  let otherwise: Answer = ACCEPTED;
  return {
    attempts,
    sentTo: () => accepted,
    answerNext: (...answers) => void queued.push(...answers),
    answerAlways: (answer) => void (otherwise = answer),
    async send(message, as, hooks) {
      const answer = queued.shift() ?? otherwise;
      if (answer === 'throw-before') throw new Error('a bug before the first byte');
      await hooks?.beforeBytes?.({});
      if (hooks?.mayWrite?.() === false) return LEASE_OVER;
      attempts.push({ message, as, at: now() });
      if (answer === 'throw-after') throw new Error('a bug after the first byte');
      const outcome = typeof answer === 'function' ? await answer(message) : answer;
      if (outcome.kind === 'accepted') accepted.push(message.to[0] ?? '');
      return outcome;
    },
  };
}
