/**
 * The heart: the whole life of one message. Its mail is made from what was read ahead → access → its slot has come →
 * `submitting`, committed right before the bytes leave → the wire → the end, committed together with the next mark. A crash at
 * any point leaves a row that says how far it got.
 */
import { type MailMessage, recipientsOf } from '../mail/message.ts';
import type { Rendered } from './campaignSide.ts';
import type { Attempt } from './attempt.ts';
import type { Submitted } from './decide.ts';
import type { Access } from './keptAccess.ts';
import type { Lane, LaneDeps } from './lane.ts';
import type { Ahead } from './lookAhead.ts';
import { takeReady } from './makeReady.ts';
import type { Weight } from './mailboxPace.ts';
import { settle } from './settle.ts';
import { submit, withoutAccess } from './submit.ts';

export type Step =
  /** There may be more to do at once. */
  { kind: 'again' } | { kind: 'wait'; until: number } | { kind: 'idle' };

type Next = Extract<Ahead, { kind: 'row' }>;

const AGAIN: Step = { kind: 'again' };

/** Sends the next message of the mailbox's campaigns, if one may leave now. The lane's lease is held. */
export async function sendNext(deps: LaneDeps, lane: Lane): Promise<Step> {
  const since = deps.now();
  const next = await lane.ahead.next();
  if (next.kind !== 'row') return next;
  await deps.pace.load(lane.mailbox);
  const early = tooEarly(deps, lane, { recipients: next.row.recipients, external: 0 });
  if (early) return early;
  const access = lane.access.kept(next.row.account_id);
  const rendered = await renderOf(deps, lane, next, access?.transport.htmlAlone ?? false);
  if (!rendered) return AGAIN;
  if (!rendered.ok) return ends(deps, lane, next, since, { kind: 'rejected', code: rendered.code, reason: rendered.reason });
  return sendMail(deps, lane, next, { message: rendered.message, access, since });
}

interface Made {
  message: MailMessage;
  /** What it was made for, where access was at hand. */
  access: Access | undefined;
  since: number;
}

async function sendMail(deps: LaneDeps, lane: Lane, next: Next, { message, access, since }: Made): Promise<Step> {
  const { row, campaignId } = next;
  if (!access) {
    const asked = await lane.access.ask(row.account_id);
    if (!asked.ok) return ends(deps, lane, next, since, withoutAccess(asked.refusal));
    access = asked.access;
  }
  const weight = weightOf(deps, lane, message, access.as.address);
  // Where it weighs what was expected its slot was asked for already, and is once more right before it leaves.
  const isHeavier = weight.recipients > row.recipients || weight.external > 0;
  const slot = isHeavier ? deps.pace.slot(lane.mailbox, 'campaign', weight) : undefined;
  if (slot?.never === true) return ends(deps, lane, next, since, NEVER);
  if (slot && slot.at > deps.now()) return { kind: 'wait', until: slot.at };
  lane.ahead.take(campaignId);
  const attempt = await submit(deps, lane, { row, message, weight }, access);
  await settle(deps, lane, row, attempt, since);
  const { outcome } = attempt;
  if (outcome.kind === 'early') return { kind: 'wait', until: outcome.until };
  // Not at once, lest the guard and what was read ahead go round in circles.
  return outcome.kind === 'withdrawn' ? { kind: 'wait', until: deps.now() } : AGAIN;
}

/** With the limits of its mailbox it would wait for ever. */
export const NEVER: Submitted & { kind: 'rejected' } = {
  kind: 'rejected',
  code: 'TOO_MANY_RECIPIENTS',
  reason:
    'This mail has more recipients than its mailbox, or its organisation, may mail in a day, so nothing was sent. ' +
    'Send it to fewer at once, or raise that number.',
};

export function weightOf(deps: LaneDeps, lane: Lane, message: Omit<MailMessage, 'markerId'>, sender: string): Weight {
  const everybody = [...message.to, ...message.cc, ...message.bcc];
  return { recipients: recipientsOf(message), external: deps.pace.externalOf(lane.mailbox, sender, everybody) };
}

function tooEarly(deps: LaneDeps, lane: Lane, weight: Weight): Step | undefined {
  const slot = deps.pace.slot(lane.mailbox, 'campaign', weight);
  // What never fits is found out about when its mail is made.
  return slot.at > deps.now() && slot.never !== true ? { kind: 'wait', until: slot.at } : undefined;
}

/** It has an end, or waits, without having been near the wire. */
async function ends(deps: LaneDeps, lane: Lane, next: Next, since: number, outcome: Submitted): Promise<Step> {
  lane.ahead.take(next.campaignId);
  const attempt: Attempt = { outcome, mark: undefined, canLookUp: false };
  await settle(deps, lane, next.row, attempt, since);
  return AGAIN;
}

/** Undefined where it cannot be made for now, or the campaign was paused because it never can. */
async function renderOf(deps: LaneDeps, lane: Lane, next: Next, htmlAlone: boolean): Promise<Rendered | undefined> {
  const { campaignId, row, render, index } = next;
  try {
    const rendered = takeReady(lane, row, htmlAlone) ?? render(index, row.id, htmlAlone);
    deps.trouble.over(campaignId);
    return rendered;
  } catch (error) {
    deps.log.error({ err: error, outboxId: row.id }, 'surprise while a mail was made');
    const verdict = deps.trouble.note(campaignId, error, deps.now());
    if (verdict.again) return undefined;
    if (await isOnlyOne(lane, campaignId)) return { ok: false, code: 'INTERNAL', reason: UNMAKEABLE };
    await deps.campaigns.pause({ campaignId }, verdict.reason);
    lane.ahead.drop();
    return undefined;
  }
}

const UNMAKEABLE = 'Something went wrong on our side whenever this mail was made. Nothing was sent to it; the others go on.';

/** A row that cannot be made must not hold up the others for ever; a letter that cannot be made must not cost its rows. */
async function isOnlyOne(lane: Lane, campaignId: string): Promise<boolean> {
  const other = lane.ahead.afterNext(campaignId);
  if (!other) return false;
  try {
    other.render(other.index, other.row.id);
    return true;
  } catch {
    return false;
  }
}
