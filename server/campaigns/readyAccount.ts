/** The mailbox a campaign is sent from, if mail can be sent from it now. */
import type { SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import type { CampaignCard } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { mailboxBlockers } from './campaignView.ts';

/** Throws CAMPAIGN_NOT_READY where no mailbox is chosen, ACCOUNT_NOT_CONNECTED where the chosen one cannot send. */
export async function readyAccount(
  deps: Pick<CampaignsDeps, 'accounts'>,
  card: Pick<CampaignCard, 'user_id' | 'account_id'>,
): Promise<SendingAccount> {
  if (card.account_id === null) {
    const blockers = mailboxBlockers(undefined);
    throw new AppError('CAMPAIGN_NOT_READY', 'No mailbox is chosen to send from. Choose one.', { details: { blockers } });
  }
  const account = await deps.accounts.find(card.user_id, card.account_id);
  const blockers = mailboxBlockers(account);
  if (account && blockers.length === 0) return account;
  throw new AppError('ACCOUNT_NOT_CONNECTED', 'Email account not connected or token expired', { details: { blockers } });
}
