/** How long from now, as people say it; rounded up, so that nobody comes too early. Pure. */

const MINUTE_S = 60;
const HOUR_S = 3_600;

export function inWords(seconds: number): string {
  if (seconds <= 1) return 'in a second';
  if (seconds <= 2 * MINUTE_S) return `in ${seconds} seconds`;
  if (seconds <= 2 * HOUR_S) return `in ${Math.ceil(seconds / MINUTE_S)} minutes`;
  return `in ${Math.ceil(seconds / HOUR_S)} hours`;
}
