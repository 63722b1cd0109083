/** What a campaign's mails are made of as it stands: the draft, or after the start the same, frozen. */
import { AppError } from '../http/appError.ts';
import type { Owned } from '../http/ownedBy.ts';
import { approvedOf, fieldPoliciesOf, filesOf, listFactsOf, mergeSettingsOf } from './campaignFacts.ts';
import { type MailSource, mailSource } from './campaignMail.ts';
import type { CampaignRow } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { columnsOf } from './campaignView.ts';
import { refuseErased } from './sendAgain.ts';

/** Throws CAMPAIGN_NOT_READY while letter or list is missing: there is no mail to look at yet; CAMPAIGN_ERASED: none any more. */
export async function draftSource(
  deps: Pick<CampaignsDeps, 'db' | 'letters' | 'now'>,
  row: Owned<CampaignRow>,
): Promise<MailSource> {
  refuseErased(row);
  const list = listFactsOf(row);
  if (row.letter_blob === null || row.letter_kind === null) {
    throw new AppError('CAMPAIGN_NOT_READY', 'There is no letter yet, so there is no mail to look at. Add the letter.');
  }
  if (!list) throw new AppError('CAMPAIGN_NOT_READY', 'There is no list yet, so there is no mail to look at. Add the list.');
  return mailSource(deps.db, deps.letters, row.id, {
    subject: row.subject,
    letter: { hash: row.letter_blob, kind: row.letter_kind, name: row.letter_name ?? '' },
    headers: list.headers,
    columns: columnsOf(row),
    addressColumn: row.address_column,
    fieldPolicies: fieldPoliciesOf(row),
    merge: mergeSettingsOf(row),
    time: approvedOf(row)?.time ?? row.started_at ?? deps.now(),
    sendAs: row.from_address,
    files: filesOf(row),
  });
}

export function rowMissing(row: number, rows: number): AppError {
  return new AppError('ROW_NOT_FOUND', `The list has no row ${row}; its last one is row ${rows}.`);
}
