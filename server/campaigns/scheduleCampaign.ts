/** Approved now, sent from a given time on. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { AppError } from '../http/appError.ts';
import { afterMove } from './afterMove.ts';
import { approveCampaign } from './approveCampaign.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import type { LookedAt } from './refuseStart.ts';

export async function scheduleCampaign(
  deps: CampaignsDeps,
  userId: string,
  id: string,
  { at, ...seen }: LookedAt & { at: string },
): Promise<Campaign> {
  const time = Date.parse(at);
  // The contract lets leap seconds through (RFC 3339); no clock here shows them.
  if (Number.isNaN(time)) throw new AppError('INVALID_REQUEST', `“${at}” is no time that can be kept. Choose the next second.`);
  if (!(time > deps.now())) {
    throw new AppError('TIME_PASSED', 'The time to start is over already. Choose a later one, or start now.', {
      details: { at, now: new Date(deps.now()).toISOString() },
    });
  }
  await approveCampaign(deps, userId, id, seen, { move: 'schedule', at: time });
  deps.schedule.look();
  return afterMove(deps, userId, id, 'schedule', true);
}
