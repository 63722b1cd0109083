/** A connected mailbox as its owner may see it. */
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { AccountRow } from './accounts.store.ts';

export function accountView(row: AccountRow): EmailAccount {
  return {
    id: row.id,
    provider: row.provider,
    emailAddress: row.email_address,
    displayName: row.display_name,
    isActive: row.is_active === 1,
    state: row.state,
    stateReason: row.state_reason,
    stateSince: timeText(row.state_since),
    tokenExpiresAt: row.token_expires_at === null ? null : timeText(row.token_expires_at),
    scopes: JSON.parse(row.scopes) as string[],
    connectedAt: timeText(row.connected_at),
    lastUsedAt: row.last_used_at === null ? null : timeText(row.last_used_at),
  };
}

function timeText(millis: number): string {
  return new Date(millis).toISOString();
}
