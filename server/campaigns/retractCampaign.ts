/** Answers about a campaign that were kept for a repetition go with it: they show its letter, its list and whom it was for. */
import type { AppError } from '../http/appError.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';

export async function retractCampaign(
  deps: Pick<CampaignsDeps, 'retractAnswers'>,
  { id, user_id: userId }: { id: string; user_id: string },
  instead: AppError,
): Promise<void> {
  await deps.retractAnswers({ userId, isAbout: (route, answer) => isAbout(id, route, answer), instead });
}

/** The answer names the campaign, which for a copy is another one than the address; a failure and a test mail only have the address. */
function isAbout(id: string, route: string, answer: unknown): boolean {
  const { id: own, campaign } = (answer ?? {}) as { id?: unknown; campaign?: { id?: unknown } };
  const named = campaign?.id ?? own;
  return named === undefined ? route.includes(`/api/campaigns/${id}/`) : named === id;
}
