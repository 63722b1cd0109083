/** Paints again every so often: for sentences that tell the time. */
import { useEffect, useState } from 'react';

export function useTick(ms: number): void {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((before) => before + 1), ms);
    return () => clearInterval(timer);
  }, [ms]);
}
