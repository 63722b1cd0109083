/** What kind of run a seed is: how rough, which grant, which people. Drawn first, so that a plan is told before anything happens. */
import { type RetryPolicy, STANDARD_RETRY } from '../../shared/api/pace.ts';
import type { Chance } from './seededChance.ts';
import type { Proof } from './simulatedWire.ts';

export interface RunPlan {
  proof: Proof;
  /** Whether each refresh token is good once. */
  rotation: 'keeps' | 'strict';
  /** Of access tokens, in true time. */
  tokenLifeMs: number;
  recipients: number;
  rough: number;
  deaths: number;
  /** Processes may be frozen, and then another one is started beside them. */
  frozen: boolean;
  clock: number;
  /** `careful` people look into Sent Items before they decide; `hasty` ones send again whatever is in doubt. */
  people: 'careful' | 'hasty' | 'away';
  perMinute: number;
  perDay: number | null;
  retry: RetryPolicy;
  /** After so long nothing fails any more, and whoever is needed to go on does their part. */
  roughMs: number;
}

const MINUTE_MS = 60_000;

export function runPlan(chance: Chance): RunPlan {
  return {
    proof: chance.pick(['draft', 'draft', 'search', 'none']),
    rotation: chance.pick(['keeps', 'keeps', 'strict']),
    tokenLifeMs: chance.pick([12 * MINUTE_MS, 25 * MINUTE_MS, 60 * MINUTE_MS]),
    recipients: chance.int(5, 30),
    rough: chance.pick([0.3, 1, 1, 2]),
    deaths: chance.pick([0, 0.5, 1, 3]),
    frozen: chance.of(0.4),
    clock: chance.pick([0, 0, 0.5, 1]),
    people: chance.pick(['careful', 'careful', 'hasty', 'away']),
    perMinute: chance.pick([28, 28, 10]),
    perDay: chance.pick([null, null, null, 25]),
    retry: chance.pick<RetryPolicy>([
      STANDARD_RETRY,
      STANDARD_RETRY,
      { ...STANDARD_RETRY, mode: 'none' },
      { ...STANDARD_RETRY, mode: 'status', statusCodes: [429, 503, 451] },
      { ...STANDARD_RETRY, countMax: 1, multiplyWait: false },
    ]),
    roughMs: chance.pick([8, 20, 45, 120]) * MINUTE_MS,
  };
}
