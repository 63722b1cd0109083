/** Approval: checks once more, freezes what will be sent, and puts every row of the list into the outbox, in one transaction. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import type { SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import type { Owned } from '../http/ownedBy.ts';
import { compileSubject } from '../merge/compileSubject.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import { localTime } from '../merge/localTime.ts';
import { counted } from '../merge/readResult.ts';
import { planMerge } from '../merge/planMerge.ts';
import { type CampaignRecipient, enqueueCampaign } from '../outbox/campaignRows.ts';
import { afterMove } from './afterMove.ts';
import { type Approved, type CheckFacts, fieldPoliciesOf, listFactsOf, mergeSettingsOf } from './campaignFacts.ts';
import { readySender, senderBlockers } from './campaignSender.ts';
import { type CampaignRow, moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { columnsOf } from './campaignView.ts';
import { assessStored, tableOf } from './draftPlan.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { recipientsOf } from './planCampaign.ts';
import { readyAccount } from './readyAccount.ts';
import { changedMeanwhile, wrongState } from './wrongState.ts';

/** What the person looked at before saying go: any other number of mails, or a draft changed since, starts nothing. */
export interface LookedAt {
  recipients?: number | undefined;
  version?: number | undefined;
}

export async function startCampaign(deps: CampaignsDeps, userId: string, id: string, seen: LookedAt = {}): Promise<Campaign> {
  const row = await ownedCampaign(deps.db, userId, id);
  if (!mayMove('start', row.status)) throw wrongState(row.status, 'start');
  if (seen.version !== undefined && seen.version !== row.version) throw changedSince();
  const check = await assessStored(deps, row);
  refuseBlocked(check);
  const account = await readyAccount(deps, row);
  refuseBlocked({ blockers: senderBlockers(account, row.from_address) });
  const { recipients } = seen;
  if (recipients !== undefined && recipients !== check.recipients) throw countChanged(recipients, check.recipients);
  await enqueue(deps, row, account, approvedFrom(row, account, check));
  return afterMove(deps, userId, id, 'start', true);
}

function refuseBlocked(check: Pick<CheckFacts, 'blockers'>): void {
  const [first] = check.blockers;
  if (!first) return;
  const more = check.blockers.length > 1 ? ` (and ${counted(check.blockers.length - 1, 'more finding')})` : '';
  throw new AppError('CAMPAIGN_NOT_READY', `This campaign cannot start yet: ${first.text}${more}`, {
    details: { blockers: check.blockers },
  });
}

function changedSince(): AppError {
  return new AppError(
    'CAMPAIGN_CHANGED',
    'This merge was changed, perhaps in another window, after you looked at it. Nothing was sent; look at it again, then start.',
  );
}

function countChanged(expected: number, recipients: number): AppError {
  return new AppError(
    'COUNT_CHANGED',
    `${counted(recipients, 'mail')} would go out, not ${expected}. Look at the list again, then start with the new number.`,
    { details: { recipients, expected } },
  );
}

function approvedFrom(row: Owned<CampaignRow>, account: SendingAccount, check: CheckFacts): Approved {
  const list = listFactsOf(row);
  if (!list || row.letter_blob === null || row.letter_kind === null || row.list_blob === null || row.address_column === null) {
    throw new Error(`Campaign ${row.id} has no blockers, yet something of it is missing.`);
  }
  return {
    from: account.address,
    sendAs: readySender(account, row.from_address),
    subject: row.subject,
    letter: { hash: row.letter_blob, kind: row.letter_kind, name: row.letter_name ?? '' },
    list: { hash: row.list_blob, sheet: list.sheet, headers: list.headers, rows: list.rows },
    columns: columnsOf(row),
    addressColumn: row.address_column,
    fieldPolicies: fieldPoliciesOf(row),
    merge: mergeSettingsOf(row),
    attachment:
      row.attachment_blob === null
        ? null
        : { hash: row.attachment_blob, name: row.attachment_name ?? '', contentType: row.attachment_type ?? '' },
    recipients: check.recipients,
    skipped: check.skipped,
  };
}

async function enqueue(deps: CampaignsDeps, row: Owned<CampaignRow>, account: SendingAccount, approved: Approved): Promise<void> {
  const table = await tableOf(deps, row);
  const now = deps.now();
  const recipients = table ? await whoGetsOne(deps, table, approved, now) : [];
  await deps.db.transaction().execute(async (db) => {
    const change = { approved: JSON.stringify(approved), mailbox: account.mailbox, started_at: now };
    // Guarded by the version too: what was checked is what starts.
    if (!(await moveCampaign(db, row, 'start', change))) throw changedMeanwhile();
    const from = { campaignId: row.id, userId: row.user_id, accountId: account.id, mailbox: account.mailbox };
    await enqueueCampaign(db, from, recipients, now, deps.newId);
  });
}

async function whoGetsOne(deps: CampaignsDeps, table: ListTable, approved: Approved, now: number): Promise<CampaignRecipient[]> {
  const settings = approved.merge ?? PLAIN_MERGE;
  const { compiled } = await deps.letters.of(deps.db, { ...approved.letter, letterhead: settings.letterhead });
  const how = { settings, policies: approved.fieldPolicies, now: localTime(new Date(now)) };
  const { addressColumn, columns } = approved;
  const plan = planMerge(compiled, compileSubject(approved.subject), table, columns, addressColumn, how);
  return recipientsOf(table, addressColumn, plan);
}
