/** When a campaign will be done: at its pace, within its hours, within what its mailbox may mail in a day. Pure. */
import type { SendWindow } from '../../shared/api/pace.ts';
import { DAY_MS, spacingMs } from './pacing.ts';
import { openHours } from './sendWindow.ts';

export interface ForecastAsk {
  /** Milliseconds since 1970, as all times here. */
  now: number;
  /** Messages that leave until it is done, those of other campaigns in between included. */
  messages: number;
  /** Recipients of each, as far as they are alike; 1 where it is not given. */
  recipients?: number;
  /** `grows`: when `perDay` becomes more, in the order of time. */
  limits: { perMinute: number; perDay: number | null; grows?: readonly Growth[] };
  /** Recipients of the last 24 hours, oldest first; some may be put together under the time of the last. */
  used: readonly Used[];
  /** The earliest moment the next one may leave: a slot, or the end of a rest. */
  from: number;
  window: SendWindow | null;
}

interface Growth {
  at: number;
  perDay: number;
}

export interface Used {
  at: number;
  recipients: number;
}

/** What is sent at a stretch counts as one when it goes out of the day again: a hundredth of a day's amount, to the safe side. */
const PIECES_A_DAY = 100;
/** After so many stretches the rest is taken to go on like this. */
const STRETCHES_MAX = 20_000;

/** When the last one will have left; null where there is nothing to send, or where it never will. What its organisation may send to others is not looked at. */
export function forecast(ask: ForecastAsk): number | null {
  const { limits, messages } = ask;
  const recipients = Math.max(1, ask.recipients ?? 1);
  if (messages <= 0 || recipients > mostOf(limits)) return null;
  const hours = ask.window && openHours(ask.window);
  const day = dayOf(ask, recipients);
  const spacing = spacingMs(limits.perMinute);
  let [at, left, closes] = [Math.max(ask.now, ask.from), messages, hours ? -Infinity : Infinity];
  const begins = at;
  for (let i = 0; i < STRETCHES_MAX; i += 1) {
    if (hours && at >= closes) {
      at = hours.nextOpen(at);
      closes = hours.closesAt(at);
    }
    const room = day.room(at);
    if (room === 0) {
      at = day.nextRoom();
      continue;
    }
    const count = Math.min(left, room, fitting(closes - at, spacing));
    const last = at + (count - 1) * spacing;
    left -= count;
    if (left === 0) return last;
    day.sent(last, count);
    at = last + spacing;
  }
  return Math.round(begins + ((at - begins) * messages) / (messages - left));
}

/** Messages within so many milliseconds, the first one at once. */
function fitting(ms: number, spacing: number): number {
  return spacing === 0 || ms === Infinity ? Infinity : Math.floor((ms - 1) / spacing) + 1;
}

interface Day {
  /** Messages that may leave at `at`, of those at most a piece. */
  room(at: number): number;
  /** Where there is no room: when there will be more. */
  nextRoom(): number;
  sent(at: number, messages: number): void;
}

function mostOf({ perDay, grows = [] }: ForecastAsk['limits']): number {
  return Math.max(perDay ?? Infinity, ...grows.map((step) => step.perDay));
}

function dayOf({ limits, used }: ForecastAsk, recipients: number): Day {
  const { perDay, grows = [] } = limits;
  if (perDay === null) return { room: () => Infinity, nextRoom: () => Infinity, sent: () => undefined };
  const counted = [...used];
  let most = perDay;
  let [first, grown] = [0, 0];
  let sum = counted.reduce((all, one) => all + one.recipients, 0);
  return {
    room: (at) => {
      for (let one = counted[first]; one && one.at + DAY_MS <= at; one = counted[first]) {
        sum -= one.recipients;
        first += 1;
      }
      for (let step = grows[grown]; step && step.at <= at; step = grows[grown]) {
        most = step.perDay;
        grown += 1;
      }
      const piece = Math.max(1, Math.floor(most / PIECES_A_DAY / recipients));
      return Math.min(piece, Math.max(0, Math.floor((most - sum) / recipients)));
    },
    nextRoom: () => Math.min((counted[first]?.at ?? Infinity) + DAY_MS, grows[grown]?.at ?? Infinity),
    sent: (at, messages) => {
      counted.push({ at, recipients: messages * recipients });
      sum += messages * recipients;
    },
  };
}
