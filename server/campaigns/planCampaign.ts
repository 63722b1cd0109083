/** Which messages a campaign makes of its list, and which of them a row is in. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Remark } from '../../shared/api/campaigns.ts';
import type { SendingPlan } from '../../shared/api/pace.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import { recipientOf } from '../merge/lists/recipients.ts';
import { planMerge } from '../merge/planMerge.ts';
import { leftRemark, type MergePlan } from '../merge/planMessages.ts';
import type { CampaignRecipient } from '../outbox/campaignRows.ts';
import type { MessageRows } from '../outbox/campaignSide.ts';
import type { MailSource } from './campaignMail.ts';
import type { CampaignRow } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { tableOf } from './draftPlan.ts';
import { sendTimesOf } from './sendTimes.ts';

/** Checking this many addresses takes some 5 ms. */
const MESSAGES_AT_ONCE = 4_000;

/**
 * Every message in the order of sending, then the rows that get none, each with its reason: a report answers for every row.
 * Everybody else gets a turn in between.
 */
export async function recipientsOf(
  table: ListTable,
  addressColumn: string,
  plan: MergePlan,
  sending: SendingPlan,
): Promise<CampaignRecipient[]> {
  const timeOf = sendTimesOf(table, sending);
  const place = table.headers.indexOf(addressColumn);
  const found: CampaignRecipient[] = [];
  for (const message of plan.messages) {
    const rows = message.rows.map((index) => index + 1);
    const [first = 0] = message.rows;
    const { address, problem } = recipientOf(first + 1, table.rows[first]?.[place] ?? '', addressColumn);
    const unsent = { code: problem?.code ?? 'ADDRESS_EMPTY', reason: problem?.text ?? 'This row has no usable address.' };
    if (address === null) found.push({ rows, to: null, ...unsent });
    else found.push({ rows, to: address, sequence: message.sequence, notBefore: timeOf(first) ?? 0 });
    if (found.length % MESSAGES_AT_ONCE === 0) await breathe();
  }
  const left = plan.left.map((one): CampaignRecipient => {
    const { code, text } = leftRemark(one);
    return { rows: [one.row], to: null, code, reason: text };
  });
  return [...found, ...left];
}

/** The message a row is part of. A row that gets none is shown as if it were one of its own, and `left` says why. */
export async function messageWith(
  deps: Pick<CampaignsDeps, 'db'>,
  campaign: CampaignRow,
  source: MailSource,
  row: number,
): Promise<MessageRows & { left: Remark[] }> {
  const alone = { rows: [row], sequence: row, left: [] };
  const { groupBy, filters, order, duplicates } = source.how.settings;
  const plain = groupBy === null && filters.length === 0 && order === null && duplicates === 'send';
  // The list need not be read where every row is a message of its own.
  if (plain && source.letter.compiled.skips === null) return alone;
  const table = await tableOf(deps, campaign);
  if (table === null) return alone;
  const { letter, subject, columns, addressColumn, how } = source;
  const plan = planMerge(letter.compiled, subject, table, columns, addressColumn, how);
  const found = plan.messages.find(({ rows }) => rows.includes(row - 1));
  if (!found) return { ...alone, left: plan.left.filter((one) => one.row === row).map(leftRemark) };
  return { rows: found.rows.map((index) => index + 1), sequence: found.sequence, left: [] };
}
