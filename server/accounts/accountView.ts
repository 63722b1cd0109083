/** A connected mailbox as its owner may see it. */
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { RetryPolicy } from '../../shared/api/pace.ts';
import { PERSONAL_TENANT } from '../oauth/personalTenant.ts';
import type { AccountRow } from './accounts.store.ts';
import { accountWarnings } from './accountWarnings.ts';
import type { MailProvider } from './providers/mailProvider.ts';

/** `provider`: the kind of mailbox behind its app; undefined where that app is gone. `now`: milliseconds since 1970. */
export function accountView(row: AccountRow, provider: MailProvider | undefined, now: number): EmailAccount {
  const scopes = JSON.parse(row.scopes) as string[];
  return {
    id: row.id,
    provider: row.provider,
    emailAddress: row.email_address,
    displayName: row.display_name,
    isActive: row.is_active === 1,
    state: row.state,
    stateReason: row.state_reason,
    stateNext: row.state_next,
    stateSince: timeText(row.state_since),
    warnings: accountWarnings(row, provider, now),
    app: row.app,
    tenant: row.provider === 'microsoft' && row.tid !== PERSONAL_TENANT ? row.tid : null,
    wire: row.wire,
    fromName: row.from_name,
    maySendAs: provider?.maySendAs(scopes) ?? false,
    keepAlive: row.keep_alive === 1,
    mayReconnect: provider !== undefined && provider.app.enabled && provider.app.source !== 'import',
    tokenExpiresAt: row.token_expires_at === null ? null : timeText(row.token_expires_at),
    scopes,
    connectedAt: timeText(row.connected_at),
    lastUsedAt: row.last_used_at === null ? null : timeText(row.last_used_at),
    pace: { mode: 'normal', perMinute: 28, perDay: null, usedToday: 0 },
    retry: row.retry === null ? null : (JSON.parse(row.retry) as RetryPolicy),
  };
}

function timeText(millis: number): string {
  return new Date(millis).toISOString();
}
