/** A connected mailbox as its owner may see it. */
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { PaceView } from '../../shared/api/pace.ts';
import type { AccountRow } from './accounts.store.ts';
import { accountWarnings } from './accountWarnings.ts';
import { type MailboxLimitsDeps, mailboxLimits, paceOf, retryChosen } from './mailboxLimits.ts';
import type { ProviderOf } from './connectDeps.ts';
import type { MailProvider } from './providers/mailProvider.ts';
import { tenantOf } from './speedModes.ts';
import { nextStep } from './nextStep.ts';

/** What mailboxes and organisations sent in the last 24 hours; the rows of it belong to the sending side. */
export interface SentToday {
  /** Recipients. `mailbox`: its key. */
  recipients(mailbox: string): Promise<number>;
  /** Recipients outside of an organisation at Microsoft, all its mailboxes together. */
  outside(tid: string): Promise<number>;
}

export interface ShowAccountDeps extends MailboxLimitsDeps {
  providerOf: ProviderOf;
  sentToday: Pick<SentToday, 'recipients'>;
}

export async function showAccount(deps: ShowAccountDeps, row: AccountRow): Promise<EmailAccount> {
  const { perMinute, perDay } = await mailboxLimits(deps, row.mailbox);
  const usedToday = await deps.sentToday.recipients(row.mailbox);
  const pace = { mode: paceOf(row).mode, perMinute, perDay, usedToday };
  return accountView(row, await deps.providerOf(row.app), deps.clock(), pace);
}

/** `provider`: the kind of mailbox behind its app; undefined where that app is gone. `now`: milliseconds since 1970. */
export function accountView(row: AccountRow, provider: MailProvider | undefined, now: number, pace: PaceView): EmailAccount {
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
    // Whatever else an administrator has to do comes with a step of its own.
    ...(row.state === 'needs-admin' && row.state_next === nextStep(row.state, undefined) && { wantsConsent: true as const }),
    stateSince: timeText(row.state_since),
    warnings: accountWarnings(row, provider, now),
    app: row.app,
    tenant: tenantOf(row.mailbox),
    wire: row.wire,
    fromName: row.from_name,
    maySendAs: provider?.maySendAs(scopes) ?? false,
    keepAlive: row.keep_alive === 1,
    mayReconnect: provider !== undefined && provider.app.enabled && provider.app.source !== 'import',
    tokenExpiresAt: row.token_expires_at === null ? null : timeText(row.token_expires_at),
    scopes,
    connectedAt: timeText(row.connected_at),
    lastUsedAt: row.last_used_at === null ? null : timeText(row.last_used_at),
    pace,
    retry: retryChosen(row),
  };
}

function timeText(millis: number): string {
  return new Date(millis).toISOString();
}
