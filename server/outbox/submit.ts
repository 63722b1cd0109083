/** One message to the wire: fresh access, the durable mark right before the bytes, and one second try after a 401. */
import type { FreshToken } from '../accounts/accountUse.ts';
import type { MailMessage } from '../mail/message.ts';
import type { SendOutcome } from '../mail/sendOutcome.ts';
import { markClaimedAgain, markSubmitting, type OutboxRow } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';

export type Submitted =
  | SendOutcome
  /** Certainly not sent: no access could be had. The account's state says so already. */
  | { kind: 'noAccess'; mendedBy: 'person' | 'admin' | 'operator'; code: string; reason: string }
  /** Cancelled between the claim and the first byte; nothing left. */
  | { kind: 'withdrawn' };

type Access = Extract<FreshToken, { ok: true }>;

/** Throws only for surprises before any byte left (the store, a bug): nothing was sent then. */
export async function submit(deps: OutboxDeps, row: OutboxRow, message: MailMessage): Promise<Submitted> {
  const access = await deps.accounts.freshToken(row.account_id);
  if (!access.ok) return withoutAccess(access);
  const outcome = await transmit(deps, row, message, access);
  if (outcome.kind !== 'reconnect') return outcome;
  // Refused before it was taken. Nothing is on its way while we ask for a newer access: the row says so.
  await markClaimedAgain(deps.db, row.id);
  const newer = await deps.accounts.freshToken(row.account_id, access.accessToken);
  if (!newer.ok) return withoutAccess(newer);
  return newer.accessToken === access.accessToken ? outcome : transmit(deps, row, message, newer);
}

function withoutAccess(refusal: Extract<FreshToken, { ok: false }>): Submitted {
  const { code, reason } = refusal;
  switch (refusal.kind) {
    case 'reconnect':
      return { kind: 'noAccess', mendedBy: 'person', code, reason };
    case 'admin':
      return { kind: 'noAccess', mendedBy: 'admin', code, reason };
    case 'operator':
      return { kind: 'noAccess', mendedBy: 'operator', code, reason };
    case 'later':
      return { kind: 'later', code, reason, ...(refusal.waitMs !== undefined && { waitMs: refusal.waitMs }) };
  }
}

async function transmit(deps: OutboxDeps, row: OutboxRow, message: MailMessage, access: Access): Promise<Submitted> {
  let marked: 'no' | 'yes' | 'withdrawn' = 'no';
  let storeFailure: unknown;
  const beforeBytes = async (): Promise<void> => {
    try {
      marked = (await markSubmitting(deps.db, row.id, deps.now())) ? 'yes' : 'withdrawn';
    } catch (error) {
      storeFailure = error;
      throw error;
    }
    if (marked === 'withdrawn') throw new Error('The message was cancelled before it left.');
  };
  try {
    const { address, fromName, accessToken } = access;
    const as = { address, fromName, accessToken };
    const outcome = await deps.transportOf(access.wire).send(message, as, { beforeBytes });
    // What a transport makes of our own refusal does not count: no byte was written after it.
    if (storeFailure !== undefined) throw storeFailure;
    return wasWithdrawn(marked) ? { kind: 'withdrawn' } : outcome;
  } catch (error) {
    if (wasWithdrawn(marked)) return { kind: 'withdrawn' };
    if (!hasLeft(marked)) throw error;
    deps.log.error({ err: error, outboxId: row.id }, 'surprise while a message was on its way');
    return { kind: 'unknown', code: 'INTERNAL', reason: DOUBT };
  }
}

const DOUBT =
  'Something went wrong on our side while this mail was on its way. It may have been sent: look into Sent Items before you send it again.';

// Functions, because the compiler does not see that the callback changed the mark.
const wasWithdrawn = (mark: string): boolean => mark === 'withdrawn';
const hasLeft = (mark: string): boolean => mark === 'yes';
