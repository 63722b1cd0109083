/** "Not in this state": what the campaign is, and what can be done instead. */
import { type CampaignMove, type CampaignStatus, mayMove } from '../../shared/merge/campaignMoves.ts';
import { AppError } from '../http/appError.ts';

const WHAT_IT_IS: Readonly<Record<CampaignStatus, string>> = {
  draft: 'has not been started yet',
  scheduled: 'is waiting for its time',
  running: 'is being sent',
  paused: 'is paused',
  finished: 'is finished',
  cancelled: 'was cancelled',
};
const WANTED: Readonly<Record<CampaignMove | 'change' | 'delete' | 'erase', string>> = {
  start: 'started',
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  finish: 'finished',
  schedule: 'scheduled',
  begin: 'begun',
  ask: 'asked about',
  again: 'sent again',
  erase: 'erased',
  change: 'changed',
  delete: 'deleted',
};

export function wrongState(status: CampaignStatus, wanted: keyof typeof WANTED): AppError {
  const next = wanted === 'delete' && (status === 'running' || status === 'paused') ? ' Cancel it first.' : '';
  return new AppError('CAMPAIGN_WRONG_STATE', `This campaign ${WHAT_IT_IS[status]}, so it cannot be ${WANTED[wanted]}.${next}`, {
    details: { status, moves: movesFrom(status) },
  });
}

/** Somebody else was faster: another window, or the sender. */
export function changedMeanwhile(): AppError {
  return new AppError('CAMPAIGN_WRONG_STATE', 'This campaign was changed in the meantime. Look at it again, then repeat.');
}

function movesFrom(status: CampaignStatus): CampaignMove[] {
  return (['start', 'pause', 'resume', 'cancel'] as const).filter((move) => mayMove(move, status));
}
