/** When a mailbox is disconnected: its campaigns pause and say why, and single messages that have not left are withdrawn. */
import { cancelUnsent } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';

export async function stopMailboxWork(
  deps: Pick<OutboxDeps, 'db' | 'now' | 'campaigns'>,
  accountId: string,
  reason: string,
): Promise<void> {
  await deps.campaigns.pause({ accountId }, reason);
  await cancelUnsent(deps.db, accountId, reason, deps.now());
}
