/** How far campaigns are, read from their rows, and when they will be done at the present pace. */
import type { Progress } from '../../shared/api/campaigns.ts';
import { PLAIN_SENDING, type SendingPlan, type SendWindow } from '../../shared/api/pace.ts';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { AccountUse, MailboxLimits } from '../accounts/accountUse.ts';
import { campaignCounts } from '../outbox/campaignRows.ts';
import { ownTimes } from '../outbox/lateRows.ts';
import { type MailboxOutlook, mailboxOutlook, type OutlookDeps } from '../outbox/mailboxOutlook.ts';
import { forecast } from '../outbox/forecast.ts';
import { messagesUntilDone } from '../outbox/pacing.ts';
import { outsideWait } from '../outbox/outsideWait.ts';
import { nextOpen } from '../outbox/sendWindow.ts';
import type { Queries } from '../storage/database.ts';
import { approvedOf } from './campaignFacts.ts';
import { type CampaignCard, runningIn } from './campaigns.store.ts';

type Counts = Record<MessageStatus, number>;

export interface ProgressDeps {
  db: Queries;
  now: () => number;
  accounts: Pick<AccountUse, 'limitsOf' | 'find'>;
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
  const sending = new Map<string, { campaigns: string[]; outlook: MailboxOutlook }>();
  for (const mailbox of new Set(cards.filter(isSending).flatMap((card) => card.mailbox ?? []))) {
    const outlook = await mailboxOutlook(outlookDeps(deps), mailbox);
    sending.set(mailbox, { campaigns: await runningIn(deps.db, mailbox), outlook });
  }
  // While a draft is being approved its rows are there already, and nothing of it counts yet.
  const started = cards.filter(({ status }) => status !== 'draft').map(({ id }) => id);
  const counts = await campaignCounts(deps.db, [
    ...new Set([...started, ...[...sending.values()].flatMap(({ campaigns }) => campaigns)]),
  ]);
  const all = new Map<string, Progress>();
  const limitsOf = limitsOfCards(deps);
  for (const card of cards) {
    const mine = counts.get(card.id);
    const mailbox = sending.get(card.mailbox ?? '');
    const others = (mailbox?.campaigns ?? []).filter((id) => id !== card.id).map((id) => unsent(counts.get(id)));
    const ahead = await aheadOf(deps, card, unsent(mine), others, mailbox?.outlook);
    all.set(card.id, progressFrom(mine, ahead, ahead.outlook?.limits ?? (await limitsOf(card)), deps));
  }
  return all;
}

/** Of cards that nothing lies ahead of: what the mailbox is held to that they go, or went, out through. Each is asked once. */
function limitsOfCards({ accounts }: ProgressDeps): (card: CampaignCard) => Promise<MailboxLimits | undefined> {
  const asked = new Map<string, Promise<MailboxLimits | undefined>>();
  const ask = async ({ mailbox, account_id: id, user_id: userId }: CampaignCard): Promise<MailboxLimits | undefined> => {
    const through = mailbox ?? (id === null ? undefined : (await accounts.find(userId, id))?.mailbox);
    return through === undefined ? undefined : accounts.limitsOf(through);
  };
  return (card) => {
    const key = card.mailbox ?? card.account_id ?? '';
    const limits = asked.get(key) ?? ask(card);
    asked.set(key, limits);
    return limits;
  };
}

/** What lies ahead of a campaign; times are milliseconds since 1970. */
interface Ahead {
  outlook: MailboxOutlook | undefined;
  end: number | null;
  waiting: { until: number; reason: string } | null;
}

async function aheadOf(
  deps: ProgressDeps,
  card: CampaignCard,
  messages: number,
  others: readonly number[],
  here: MailboxOutlook | undefined,
): Promise<Ahead> {
  const sending = approvedOf(card)?.sending ?? PLAIN_SENDING;
  const now = deps.now();
  if (card.status === 'scheduled' && card.mailbox !== null) {
    const start = Math.max(now, card.start_at ?? now);
    const then = await mailboxOutlook({ ...outlookDeps(deps), now: () => start }, card.mailbox);
    const atPace = then.finishOf(messages, sending.window);
    return { outlook: then, end: noSooner(atPace, await ownTimesOf(deps, card, sending)), waiting: null };
  }
  // A paused campaign shows the rest of its mailbox, but no end.
  const outlook = isSending(card) ? here : undefined;
  if (card.status !== 'running' || outlook === undefined || messages === 0) return { outlook, end: null, waiting: null };
  const own = await ownTimesOf(deps, card, sending);
  const atPace = outlook.finishOf(messagesUntilDone(messages, others), sending.window);
  const outside = await outsideWait(deps.db, {
    campaignId: card.id,
    tenant: outlook.limits.tenant,
    sender: approvedOf(card)?.from ?? '',
    now,
  });
  // What follows is limited by that number too: it will not be done before this.
  const end = atPace === null || outside === null ? atPace : atPace + outside - now;
  const waits = { own: own?.next ?? 0, outside: outside ?? 0 };
  return { outlook, end: noSooner(end, own), waiting: waitingFor(outlook, sending.window, waits, now) };
}

type OwnTimes = Awaited<ReturnType<typeof ownTimes>> | null;

async function ownTimesOf({ db, now }: ProgressDeps, { id }: CampaignCard, { timeColumn }: SendingPlan): Promise<OwnTimes> {
  return timeColumn === null ? null : ownTimes(db, id, now());
}

function noSooner(end: number | null, own: OwnTimes): number | null {
  return end === null ? null : Math.max(end, own?.last ?? 0);
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

function isSending(card: CampaignCard): boolean {
  return card.status === 'running' || card.status === 'paused';
}

function progressFrom(
  counts: Counts | undefined,
  { outlook, end, waiting }: Ahead,
  limits: MailboxLimits | undefined,
  deps: ProgressDeps,
): Progress {
  const n = (status: MessageStatus): number => counts?.[status] ?? 0;
  return {
    total: Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0),
    queued: n('queued'),
    sending: n('claimed') + n('submitting'),
    accepted: n('accepted'),
    rejected: n('rejected'),
    unknown: n('unknown'),
    skipped: n('skipped'),
    cancelled: n('cancelled'),
    perMinute: limits?.perMinute ?? deps.messagesPerMinute,
    finishesAt: timeOf(end),
    restingUntil: timeOf(outlook?.restingUntil ?? null),
    perDay: limits?.perDay ?? null,
    waiting: waiting && { reason: waiting.reason, until: new Date(waiting.until).toISOString() },
  };
}

function timeOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString();
}

function unsent(counts: Counts | undefined): number {
  return (counts?.queued ?? 0) + (counts?.claimed ?? 0);
}

const OUTSIDE_FULL = 'The organisation of this mailbox has reached the number of outside recipients it may mail in a day.';

/** Why nothing leaves though nothing rests; where there are several reasons, the one that lasts longest. */
function waitingFor(
  { limits, dayFullUntil }: MailboxOutlook,
  window: SendWindow | null,
  until: { own: number; outside: number },
  now: number,
): Ahead['waiting'] {
  const reasons = [
    { until: dayFullUntil ?? 0, reason: `This mailbox has reached the ${limits.perDay} recipients it may mail in a day.` },
    { until: window === null ? 0 : nextOpen(window, now), reason: 'The hours of sending are over for now.' },
    { until: until.own, reason: 'The next mail has a send time of its own.' },
    { until: until.outside, reason: OUTSIDE_FULL },
  ];
  return reasons.filter(({ until }) => until > now).toSorted((a, b) => b.until - a.until)[0] ?? null;
}
