/** A wire between one process and the provider: what the real ones promise (mailTransport.ts), with everything that can happen on the way. */
import type { Credentials, Discarded, Doubt, LookUp, MailTransport, SendHooks } from '../../server/mail/mailTransport.ts';
import { LEASE_OVER } from '../../server/mail/leaseOver.ts';
import type { MailMessage } from '../../server/mail/message.ts';
import type { SendOutcome } from '../../server/mail/sendOutcome.ts';
import type { Attempt, Attempts } from './attempts.ts';
import type { EventLog } from './eventLog.ts';
import type { Points } from './faultPoints.ts';
import type { Chance } from './seededChance.ts';
import type { Life } from './simulatedLife.ts';
import type { SimulatedProvider } from './simulatedProvider.ts';
import type { VirtualTime } from './virtualTime.ts';
import {
  ACCEPTED,
  DRAFT_GONE,
  type Fate,
  fates,
  NOT_CONNECTED,
  RESET_BEFORE,
  STORMY,
  TIMED_OUT,
  UNAUTHORIZED,
} from './wireAnswers.ts';

export type Proof = 'draft' | 'search' | 'none';

export interface WireDeps {
  time: VirtualTime;
  chance: Chance;
  points: Points;
  log: EventLog;
  provider: SimulatedProvider;
  attempts: Attempts;
  requestTimeoutMs: number;
  /** Longer than any lease. */
  longFreezeMs: number;
  mailboxOf: (address: string) => string;
  /** The first byte is about to leave. */
  leaves: (attempt: Attempt) => void;
  /** Whether a mail shows up in Sent Items. */
  lookFor: (marker: string) => boolean;
}

export function simulatedWire(deps: WireDeps, life: Life, proof: Proof): MailTransport {
  const send = (message: MailMessage, as: Credentials, hooks: SendHooks = {}): Promise<SendOutcome> =>
    proof === 'draft' ? viaDraft(deps, life, message, as, hooks) : transmit(deps, life, message, as, hooks, null);
  if (proof === 'none') return { send };
  const reading = { send, lookUp: (doubt: Doubt, as: Credentials) => life.step('look-up', () => lookUp(deps, proof, doubt, as)) };
  if (proof === 'search') return reading;
  return { ...reading, discard: (draftId, as, mayDelete) => discard(deps, life, { draftId, as, mayDelete }) };
}

async function viaDraft(
  deps: WireDeps,
  life: Life,
  message: MailMessage,
  as: Credentials,
  hooks: SendHooks,
): Promise<SendOutcome> {
  if (hooks.draftId !== undefined) {
    deps.points.count('draft sent again');
    return transmit(deps, life, message, as, hooks, hooks.draftId);
  }
  if (hooks.mayWrite?.() === false) return LEASE_OVER;
  const made = await life.step('making a draft', () => makeDraft(deps, message, as));
  return typeof made === 'string' ? transmit(deps, life, message, as, hooks, made) : made;
}

async function makeDraft(deps: WireDeps, message: MailMessage, as: Credentials): Promise<string | SendOutcome> {
  const { points, chance, provider } = deps;
  await passing(deps, chance.wait(30, 900));
  if (!provider.letsIn(as.accessToken)) return UNAUTHORIZED;
  if (points.fault('draft: 429')) return STORMY(chance.wait(1_000, 60_000));
  const unclear: SendOutcome = { kind: 'later', code: 'HTTP_503', reason: 'Nobody knows whether the draft was made.' };
  if (points.fault('draft: 503 without Retry-After')) return unclear;
  const id = provider.makeDraft(deps.mailboxOf(as.address), message.markerId);
  return points.fault('draft: made, the answer is lost') ? unclear : id;
}

