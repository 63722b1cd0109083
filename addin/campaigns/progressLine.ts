/** One line of truth about a campaign: "214 of 1,000 sent · 3 rejected · finishes about 15:42". */
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { formatAbout, formatMoment, formatWhen } from '../ui/format.ts';
import { texts } from '../ui/texts/texts.ts';

export function progressLine(campaign: CampaignSummary, now: number): string {
  const { progress, status } = campaign;
  const words = texts.campaign;
  if (status === 'draft') return words.draftLine;
  if (status === 'scheduled' && campaign.startsAt) return words.starts(formatWhen(campaign.startsAt, now), mailsOf(progress));
  const parts: string[] = [words.sentOf(progress.accepted, mailsOf(progress))];
  if (progress.rejected > 0) parts.push(words.rejected(progress.rejected));
  if (progress.unknown > 0) parts.push(words.doubtful(progress.unknown));
  if (progress.skipped > 0) parts.push(words.skipped(progress.skipped));
  if (status === 'cancelled' && progress.cancelled > 0) parts.push(words.cancelled(progress.cancelled));
  if (status === 'running' && progress.finishesAt) parts.push(words.finishes(formatAbout(progress.finishesAt, now)));
  if (campaign.finishedAt) parts.push(words.finishedAt(formatMoment(campaign.finishedAt, now)));
  return parts.join(' · ');
}

/** Rows that are a mail: all but those left out. */
export function mailsOf(progress: CampaignSummary['progress']): number {
  return progress.total - progress.skipped;
}

/** What has not been tried yet. */
export function waitingMails(progress: CampaignSummary['progress']): number {
  return progress.queued + progress.sending;
}
