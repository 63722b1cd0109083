/** What became of one message, for whoever was told that nobody knew. */
import type { Output } from '../../shared/api/route.ts';
import type { MessageIdKind, sentMessage } from '../../shared/api/send.ts';
import { AppError } from '../http/appError.ts';
import type { Outbox } from '../outbox/createOutbox.ts';

export async function readSentMessage(
  deps: { outbox: Pick<Outbox, 'single'>; now: () => number },
  userId: string,
  id: string,
): Promise<Output<typeof sentMessage>> {
  const row = await deps.outbox.single(userId, id);
  if (!row) {
    throw new AppError('ROW_NOT_FOUND', 'There is no such message among yours. Take the outboxId from the answer of that send.');
  }
  const isEarly = row.status === 'unknown' && row.decide_after !== null && row.decide_after > deps.now();
  return {
    success: true,
    outboxId: row.id,
    providerId: row.account_id,
    status: row.status,
    reason: row.reason,
    messageId: row.provider_message_id,
    // Written by the outbox, from the same few kinds.
    messageIdKind: row.provider_message_id_kind as MessageIdKind | null,
    at: timeOf(row.finished_at),
    decideAfter: isEarly ? timeOf(row.decide_after) : null,
    lookedUp: row.decided_by === 'look-up',
    ...(row.tracking_id !== null && { trackingId: row.tracking_id }),
  };
}

function timeOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString();
}
