/** True only after `on` has been true for a while: no spinner for what takes a blink. */
import { useEffect, useState } from 'react';

const PATIENCE_MS = 300;

export function useDelayed(on: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return undefined;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [on]);
  return on && late;
}
