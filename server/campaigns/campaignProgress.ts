/** How far campaigns are, read from their rows, and when they will be done at the present pace. */
import type { Progress } from '../../shared/api/campaigns.ts';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import { campaignCounts } from '../outbox/campaignRows.ts';
import { type MailboxOutlook, mailboxOutlook } from '../outbox/mailboxOutlook.ts';
import { finishTime, messagesUntilDone } from '../outbox/pacing.ts';
import type { Queries } from '../storage/database.ts';
import { type CampaignCard, runningIn } from './campaigns.store.ts';

type Counts = Record<MessageStatus, number>;

export interface ProgressDeps {
  db: Queries;
  now: () => number;
  messagesPerMinute: number;
}

/** One campaign's progress. */
export async function progressOf(deps: ProgressDeps, card: CampaignCard): Promise<Progress> {
  const progress = (await progressOfAll(deps, [card])).get(card.id);
  if (!progress) throw new Error(`No progress was read for campaign ${card.id}.`);
  return progress;
}

/** The progress of several campaigns; each mailbox is looked at once. */
export async function progressOfAll(deps: ProgressDeps, cards: readonly CampaignCard[]): Promise<Map<string, Progress>> {
  const now = deps.now();
  const running = new Map<string, { campaigns: string[]; outlook: MailboxOutlook }>();
  for (const mailbox of new Set(cards.filter(isSending).flatMap((card) => card.mailbox ?? []))) {
    const outlook = await mailboxOutlook(deps.db, mailbox, deps.messagesPerMinute, now);
    running.set(mailbox, { campaigns: await runningIn(deps.db, mailbox), outlook });
  }
  const counts = await campaignCounts(deps.db, [
    ...new Set([...cards.map((card) => card.id), ...[...running.values()].flatMap((r) => r.campaigns)]),
  ]);
  return new Map(
    cards.map((card) => {
      const mailbox = running.get(card.mailbox ?? '');
      const others = (mailbox?.campaigns ?? []).filter((id) => id !== card.id).map((id) => unsent(counts.get(id)));
      return [
        card.id,
        progressFrom(counts.get(card.id), isSending(card) ? mailbox?.outlook : undefined, others, card, deps, now),
      ];
    }),
  );
}

/** How long `messages` more would take from now through this mailbox: what else it sends, and its rest, included. Null where there are none. */
export async function secondsToSend(deps: ProgressDeps, mailbox: string | null, messages: number): Promise<number | null> {
  const now = deps.now();
  if (mailbox === null) return inSeconds(finishTime({ now, messages, perMinute: deps.messagesPerMinute }), now);
  const running = await runningIn(deps.db, mailbox);
  const counts = await campaignCounts(deps.db, running);
  const { nextSlot } = await mailboxOutlook(deps.db, mailbox, deps.messagesPerMinute, now);
  const all =
    messages === 0
      ? 0
      : messagesUntilDone(
          messages,
          running.map((id) => unsent(counts.get(id))),
        );
  return inSeconds(finishTime({ now, messages: all, perMinute: deps.messagesPerMinute, from: nextSlot }), now);
}

function inSeconds(end: number | null, now: number): number | null {
  return end === null ? null : (end - now) / 1000;
}

/** A paused campaign shows the rest of its mailbox, but no end. */
function isSending(card: CampaignCard): boolean {
  return card.status === 'running' || card.status === 'paused';
}

function progressFrom(
  counts: Counts | undefined,
  outlook: MailboxOutlook | undefined,
  others: readonly number[],
  card: CampaignCard,
  deps: ProgressDeps,
  now: number,
): Progress {
  const n = (status: MessageStatus): number => counts?.[status] ?? 0;
  const messages = card.status === 'running' ? messagesUntilDone(unsent(counts), others) : 0;
  const end = finishTime({ now, messages, perMinute: deps.messagesPerMinute, from: outlook?.nextSlot });
  const restingUntil = outlook?.restingUntil ?? null;
  return {
    total: Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0),
    queued: n('queued'),
    sending: n('claimed') + n('submitting'),
    accepted: n('accepted'),
    rejected: n('rejected'),
    unknown: n('unknown'),
    skipped: n('skipped'),
    cancelled: n('cancelled'),
    perMinute: deps.messagesPerMinute,
    finishesAt: end === null ? null : new Date(end).toISOString(),
    restingUntil: restingUntil === null ? null : new Date(restingUntil).toISOString(),
    perDay: null,
    waiting: null,
  };
}

function unsent(counts: Counts | undefined): number {
  return (counts?.queued ?? 0) + (counts?.claimed ?? 0);
}
