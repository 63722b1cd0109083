/** Answers about a campaign that were kept for a repetition go with it: they show its letter, its list and whom it was for. */
import type { AppError } from '../http/appError.ts';
import type { Queries } from '../storage/database.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';

type Whose = { id: string; user_id: string };

/** Those that are kept now; carried out in the transaction in which the campaign goes, so that no crash leaves them behind. */
export function retractionOf(
  deps: Pick<CampaignsDeps, 'retractAnswers'>,
  { id, user_id: userId }: Whose,
  instead: AppError,
): Promise<(within: Queries) => Promise<void>> {
  return deps.retractAnswers({ userId, isAbout: (route, answer) => isAbout(id, route, answer), instead });
}

/** Those that were still being given while it went. */
export async function retractLate(
  deps: Pick<CampaignsDeps, 'db' | 'retractAnswers'>,
  whose: Whose,
  instead: AppError,
): Promise<void> {
  const retract = await retractionOf(deps, whose, instead);
  await retract(deps.db);
}

/** The answer names the campaign, which for a copy is another one than the address; a failure and a test mail only have the address. */
function isAbout(id: string, route: string, answer: unknown): boolean {
  const { id: own, campaign } = (answer ?? {}) as { id?: unknown; campaign?: { id?: unknown } };
  const named = campaign?.id ?? own;
  return named === undefined ? route.includes(`/api/campaigns/${id}/`) : named === id;
}
