/** When a merge leaves, as a person chose it: now, or at a time of their own clock. Pure; the clock comes from outside. */
import type { SendingPlan, SendWindow } from '../../shared/api/pace.ts';
import { formatAbout, formatDuration, formatTime, formatWhen } from '../ui/format.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { whenTexts } from '../ui/texts/whenTexts.ts';

/** As the fields hold them: `2026-03-05` and `09:00`; empty while they are being typed. */
export interface Later {
  date: string;
  time: string;
}

export type Start = { kind: 'now' } | { kind: 'unfinished' } | { kind: 'passed' } | { kind: 'later'; at: string };

const WORK_BEGINS = 9;
const MINUTE_MS = 60_000;
const DAY_SECONDS = 86_400;

/** The next weekday's morning: what most people mean by "later". */
export function suggestedTime(now: number): Later {
  const day = new Date(now);
  day.setHours(WORK_BEGINS, 0, 0, 0);
  while (day.getTime() <= now || day.getDay() === 0 || day.getDay() === 6) day.setDate(day.getDate() + 1);
  return { date: dateOf(day), time: '09:00' };
}

/** The local date as a date field writes it. */
export function dateOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function startOf(later: Later | null, now: number): Start {
  if (later === null) return { kind: 'now' };
  const at = new Date(`${later.date}T${later.time}`);
  if (later.date === '' || later.time === '' || Number.isNaN(at.getTime())) return { kind: 'unfinished' };
  return at.getTime() <= now ? { kind: 'passed' } : { kind: 'later', at: at.toISOString() };
}

/** What is chosen, in the one line that is there while everything else is folded away. */
export function whenLine(sending: SendingPlan, start: Start, now: number): string {
  const parts = [
    // Later, but no time yet: "now" would not be true.
    start.kind === 'later' ? formatWhen(start.at, now) : start.kind === 'now' ? whenTexts.now : '…',
    sending.window === null ? null : hoursLine(sending.window),
    sending.timeColumn === null ? null : whenTexts.perRow(sending.timeColumn),
  ].filter((part) => part !== null);
  return parts.join(' · ');
}

export function hoursLine({ days, from, to }: SendWindow): string {
  return whenTexts.hours(daysLine(days), clock(from), clock(to));
}

/** `17:00` as the person's own clocks show it. */
function clock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return formatTime(new Date(2026, 0, 1, hour, minute));
}

/** `Mo–Fr`, `Mo, We–Fr`, `every day`. */
export function daysLine(days: readonly number[]): string {
  if (new Set(days).size === 7) return whenTexts.everyDay;
  const runs: number[][] = [];
  for (const day of days.toSorted((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined) => whenTexts.shortDays[(day ?? 1) - 1] ?? '';
  return runs.map((run) => (run.length > 1 ? `${name(run[0])}–${name(run.at(-1))}` : name(run[0]))).join(', ');
}

/**
 * When the last mail will have left. `seconds` counts from now, with hours and daily numbers; for another start it holds only
 * where neither hours nor times of rows shift it.
 */
export function doneLine(seconds: number | null, sending: SendingPlan, start: Start, now: number): string | null {
  const shifted = sending.window !== null || sending.timeColumn !== null;
  if (start.kind === 'later') {
    const starts = formatWhen(start.at, now);
    if (shifted || seconds === null || seconds < 60) return whenTexts.starts(starts);
    return whenTexts.startsDone(starts, formatAbout(endOf(Date.parse(start.at), seconds), Date.parse(start.at)));
  }
  if (seconds === null || start.kind !== 'now') return null;
  if (seconds < 60) return mergeTexts.send.durationShort;
  const done = formatAbout(endOf(now, seconds), now);
  if (shifted || seconds >= DAY_SECONDS) return whenTexts.done(done);
  return whenTexts.doneAfter(done, formatDuration(seconds));
}

/** `seconds` after `start`, to the full minute: seconds would only flicker. */
export function endOf(start: number, seconds: number): string {
  return new Date(Math.ceil((start + seconds * 1000) / MINUTE_MS) * MINUTE_MS).toISOString();
}
