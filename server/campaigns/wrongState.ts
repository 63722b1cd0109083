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
type Wanted = CampaignMove | 'change' | 'delete' | 'erase';

const WANTED: Readonly<Record<Wanted, string>> = {
  start: 'started',
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  finish: 'finished',
  schedule: 'scheduled',
  begin: 'started',
  ask: 'asked about',
  again: 'sent again',
  erase: 'erased',
  change: 'changed',
  delete: 'deleted',
};

const COPY = 'Make a copy of it to send it once more.';
const OTHER_TIME = 'Make a copy of it for another time.';
const CANCEL_FIRST = 'Cancel it first.';
const END_FIRST = 'Cancel it first, or wait until it is finished.';

/** The one next step, by what was wanted and what the campaign is. */
const NEXT: Readonly<Record<Wanted, Partial<Record<CampaignStatus, string>>>> = {
  start: { running: COPY, paused: 'Resume it instead.', finished: COPY, cancelled: COPY },
  begin: { running: COPY, paused: 'Resume it instead.', finished: COPY, cancelled: COPY, draft: 'Start it instead.' },
  schedule: {
    scheduled: 'To choose another time, cancel it and schedule a copy of it.',
    running: OTHER_TIME,
    paused: OTHER_TIME,
    finished: OTHER_TIME,
    cancelled: OTHER_TIME,
  },
  pause: {
    draft: 'There is nothing to stop.',
    scheduled: 'Cancel it to keep it from starting.',
    paused: 'Resume it to go on.',
    finished: 'There is nothing left to stop.',
    cancelled: 'There is nothing left to stop.',
  },
  resume: {
    draft: 'Start it instead.',
    scheduled: 'Start it to send it now.',
    running: 'Nothing needs to be done.',
    finished: 'Send its rejected mails again, or make a copy of it.',
    cancelled: 'Make a copy of it to send the rest.',
  },
  cancel: {
    draft: 'Delete it instead.',
    finished: 'There is nothing left to cancel.',
    cancelled: 'There is nothing left to cancel.',
  },
  again: { draft: 'Start it instead.', scheduled: 'Start it to send it now.', cancelled: 'Make a copy of it to send the rest.' },
  change: {
    scheduled: 'Cancel it and change a copy of it.',
    running: 'Change a copy of it.',
    paused: 'Change a copy of it.',
    finished: 'Change a copy of it.',
    cancelled: 'Change a copy of it.',
  },
  delete: { scheduled: CANCEL_FIRST, running: CANCEL_FIRST, paused: CANCEL_FIRST },
  erase: { draft: 'Delete it instead.', scheduled: CANCEL_FIRST, running: END_FIRST, paused: CANCEL_FIRST },
  finish: {},
  ask: {},
};

export function wrongState(status: CampaignStatus, wanted: Wanted): AppError {
  const next = NEXT[wanted][status];
  const sentence = `This campaign ${WHAT_IT_IS[status]}, so it cannot be ${WANTED[wanted]}.`;
  return new AppError('CAMPAIGN_WRONG_STATE', next === undefined ? sentence : `${sentence} ${next}`, {
    details: { status, moves: movesFrom(status) },
  });
}

/** Its rows are being put into the outbox at this moment. */
export function beingStarted(): AppError {
  return new AppError(
    'CAMPAIGN_WRONG_STATE',
    'This campaign is being started at this moment. Look at it again in a few seconds.',
  );
}

/** Somebody else was faster: another window, or the sender. */
export function changedMeanwhile(): AppError {
  return new AppError('CAMPAIGN_WRONG_STATE', 'This campaign was changed in the meantime. Look at it again, then repeat.');
}

/** What the API calls the moves that can be asked for. */
const ASKED: readonly (readonly [CampaignMove, string])[] = [
  ['start', 'start'],
  ['schedule', 'schedule'],
  ['begin', 'start'],
  ['pause', 'pause'],
  ['resume', 'resume'],
  ['cancel', 'cancel'],
  ['again', 'retry'],
];

function movesFrom(status: CampaignStatus): string[] {
  return ASKED.filter(([move]) => mayMove(move, status)).map(([, name]) => name);
}
