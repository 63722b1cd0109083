/** A send time as people write it into a list. Pure. */
import { momentOf, type OffsetAt, offsetsOf } from './wallClock.ts';

/** `2026-11-23T09:30`, `2026-11-23 9:30:00`, with or without `Z` or `+01:00`. */
const YEAR_FIRST =
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:T|\s+)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s*(?<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;
/** `23.11.2026 09:30`, `23.11.2026, 9:30 Uhr`. */
const DAY_FIRST =
  /^(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4}),?\s+(?:um\s+)?(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s*Uhr)?$/i;

/**
 * Milliseconds since 1970, or null where it is no time, or could be read in two ways: `11/12/2026 9:30` is in November or in
 * December, a day without a time is no moment. Without a zone of its own it is what the clocks of `timeZone` show.
 * For many times give what `offsetsOf` answered instead of the name.
 * @throws RangeError where the zone is not known.
 */
export function parseSendTime(text: string, timeZone: string | OffsetAt): number | null {
  const parts = (YEAR_FIRST.exec(text.trim()) ?? DAY_FIRST.exec(text.trim()))?.groups;
  if (!parts) return null;
  const wall = wallOf(parts);
  if (wall === null) return null;
  const zone = parts['zone'];
  return zone === undefined
    ? momentOf(wall, typeof timeZone === 'string' ? offsetsOf(timeZone) : timeZone)
    : wall - offsetIn(zone);
}

/** The time as if it were UTC; null where there is no such day or time. */
function wallOf(parts: Record<string, string | undefined>): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [
    'year',
    'month',
    'day',
    'hour',
    'minute',
    'second',
  ].map((name) => Number(parts[name] ?? 0));
  if (year < 1970 || hour > 23 || minute > 59 || second > 59) return null;
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day ? wall.getTime() : null;
}

function offsetIn(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
