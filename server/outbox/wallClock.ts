/** What the clocks of a time zone show, with their steps in spring and autumn. Pure; times are milliseconds since 1970. */

/** How far the wall clock of a zone is ahead of UTC at a moment, in milliseconds. */
export type OffsetAt = (at: number) => number;

/** @throws RangeError where the zone is not known. Reading it takes some time: keep it while it is needed. */
export function offsetsOf(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const shown: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(at)) shown[type] = value;
    const n = (part: string): number => Number(shown[part]);
    const wall = Date.UTC(n('year'), n('month') - 1, n('day'), n('hour'), n('minute'), n('second'));
    return wall - Math.floor(at / 1000) * 1000;
  };
}

export function isTimeZone(name: string): boolean {
  try {
    offsetsOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The sentence for a name that is none. */
export function noTimeZone(name: string): string {
  return `“${name}” is not a time zone. Give its name, such as Europe/Berlin or UTC.`;
}

/**
 * When the wall clock shows `wall`, which is that time written as if it were UTC. As calendars do it (RFC 5545 3.3.5): of a
 * time that comes twice the first one, and one that is skipped as if the clock had not been set yet.
 */
export function momentOf(wall: number, offsetAt: OffsetAt): number {
  // The zone's offsets on both sides of any step nearby.
  const before = wall - offsetAt(wall - DAY_MS);
  const after = wall - offsetAt(wall + DAY_MS);
  return offsetAt(before) === wall - before ? before : offsetAt(after) === wall - after ? after : before;
}

const DAY_MS = 24 * 60 * 60_000;

/** The first moment in `(from, to]` with the offset that holds at `to`, where the offset changes once in between. */
export function changeBetween(offsetAt: OffsetAt, from: number, to: number): number {
  const later = offsetAt(to);
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === later) after = middle;
    else before = middle;
  }
  return after;
}
