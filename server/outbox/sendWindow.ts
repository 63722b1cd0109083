/**
 * The hours within which a campaign's mails leave: while the wall clock of a time zone shows one of them. So an hour that comes
 * twice in autumn counts twice, and one that is skipped in spring not at all. Pure; times are milliseconds since 1970.
 */
import type { SendWindow } from '../../shared/api/pace.ts';
import { changeBetween, isTimeZone, noTimeZone, type OffsetAt, offsetsOf } from './wallClock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday. */
const MONDAY_MS = 4 * DAY_MS;
/** More steps of a zone's clocks than there are within the two weeks that are looked at. */
const STEPS_MAX = 20;

export interface OpenHours {
  /** The earliest moment not before `at` that is inside. */
  nextOpen(at: number): number;
  /** The first moment after `at`, which is inside, that is outside; a week after it where there is none before. */
  closesAt(at: number): number;
}

/** @throws Error where the window is none; checkWindow tells before. */
export function nextOpen(window: SendWindow, at: number): number {
  return openHours(window).nextOpen(at);
}

/** What is wrong with a window, as a sentence; null: nothing. */
export function checkWindow(window: SendWindow): string | null {
  if (!isTimeZone(window.timeZone)) return noTimeZone(window.timeZone);
  // 24:00 is 00:00 of the next day; only from 00:00 to 24:00 is a whole day between them.
  if (window.from === window.to || (window.from === '24:00' && window.to === '00:00'))
    return 'The sending hours begin and end at the same time. For the whole day, give 00:00 to 24:00.';
  return null;
}

/** For many questions about one window: the zone is read once. */
export function openHours(window: SendWindow): OpenHours {
  const problem = checkWindow(window);
  if (problem !== null) throw new Error(problem);
  const offsetAt = offsetsOf(window.timeZone);
  const week = weekOf(window);
  return {
    nextOpen: (at) => search(at, offsetAt, (wall) => wall + untilOpen(week, wall)),
    closesAt: (at) =>
      Math.min(
        at + WEEK_MS,
        search(at, offsetAt, (wall) => wall + untilClosed(week, wall)),
      ),
  };
}

/**
 * The earliest moment not before `at` of which `next` says that its wall time is one. `next` answers the first such wall time
 * from a wall time on, as if the clock were never set; where it is set in between, the search begins anew from there.
 */
function search(at: number, offsetAt: OffsetAt, next: (wall: number) => number): number {
  let from = at;
  for (let i = 0; i < STEPS_MAX; i += 1) {
    const offset = offsetAt(from);
    const found = next(from + offset) - offset;
    if (offsetAt(found) === offset) return found;
    from = changeBetween(offsetAt, from, found);
  }
  throw new Error(`The clock is set too often after ${at}.`);
}

/** The openings of a week, in milliseconds after Monday 00:00. */
interface Week {
  opens: readonly number[];
  length: number;
}

function weekOf({ days, from, to }: SendWindow): Week {
  const start = timeOfDay(from);
  const length = ((timeOfDay(to) - start + DAY_MS - 1) % DAY_MS) + 1;
  return { opens: days.map((day) => (day - 1) * DAY_MS + start), length };
}

function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** Milliseconds; 0 while it is open. */
function untilOpen({ opens, length }: Week, wall: number): number {
  const at = sinceMonday(wall);
  if (opens.some((open) => modulo(at - open) < length)) return 0;
  return Math.min(...opens.map((open) => modulo(open - at)));
}

/** Milliseconds until none of the openings lasts any more: one may go over into the next. 0 while it is closed. */
function untilClosed({ opens, length }: Week, wall: number): number {
  const at = sinceMonday(wall);
  let open = 0;
  // Each round goes on to the end of an opening, and there are at most seven in a week.
  for (let i = 0; i <= opens.length && open < WEEK_MS; i += 1) {
    const left = opens.map((start) => length - modulo(at + open - start)).filter((ms) => ms > 0);
    if (left.length === 0) return open;
    open += Math.max(...left);
  }
  return WEEK_MS;
}

function sinceMonday(wall: number): number {
  return modulo(wall - MONDAY_MS);
}

function modulo(ms: number): number {
  return ((ms % WEEK_MS) + WEEK_MS) % WEEK_MS;
}