async function transmit(
  deps: WireDeps,
  life: Life,
  message: MailMessage,
  as: Credentials,
  hooks: SendHooks,
  draftId: string | null,
): Promise<SendOutcome> {
  const { points, time, attempts } = deps;
  if (points.fault('bug before the bytes')) throw new Error('a bug before the first byte');
  const { markerId: marker, to } = message;
  const attempt = attempts.begin({
    marker,
    to: to[0] ?? '',
    mailbox: deps.mailboxOf(as.address),
    draftId,
    life,
    marked: time.real(),
  });
  await hooks.beforeBytes?.(draftId === null ? {} : { draftId });
  attempt.granted = true;
  const hindered = await life.step('connecting', () => connect(deps));
  if (hindered) return hindered;
  return write(deps, life, { attempt, message, as, hooks, draftId });
}

async function connect(deps: WireDeps): Promise<SendOutcome | undefined> {
  if (deps.chance.of(0.1)) await passing(deps, deps.chance.wait(20, 3_000));
  if (deps.points.fault('connection refused')) return NOT_CONNECTED;
  return deps.points.fault('reset before the bytes') ? RESET_BEFORE : undefined;
}

interface Writing {
  attempt: Attempt;
  message: MailMessage;
  as: Credentials;
  hooks: SendHooks;
  draftId: string | null;
}

/** The check and the first byte are one turn of the process; what freezes exactly between them is the window that remains. */
async function write(deps: WireDeps, life: Life, writing: Writing): Promise<SendOutcome> {
  const bytes = (): Promise<SendOutcome> | SendOutcome => {
    if (writing.hooks.mayWrite?.() === false) return LEASE_OVER;
    return inWindow(deps, life, writing) ?? travel(deps, life, writing);
  };
  if (!deps.points.fault('bug after the bytes')) return life.step('bytes leaving', bytes);
  void life.step('bytes leaving', bytes);
  throw new Error('a bug after the first byte');
}

/** Undefined: it is not frozen there. */
function inWindow(deps: WireDeps, life: Life, writing: Writing): Promise<SendOutcome> | undefined {
  if (!deps.points.fault('process frozen between the last check and the first byte')) return undefined;
  writing.attempt.window = true;
  life.freeze(deps.longFreezeMs + deps.chance.wait(1_000, 600_000));
  return new Promise((resolve) => life.deliver(() => resolve(travel(deps, life, writing))));
}

/** From here on nothing depends on the process: bytes that left arrive, whatever becomes of it. */
async function travel(deps: WireDeps, life: Life, writing: Writing): Promise<SendOutcome> {
  const { attempt } = writing;
  attempt.left = deps.time.real();
  deps.leaves(attempt);
  deps.log.note(`${life.name}: the bytes of ${attempt.marker} leave`);
  const fate = fateOf(deps);
  if (deps.points.fault('process dies while the answer is awaited')) deps.time.after(deps.chance.wait(1, 900), () => life.die());
  const arrives = fate.taken === 'late' ? deps.requestTimeoutMs - deps.chance.int(1, 50) : deps.chance.wait(20, 900);
  const answers = arrives + deps.chance.wait(20, 900);
  const outcome = after(deps, arrives, () => arrive(deps, life, writing, fate));
  const gaveUp = after(deps, deps.requestTimeoutMs, () => TIMED_OUT);
  if (fate.answer === null || answers >= deps.requestTimeoutMs) return gaveUp;
  await passing(deps, answers);
  return outcome;
}

/** Decided when the request leaves, so that the same seed gives the same run whatever the process does meanwhile. */
function fateOf(deps: WireDeps): Fate {
  const waitMs = deps.chance.wait(1_000, 300_000);
  const met = fates(waitMs).find(([fault]) => deps.points.fault(fault));
  if (met) return met[1];
  if (deps.points.fault('answer: 429 storm')) deps.provider.stormUntil = deps.time.real() + deps.chance.wait(60_000, 900_000);
  return { taken: 'yes', answer: ACCEPTED };
}

