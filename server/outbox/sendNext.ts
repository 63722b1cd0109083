/**
 * The heart: the whole life of one message. Claim it (guarded) → render it → fresh access → `submitting`, committed
 * right before the bytes leave → the wire → the end, committed. A crash at any point leaves a row that says how far it got.
 */
import type { MailMessage } from '../mail/message.ts';
import type { MessageRows, Rendered } from './campaignSide.ts';
import { claimNext, type OutboxRow } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import { settle } from './settle.ts';
import { submit, type Submitted } from './submit.ts';

export interface Carried {
  row: OutboxRow;
  outcome: Submitted;
}

/** Sends the next waiting message of the first of these campaigns that has one; undefined where none is ready. */
export async function sendNext(deps: OutboxDeps, campaignIds: readonly string[]): Promise<Carried | undefined> {
  for (const campaignId of campaignIds) {
    const row = await claimNext(deps.db, campaignId, deps.now());
    if (row) return { row, outcome: await carryOut(deps, row) };
  }
  return undefined;
}

/** Takes a claimed row to its end. Throws only where the store fails; the row then tells `recover` what may have happened. */
export async function carryOut(deps: OutboxDeps, row: OutboxRow): Promise<Submitted> {
  const outcome = await attempt(deps, row);
  await settle(deps, row, outcome);
  if (row.kind === 'campaign' && row.campaign_id !== null) await deps.campaigns.moved(row.campaign_id);
  return outcome;
}

async function attempt(deps: OutboxDeps, row: OutboxRow): Promise<Submitted> {
  try {
    const rendered = await render(deps, row);
    if (!rendered.ok) return { kind: 'rejected', code: rendered.code, reason: rendered.reason };
    return await submit(deps, row, rendered.message);
  } catch (error) {
    // Nothing left: `submit` makes everything after the first byte a value. It may be a busy database, so it is tried again.
    deps.log.error({ err: error, outboxId: row.id }, 'surprise before a message left');
    return { kind: 'later', code: 'INTERNAL', reason: 'Something went wrong on our side before this mail left.' };
  }
}

/** Rows that were queued before messages had several have their number only. */
function rowsOf(row: OutboxRow): MessageRows {
  const first = row.row_number ?? 0;
  return {
    rows: row.row_numbers === null ? [first] : (JSON.parse(row.row_numbers) as number[]),
    sequence: row.sequence ?? first,
  };
}

async function render(deps: OutboxDeps, row: OutboxRow): Promise<Rendered> {
  if (row.kind !== 'campaign') return { ok: true, message: JSON.parse(row.message ?? 'null') as MailMessage };
  return deps.campaigns.render(row.campaign_id ?? '', rowsOf(row), row.id);
}
