/** One row's mail to the sending mailbox itself, over the real way. */
import { AppError } from '../http/appError.ts';
import { tooLongRemark } from '../merge/messageLimit.ts';
import { listFactsOf } from './campaignFacts.ts';
import { commonFiles, mailOf, renderRows } from './campaignMail.ts';
import { readySender } from './campaignSender.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { draftSource, rowMissing } from './draftSource.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { messageWith } from './planCampaign.ts';
import { readyAccount } from './readyAccount.ts';

export async function sendTestMail(
  deps: CampaignsDeps,
  userId: string,
  id: string,
  row: number,
  messageId?: string,
): Promise<{ success: true; to: string; sentAt: string }> {
  const campaign = await ownedCampaign(deps.db, userId, id);
  const source = await draftSource(deps, campaign);
  const rendered = await renderRows(deps.db, source, await messageWith(deps, campaign, source, row));
  if (!rendered) throw rowMissing(row, listFactsOf(campaign)?.rows ?? 0);
  const account = await readyAccount(deps, campaign);
  const sender = { sendAs: readySender(account, campaign.from_address) };
  const files = await commonFiles(deps.db, deps.letters, source);
  const mail = mailOf(sender, files, rendered, account.address);
  if (mail === null) throw new AppError('MESSAGE_TOO_LARGE', tooLongRemark(row).text);
  const { sentAt } = await deps.outbox.sendOne(account, 'test', mail, { campaignId: id, id: messageId });
  return { success: true, to: account.address, sentAt: sentAt.toISOString() };
}
