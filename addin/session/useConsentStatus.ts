/** Whether the administrator has answered: asked calmly while it is shown, and at once when somebody comes back to this window. */
import { useEffect, useState } from 'react';
import type { ConsentStatus } from '../../shared/api/apps.ts';

/** Null where the server could not be asked just now: the next look decides. */
export type LookAtConsent = (id: string) => Promise<ConsentStatus | null>;

const LOOK_MS = 6000;

/** `look` must stay the same from paint to paint. */
export function useConsentStatus(id: string, look: LookAtConsent): ConsentStatus {
  const [status, setStatus] = useState<ConsentStatus>('open');
  // Whoever has declined may think again; the link stays good.
  const mayChange = status === 'open' || status === 'declined';
  useEffect(() => {
    if (!mayChange) return undefined;
    let wanted = true;
    const ask = async () => {
      const found = await look(id);
      if (wanted && found !== null) setStatus(found);
    };
    const askNow = () => void ask();
    askNow();
    const timer = setInterval(askNow, LOOK_MS);
    window.addEventListener('focus', askNow);
    return () => {
      wanted = false;
      clearInterval(timer);
      window.removeEventListener('focus', askNow);
    };
  }, [id, look, mayChange]);
  return status;
}
