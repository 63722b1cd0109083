/** A moment as people read it, in a time zone: `23 November 2026, 09:30 (Europe/Berlin)`. */
export function shownTime(at: number, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(shown.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts['day']} ${parts['month']} ${parts['year']}, ${parts['hour']}:${parts['minute']} (${timeZone})`;
}
