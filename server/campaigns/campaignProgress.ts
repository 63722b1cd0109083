/** How far campaigns are, read from their rows, and when they will be done at the present pace. */
import type { Progress } from '../../shared/api/campaigns.ts';
import type { SendWindow } from '../../shared/api/pace.ts';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { AccountUse } from '../accounts/accountUse.ts';
import { campaignCounts } from '../outbox/campaignRows.ts';
import { type MailboxOutlook, mailboxOutlook, type OutlookDeps } from '../outbox/mailboxOutlook.ts';
import { forecast } from '../outbox/forecast.ts';
import { messagesUntilDone } from '../outbox/pacing.ts';
import { nextOpen } from '../outbox/sendWindow.ts';
import type { Queries } from '../storage/database.ts';
import { approvedOf } from './campaignFacts.ts';
import { type CampaignCard, runningIn } from './campaigns.store.ts';

type Counts = Record<MessageStatus, number>;

export interface ProgressDeps {
  db: Queries;
  now: () => number;
  accounts: Pick<AccountUse, 'limitsOf'>;
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
    const outlook = await mailboxOutlook(outlookDeps(deps), mailbox);
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

/**
 * How long `messages` more would take from now through this mailbox: what else it sends, its rest, what it may mail in a day and
 * the hours of sending included. Null where there are none.
 */
export async function secondsToSend(
  deps: ProgressDeps,
  mailbox: string | null,
  messages: number,
  window: SendWindow | null = null,
): Promise<number | null> {
  const now = deps.now();
  if (mailbox === null) {
    const limits = { perMinute: deps.messagesPerMinute, perDay: null };
    return inSeconds(forecast({ now, messages, limits, used: [], from: now, window }), now);
  }
  const running = await runningIn(deps.db, mailbox);
  const counts = await campaignCounts(deps.db, running);
  const outlook = await mailboxOutlook(outlookDeps(deps), mailbox);
  const others = running.map((id) => unsent(counts.get(id)));
  return inSeconds(outlook.finishOf(messages === 0 ? 0 : messagesUntilDone(messages, others), window), now);
}

function outlookDeps({ db, now, accounts }: ProgressDeps): OutlookDeps {
  return { db, now, limitsOf: (mailbox) => accounts.limitsOf(mailbox) };
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
  const window = approvedOf(card)?.sending?.window ?? null;
  const end = outlook?.finishOf(messages, window) ?? null;
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
    perMinute: outlook?.limits.perMinute ?? deps.messagesPerMinute,
    finishesAt: end === null ? null : new Date(end).toISOString(),
    restingUntil: restingUntil === null ? null : new Date(restingUntil).toISOString(),
    perDay: outlook?.limits.perDay ?? null,
    waiting: messages > 0 && outlook ? waitingOf(outlook, window, now) : null,
  };
}

function unsent(counts: Counts | undefined): number {
  return (counts?.queued ?? 0) + (counts?.claimed ?? 0);
}

/** Why nothing leaves though nothing rests; where there are two reasons, the one that lasts longer. */
function waitingOf({ limits, dayFullUntil }: MailboxOutlook, window: SendWindow | null, now: number): Progress['waiting'] {
  const reasons = [
    { until: dayFullUntil ?? 0, reason: `This mailbox has reached the ${limits.perDay} recipients it may mail in a day.` },
    { until: window === null ? 0 : nextOpen(window, now), reason: 'The hours of sending are over for now.' },
  ];
  const last = reasons.filter(({ until }) => until > now).toSorted((a, b) => b.until - a.until)[0];
  return last === undefined ? null : { reason: last.reason, until: new Date(last.until).toISOString() };
}
