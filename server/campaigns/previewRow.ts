/** One row's mail as its receiver would see it. */
import type { Preview } from '../../shared/api/campaignPreview.ts';
import type { MailAttachment } from '../mail/message.ts';
import { tooLongRemark } from '../merge/messageLimit.ts';
import { listFactsOf } from './campaignFacts.ts';
import { documentOf, renderRows } from './campaignMail.ts';
import { shownSender } from './campaignSender.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { draftSource, rowMissing } from './draftSource.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { messageWith } from './planCampaign.ts';

export async function previewCampaignRow(deps: CampaignsDeps, userId: string, id: string, row: number): Promise<Preview> {
  const campaign = await ownedCampaign(deps.db, userId, id);
  const source = await draftSource(deps, campaign);
  const which = await messageWith(deps, campaign, source, row);
  const mail = await renderRows(deps.db, source, which);
  if (!mail) throw rowMissing(row, listFactsOf(campaign)?.rows ?? 0);
  const document = mail.tooLong ? [] : documentOf(mail);
  const { attachments, from, sendAs } = await campaignView(deps, campaign);
  return {
    row,
    rows: mail.rows,
    from: shownSender(from, sendAs),
    to: mail.to,
    subject: mail.subject,
    html: withPictures(mail.html, source.letter.pictures),
    text: mail.text,
    attachments: [...attachments.map(({ id: _id, ...file }) => file), ...(document ?? []).map(asListed)],
    remarks: [...which.left, ...mail.remarks, ...(document === null ? [tooLongRemark(row)] : [])],
  };
}

function asListed({ name, contentType, contentBytes }: MailAttachment): Preview['attachments'][number] {
  return { name, contentType, bytes: Buffer.byteLength(contentBytes, 'base64') };
}

/** A frame cannot resolve `cid:` (RFC 2392); it shows the same pictures as data URIs. Only whole attribute values are replaced. */
export function withPictures(html: string, pictures: readonly MailAttachment[]): string {
  const byId = new Map(pictures.map((picture) => [picture.contentId, picture]));
  return html.replace(/(=["'])cid:([^"']+)(?=["'])/g, (whole, before: string, contentId: string) => {
    const picture = byId.get(contentId);
    return picture ? `${before}data:${picture.contentType};base64,${picture.contentBytes}` : whole;
  });
}
