/**
 * Approval: checks, freezes what will be sent, and puts every row of the list into the outbox. A list may have 100,000 rows, so
 * the rows go in piece by piece while the campaign is still a draft, which nobody sends; the one guarded move at the end makes
 * them count. What an interruption leaves of a draft's rows is removed (clearUnapproved).
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { PLAIN_SENDING } from '../../shared/api/pace.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import type { SendingAccount } from '../accounts/accountUse.ts';
import type { Owned } from '../http/ownedBy.ts';
import { compileSubject } from '../merge/compileSubject.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import { localTime } from '../merge/localTime.ts';
import { planMerge } from '../merge/planMerge.ts';
import { type CampaignRecipient, clearUnapproved, enqueueCampaign } from '../outbox/campaignRows.ts';
import {
  type Approved,
  checkFactsOf,
  fieldPoliciesOf,
  filesOf,
  listFactsOf,
  mergeSettingsOf,
  sendingOf,
} from './campaignFacts.ts';
import { readySender, senderBlockers } from './campaignSender.ts';
import { type CampaignRow, moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { columnsOf } from './campaignView.ts';
import { assessStored, type StoredTable, storedTable } from './draftPlan.ts';
import { ownedCampaign, ownedCard } from './ownedCampaign.ts';
import { recipientsOf } from './planCampaign.ts';
import { readyAccount } from './readyAccount.ts';
import { type LookedAt, refuseBlocked, refuseChanged, refuseOtherCount } from './refuseStart.ts';
import { refuseErased } from './sendAgain.ts';
import { beingStarted, changedMeanwhile, wrongState } from './wrongState.ts';

/** `at`: milliseconds since 1970. */
export type Approval = { move: 'start' } | { move: 'schedule'; at: number };

export async function approveCampaign(
  deps: CampaignsDeps,
  userId: string,
  id: string,
  seen: LookedAt,
  approval: Approval,
): Promise<void> {
  await ownedCard(deps.db, userId, id);
  const release = deps.approvals.begin(id);
  if (release === null) throw beingStarted();
  try {
    await approve(deps, await ownedCampaign(deps.db, userId, id), seen, approval);
  } finally {
    release();
  }
}

async function approve(deps: CampaignsDeps, row: Owned<CampaignRow>, seen: LookedAt, approval: Approval): Promise<void> {
  refuseErased(row);
  if (!mayMove(approval.move, row.status)) throw wrongState(row.status, approval.move);
  refuseChanged(seen, row.version);
  const stored = await storedTable(deps, row);
  const check = await checkOf(deps, row, stored);
  refuseBlocked(check);
  const account = await readyAccount(deps, row);
  refuseBlocked({ blockers: senderBlockers(account, row.from_address) });
  if (stored === null) throw new Error(`Campaign ${row.id} has no blockers, yet it has no list.`);
  const time = approval.move === 'schedule' ? approval.at : deps.now();
  const draft = approvedFrom(row, account, stored, time);
  const recipients = await whoGetsOne(deps, stored.table, draft, time);
  const sent = recipients.filter(({ to }) => to !== null).length;
  refuseOtherCount(seen, sent);
  const approved = { ...draft, recipients: sent, skipped: check.skipped, queued: recipients.length };
  await enqueue(deps, row, account, approved, recipients, approval);
}

/** A long list is not checked a second time where this process checked just this draft with just these rows. */
async function checkOf(deps: CampaignsDeps, row: CampaignRow, stored: StoredTable | null) {
  const known = deps.approvals.checkOf(row.id, row.version);
  const same = known !== undefined && (known.stored === null || known.stored === stored?.hash);
  return same && row.check_facts !== null ? checkFactsOf(row) : assessStored(deps, row, stored?.table);
}

type Draft = Omit<Approved, 'recipients' | 'skipped' | 'queued'>;

function approvedFrom(row: Owned<CampaignRow>, account: SendingAccount, stored: StoredTable, time: number): Draft {
  const list = listFactsOf(row);
  if (!list || row.letter_blob === null || row.letter_kind === null || row.list_blob === null || row.address_column === null) {
    throw new Error(`Campaign ${row.id} has no blockers, yet something of it is missing.`);
  }
  return {
    from: account.address,
    sendAs: readySender(account, row.from_address),
    subject: row.subject,
    letter: { hash: row.letter_blob, kind: row.letter_kind, name: row.letter_name ?? '' },
    list: { hash: row.list_blob, sheet: list.sheet, headers: list.headers, rows: list.rows, stored: stored.hash },
    columns: columnsOf(row),
    addressColumn: row.address_column,
    fieldPolicies: fieldPoliciesOf(row),
    merge: mergeSettingsOf(row),
    files: filesOf(row),
    sending: sendingOf(row),
    time,
  };
}

async function whoGetsOne(deps: CampaignsDeps, table: ListTable, approved: Draft, time: number): Promise<CampaignRecipient[]> {
  const settings = approved.merge ?? PLAIN_MERGE;
  const { compiled } = await deps.letters.of(deps.db, { ...approved.letter, letterhead: settings.letterhead });
  const how = { settings, policies: approved.fieldPolicies, now: localTime(new Date(time)) };
  const { addressColumn, columns } = approved;
  // Planning is one turn, and no other work shall be in it.
  await breathe();
  const plan = planMerge(compiled, compileSubject(approved.subject), table, columns, addressColumn, how);
  return recipientsOf(table, addressColumn, plan, approved.sending ?? PLAIN_SENDING);
}

async function enqueue(
  deps: CampaignsDeps,
  row: Owned<CampaignRow>,
  account: SendingAccount,
  approved: Approved,
  recipients: readonly CampaignRecipient[],
  approval: Approval,
): Promise<void> {
  const from = { campaignId: row.id, userId: row.user_id, accountId: account.id, mailbox: account.mailbox };
  try {
    await clearUnapproved(deps.db, row.id);
    await enqueueCampaign(deps.db, from, recipients, deps.now(), deps.newId);
    const times = approval.move === 'schedule' ? { start_at: approval.at } : { started_at: deps.now() };
    const change = { approved: JSON.stringify(approved), mailbox: account.mailbox, ...times };
    // Guarded by the version too: what was checked is what starts.
    if (!(await moveCampaign(deps.db, row, approval.move, change))) throw changedMeanwhile();
  } catch (error) {
    // A failure here must not hide the first one; what is left is removed at the next start of the server.
    await clearUnapproved(deps.db, row.id).catch(() => undefined);
    throw error;
  }
}