function arrive(deps: WireDeps, life: Life, { attempt, message, as, draftId }: Writing, fate: Fate): SendOutcome {
  const { provider, time, points } = deps;
  if (life.state === 'dead') points.count('bytes arrived after their process died');
  if (!provider.letsIn(as.accessToken)) return UNAUTHORIZED;
  if (time.real() < provider.stormUntil) return STORMY(deps.chance.wait(2_000, 30_000));
  if (fate.taken !== 'no') {
    const mail = { marker: message.markerId, to: attempt.to, mailbox: attempt.mailbox, draftId };
    attempt.taken = provider.take(mail);
    if (!attempt.taken) return DRAFT_GONE;
  } else if (draftId !== null && provider.draft(draftId)?.state !== 'draft') return DRAFT_GONE;
  const sent = fate.answer ?? TIMED_OUT;
  return sent.kind === 'accepted' && draftId !== null ? { ...sent, providerId: draftId, idKind: 'immutable' } : sent;
}

async function lookUp(deps: WireDeps, proof: Proof, doubt: Doubt, as: Credentials): Promise<LookUp> {
  const { points, provider } = deps;
  await passing(deps, deps.chance.wait(30, 900));
  if (points.fault('look-up: 503')) return { kind: 'open', reason: 'The mailbox cannot be read now.', waitMs: 30_000 };
  if (!provider.letsIn(as.accessToken) || points.fault('look-up: token refused')) return { kind: 'open', reason: 'Not let in.' };
  return proof === 'draft' && doubt.draftId !== null ? atDraft(deps, doubt.draftId) : inSentItems(deps, doubt.markerId);
}

function atDraft({ points, provider }: WireDeps, id: string): LookUp {
  if (provider.draft(id)?.state === 'draft' && points.fault('draft deleted by its owner')) provider.deleteDraft(id);
  switch (provider.draft(id)?.state) {
    case 'sent':
      return { kind: 'sent', providerId: id, idKind: 'immutable' };
    case 'draft':
      return { kind: 'notSent' };
    default:
      return { kind: 'unclear', code: 'DRAFT_GONE', reason: 'Its draft is gone.' };
  }
}

interface Discarding {
  draftId: string;
  as: Credentials;
  mayDelete: () => Promise<boolean>;
}

/** Two requests, and what the process does in between. */
async function discard(deps: WireDeps, life: Life, { draftId, as, mayDelete }: Discarding): Promise<Discarded> {
  const { points, provider } = deps;
  const busy = async (): Promise<Discarded | undefined> => {
    await passing(deps, deps.chance.wait(30, 900));
    const isOut = !provider.letsIn(as.accessToken) || points.fault('draft taken out: 503');
    return isOut ? { kind: 'open', reason: 'Not now.' } : undefined;
  };
  const seen = await life.step('look-up', async () => (await busy()) ?? provider.draft(draftId)?.state);
  if (typeof seen === 'object') return seen;
  if (seen !== 'draft') return seen === 'sent' ? { kind: 'kept', reason: 'It was sent.' } : { kind: 'discarded' };
  if (!(await mayDelete())) return { kind: 'kept', reason: 'It may be sent again.' };
  return life.step('taking out a draft', async () => {
    const hindered = await busy();
    if (hindered) return hindered;
    points.count('draft taken out');
    provider.discardDraft(draftId);
    return { kind: 'discarded' };
  });
}

function inSentItems({ points, lookFor }: WireDeps, marker: string): LookUp {
  if (points.fault('look-up: Sent Items late') || !lookFor(marker)) return { kind: 'open', reason: 'Not in Sent Items.' };
  return { kind: 'sent', providerId: `item-${marker}`, idKind: 'immutable' };
}

const passing = ({ time }: WireDeps, ms: number): Promise<void> => new Promise((resolve) => void time.after(ms, resolve));

function after<T>({ time }: WireDeps, ms: number, what: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    time.after(ms, () => {
      try {
        resolve(what());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}
