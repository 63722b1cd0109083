/** Whether a mailbox that is reached over SMTP lets us in, asked by really logging in; and what that proves. */
import type { CheckLogin } from '../../mail/loginCheck.ts';
import type { MailWire } from '../../mail/mailWire.ts';
import { CODE_OF_MENDER, type MailboxTrouble, type OpenedMailbox, STATE_OF_MENDER } from './mailProvider.ts';

export type LookedIn = { ok: true; trouble: MailboxTrouble | null } | Extract<OpenedMailbox, { ok: false }>;

export interface LookInAsk {
  check: CheckLogin;
  wire: MailWire;
  address: string;
  accessToken: string;
  /** False where only a login that succeeds shows that the address is this person's: then nothing less will do. */
  proven: boolean;
}

export async function lookIn(ask: LookInAsk): Promise<LookedIn> {
  if (ask.wire.kind !== 'smtp') return { ok: true, trouble: null };
  const login = await ask.check(ask.wire, { address: ask.address, accessToken: ask.accessToken });
  if (login.ok) return { ok: true, trouble: null };
  const { mender, code, reason, next } = login;
  if (!ask.proven) {
    const provider = { error: code, help: next };
    return { ok: false, code: CODE_OF_MENDER[mender], sentence: `${reason} ${next}`, provider };
  }
  // A server that could not be asked says nothing about the mailbox.
  return { ok: true, trouble: mender === 'later' ? null : { state: STATE_OF_MENDER[mender], reason, next } };
}
