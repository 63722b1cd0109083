/** The row of a message that somebody waits for. Born claimed: one that only waits would be sent by nobody, or twice by a caller who tries again. */
import type { Statement } from '../storage/groupCommit.ts';
import type { MailMessage } from '../mail/message.ts';
import type { OutgoingRow } from './attempt.ts';
import type { LaneDeps } from './lane.ts';
import type { Weight } from './mailboxPace.ts';
import type { OneMessage } from './sendOne.ts';

// Ignored where it is there already, because a commit that seemed to fail had happened.
const INSERT = `INSERT INTO outbox (id, user_id, account_id, mailbox, kind, campaign_id, status, claimed_at, created_at, to_address,
  recipients, external, message, tracking_id, attempt, not_before)
  VALUES (?, ?, ?, ?, ?, ?, 'claimed', ?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (id) DO NOTHING`;
const READ = 'SELECT seq, id, account_id, kind, campaign_id, attempt, draft_id FROM outbox WHERE id = ?';

export async function claimRow(deps: LaneDeps, one: OneMessage, weight: Weight): Promise<OutgoingRow> {
  const id = one.id ?? deps.newId();
  const [, read] = await deps.group.run([insertion(deps, one, weight, id), { sql: READ, params: [id] }]);
  const row = read?.rows[0] as OutgoingRow | undefined;
  if (!row) throw new Error(`Outbox row ${id} is gone right after it was written.`);
  return row;
}

function insertion(deps: LaneDeps, { account, kind, message, campaignId }: OneMessage, weight: Weight, id: string): Statement {
  const now = deps.now();
  return {
    sql: INSERT,
    params: [
      id,
      account.userId,
      account.id,
      account.mailbox,
      kind,
      campaignId ?? null,
      now,
      now,
      message.to[0] ?? null,
      weight.recipients,
      weight.external,
      JSON.stringify({ ...message, markerId: id } satisfies MailMessage),
      message.trackingId ?? null,
    ],
  };
}
