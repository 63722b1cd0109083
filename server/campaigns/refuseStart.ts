/** Why a campaign does not start: each with what to do next. */
import { AppError } from '../http/appError.ts';
import { counted } from '../merge/readResult.ts';
import type { CheckFacts } from './campaignFacts.ts';

/** What the person looked at before saying go: any other number of mails, or a draft changed since, starts nothing. */
export interface LookedAt {
  recipients?: number | undefined;
  version?: number | undefined;
}

export function refuseBlocked(check: Pick<CheckFacts, 'blockers'>): void {
  const [first] = check.blockers;
  if (!first) return;
  const more = check.blockers.length > 1 ? ` (and ${counted(check.blockers.length - 1, 'more finding')})` : '';
  throw new AppError('CAMPAIGN_NOT_READY', `This campaign cannot start yet: ${first.text}${more}`, {
    details: { blockers: check.blockers },
  });
}

export function refuseChanged(seen: LookedAt, version: number): void {
  if (seen.version === undefined || seen.version === version) return;
  throw new AppError(
    'CAMPAIGN_CHANGED',
    'This merge was changed, perhaps in another window, after you looked at it. Nothing was sent; look at it again, then start.',
  );
}

export function refuseOtherCount({ recipients: expected }: LookedAt, recipients: number): void {
  if (expected === undefined || expected === recipients) return;
  throw new AppError(
    'COUNT_CHANGED',
    `${counted(recipients, 'mail')} would go out, not ${expected}. Look at the list again, then start with the new number.`,
    { details: { recipients, expected } },
  );
}
