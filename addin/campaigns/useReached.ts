/** Whether a moment has come; paints again when it comes. Null: it has. */
import { useEffect, useState } from 'react';
import { usePane } from '../session/usePane.ts';

/** Timers of browsers take no more milliseconds than a 32-bit number (HTML standard, “timers”). */
const LONGEST_MS = 2 ** 31 - 1;

export function useReached(iso: string | null): boolean {
  const { now } = usePane();
  const [, setLooks] = useState(0);
  const left = iso === null ? 0 : Date.parse(iso) - now();
  useEffect(() => {
    if (iso === null) return undefined;
    const timer = setTimeout(() => setLooks((before) => before + 1), Math.min(Math.max(0, Date.parse(iso) - now()), LONGEST_MS));
    return () => clearTimeout(timer);
  }, [iso, now]);
  return left <= 0;
}
