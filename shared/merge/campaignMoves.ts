/** The states of a campaign and the moves between them. Buttons, SQL guards and errors all read this table. */

export const CAMPAIGN_STATUSES = ['draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

export const CAMPAIGN_MOVES = {
  start: { from: ['draft'], to: 'running' },
  /** Approved now, sent from a given time on. */
  schedule: { from: ['draft'], to: 'scheduled' },
  /** A scheduled campaign's time has come, or somebody does not want to wait for it. */
  begin: { from: ['scheduled'], to: 'running' },
  /** A scheduled campaign's time passed while nobody was there to send: it asks before it sends late. */
  ask: { from: ['scheduled'], to: 'paused' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['scheduled', 'running', 'paused'], to: 'cancelled' },
  finish: { from: ['running', 'paused'], to: 'finished' },
  /** Rejected mails, or mails in doubt that somebody decided to send again, wait once more. */
  again: { from: ['running', 'paused', 'finished'], to: 'running' },
} as const satisfies Record<string, { from: readonly CampaignStatus[]; to: CampaignStatus }>;
export type CampaignMove = keyof typeof CAMPAIGN_MOVES;

export function mayMove(move: CampaignMove, status: CampaignStatus): boolean {
  return (CAMPAIGN_MOVES[move].from as readonly CampaignStatus[]).includes(status);
}

/**
 * One outbox row per message: queued → claimed → submitting → accepted | rejected | unknown | skipped | cancelled.
 * `unknown`: the request left and no clear answer came; the mail may have been sent. It is never sent again by itself.
 */
export const MESSAGE_STATUSES = [
  'queued',
  'claimed',
  'submitting',
  'accepted',
  'rejected',
  'unknown',
  'skipped',
  'cancelled',
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
