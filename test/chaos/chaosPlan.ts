/** What goes wrong when: all of it follows from the seed. Moments are counted in mails that were taken, not in seconds. */
import type { Fault } from '../../server/sandbox/faults.ts';
import type { Chance } from '../simulation/seededChance.ts';

export type Mischief =
  | { kind: 'kill'; afterMs: number }
  | { kind: 'fault'; name: string; route: string; fault: Fault; times: number }
  | { kind: 'lock'; forMs: number }
  | { kind: 'diskFull'; forMs: number }
  | { kind: 'endAccess' };

export type Planned = Mischief & {
  /** It happens when so many mails were taken. */
  at: number;
};

export interface Limits {
  /** The server's time-out of one send, which slow answers stay below or go beyond. */
  sendTimeoutMs: number;
  disk: boolean;
  access: boolean;
}

const BUSY = { 'retry-after': '1' };
const REFUSED = { error: { code: 'ErrorInvalidRecipients', message: 'At least one recipient is not valid., Scripted.' } };
const DRAFTS = 'POST /v1.0/me/messages';

type Faulty = Omit<Extract<Mischief, { kind: 'fault' }>, 'kind'>;

/** Of the faults that leave doubt each hits one mail, so that the doubts can be counted. */
function faultsOf(chance: Chance, sendTimeoutMs: number): Faulty[] {
  const send = (name: string, fault: Fault, times = 1): Faulty => ({ name, route: 'send', fault, times });
  const draft = (name: string, fault: Fault): Faulty => ({ name, route: DRAFTS, fault, times: 1 });
  return [
    send('429 storm', { status: 429, headers: BUSY }, chance.int(4, 8)),
    send('503 with Retry-After', { status: 503, headers: BUSY }, 2),
    send('503 without', { status: 503 }),
    send('504 after accepting', { status: 504, taken: true }),
    send('502', { status: 502 }),
    send('reset before accepting', { cut: 'before' }),
    send('reset after accepting', { cut: 'after' }),
    send('slow answers', { delayMs: Math.round(sendTimeoutMs / 4) }, 3),
    send('answer after the time-out', { delayMs: sendTimeoutMs + 500 }),
    send('400', { status: 400, body: REFUSED }),
    send('reset before accepting, late', { cut: 'before', delayMs: 200 }),
    draft('draft: 503', { status: 503, headers: BUSY }),
    draft('draft: 429', { status: 429, headers: BUSY }),
    draft('draft: reset after it was made', { cut: 'after' }),
    draft('draft: reset before it was made', { cut: 'before' }),
  ];
}

function kindsOf(chance: Chance, limits: Limits): Mischief[] {
  return [
    ...faultsOf(chance, limits.sendTimeoutMs).map((each): Mischief => ({ kind: 'fault', ...each })),
    // Shorter than the time-out: a process that waits for the lock hears nothing else meanwhile.
    { kind: 'lock', forMs: chance.int(100, Math.round(limits.sendTimeoutMs * 0.45)) },
    ...(limits.disk ? [{ kind: 'diskFull' as const, forMs: chance.int(300, 1200) }] : []),
    ...(limits.access ? [{ kind: 'endAccess' as const }, { kind: 'endAccess' as const }] : []),
  ];
}

/** Long runs meet every kind at least once, short ones a few of them. Kills come last at the same moment. */
export function chaosPlan(chance: Chance, asked: { mails: number; kills: number; faults: boolean }, limits: Limits): Planned[] {
  const moment = (): number => chance.int(1, Math.max(1, Math.floor(asked.mails * 0.85)));
  const kinds = shuffled(chance, kindsOf(chance, limits));
  const wanted = asked.mails >= 200 ? Math.max(kinds.length, Math.round(asked.mails / 25)) : Math.round(asked.mails / 6);
  const mischiefs = asked.faults ? Array.from({ length: wanted }, (_, i) => kinds[i % kinds.length] ?? []).flat() : [];
  const kills = Array.from({ length: asked.kills }, (): Mischief => ({ kind: 'kill', afterMs: chance.int(0, 25) }));
  return [...mischiefs, ...kills].map((each) => ({ ...each, at: moment() })).toSorted((one, other) => one.at - other.at);
}

function shuffled<T>(chance: Chance, list: readonly T[]): T[] {
  return list
    .map((each) => ({ each, key: chance.next() }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ each }) => each);
}
