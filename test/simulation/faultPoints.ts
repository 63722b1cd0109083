/** Every point at which a simulated world fails, by name: how likely it is, and how often it happened. */
import type { Chance } from './seededChance.ts';
import type { EventLog } from './eventLog.ts';

/** Calls of a process into its world, and how likely it dies right before and right after each: most where a message is on its way. */
const DEATHS = {
  'store read': 0.0004,
  'store write': 0.006,
  'commit of a transaction': 0.01,
  'commit of the outbox': 0.004,
  'token refresh': 0.03,
  'making a draft': 0.01,
  connecting: 0.008,
  'bytes leaving': 0.015,
  'look-up': 0.02,
  'taking out a draft': 0.1,
  timer: 0.0006,
} as const;
export type Step = keyof typeof DEATHS;
export const STEPS = Object.keys(DEATHS) as Step[];

/** Name → probability where the weather is rough, for each time the point is passed. */
const FAULTS = {
  'process dies while the answer is awaited': 0.02,
  'process frozen for a moment': 0.0015,
  'process frozen past its lease': 0.0015,
  'process frozen between the last check and the first byte': 0.02,
  'clock set forward': 0.02,
  'clock set back': 0.02,

  'store: busy': 0.004,
  'store: disk full': 0.004,
  'store: commit fails': 0.004,
  'store: committed, the answer is lost': 0.003,
  'store: slow commit': 0.03,

  'token endpoint: 503': 0.08,
  'token endpoint: 429 with Retry-After': 0.05,
  'token endpoint: unreachable': 0.05,
  'token endpoint: carried out, the answer is lost': 0.04,
  'token endpoint: refresh token refused': 0.03,

  'draft: 429': 0.02,
  'draft: 503 without Retry-After': 0.02,
  'draft: made, the answer is lost': 0.02,
  'draft deleted by its owner': 0.15,

  'bug before the bytes': 0.004,
  'bug after the bytes': 0.004,
  'connection refused': 0.02,
  'reset before the bytes': 0.02,
  'reset after the bytes, not taken': 0.015,
  'reset after the bytes, taken': 0.015,
  'time-out, never arrived': 0.01,
  'time-out, taken at once': 0.01,
  'time-out, taken at the last moment': 0.015,
  'answer: 202 with Retry-After': 0.01,
  'answer: 400': 0.01,
  'answer: 401': 0.01,
  'answer: 429 with Retry-After': 0.02,
  'answer: 429 storm': 0.006,
  'answer: 451 before the final dot': 0.015,
  'answer: 500, not taken': 0.01,
  'answer: 500, taken': 0.01,
  'answer: 502, not taken': 0.005,
  'answer: 503 with Retry-After': 0.015,
  'answer: 503, not taken': 0.01,
  'answer: 503, taken': 0.01,
  'answer: 504, not taken': 0.015,
  'answer: 504, taken': 0.02,
  'answer: quota used up': 0.0025,

  'look-up: 503': 0.08,
  'look-up: token refused': 0.05,
  'look-up: Sent Items late': 0.2,
  'draft taken out: 503': 0.15,
} as const;
export type Fault = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as Fault[];

/** What people do, and what follows from it; counted, so that a run that never came by them is no proof. */
export const MOVES = [
  'process died',
  'process started',
  'process stopped and started again',
  'second process beside a frozen one',
  'bytes arrived after their process died',
  'pause',
  'resume',
  'cancel',
  'look-up asked for',
  'decided: sent',
  'decided: send again',
  'rejected ones sent again',
  'second campaign of the mailbox',
  'single mail',
  'single mail has to wait',
  'single mail in doubt',
  'mailbox connected again',
  'look-up: found',
  'look-up: not sent, waits again',
  'draft sent again',
  'draft taken out',
] as const;
export type Move = (typeof MOVES)[number];

export type Point = Fault | Move | `death before ${Step}` | `death after ${Step}`;
export const ALL_POINTS: Point[] = [
  ...STEPS.flatMap((step): Point[] => [`death before ${step}`, `death after ${step}`]),
  ...FAULT_NAMES,
  ...MOVES,
];

export interface Points {
  /** Whether it happens now. */
  fault(name: Fault): boolean;
  death(when: 'before' | 'after', step: Step): boolean;
  count(name: Point): void;
  hits: Map<Point, number>;
  /** How rough it is: 0 nothing fails, 1 as the table says. */
  weather(rough: number): void;
}

export function faultPoints(chance: Chance, log: EventLog, only: { deaths: number; frozen: boolean; clock: number }): Points {
  const hits = new Map<Point, number>();
  let rough = 0;
  const count = (name: Point): void => void hits.set(name, (hits.get(name) ?? 0) + 1);

  function happens(name: Point, probability: number): boolean {
    if (rough === 0 || probability === 0 || !chance.of(probability * rough)) return false;
    count(name);
    log.note(`! ${name}`);
    return true;
  }

  return {
    hits,
    count,
    weather: (now) => void (rough = now),
    fault(name) {
      if (name.startsWith('process frozen') && !only.frozen) return false;
      const times = name.startsWith('clock') ? only.clock : name.startsWith('process dies') ? only.deaths : 1;
      return happens(name, FAULTS[name] * times);
    },
    death: (when, step) => happens(`death ${when} ${step}`, DEATHS[step] * only.deaths),
  };
}
