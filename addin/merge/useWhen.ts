/** Whether a merge leaves now or later: kept in the pane until it is scheduled, over a closed pane too. */
import { useState } from 'react';
import type { RememberedStart } from '../session/paneStorage.ts';
import { START_MEMORY } from '../session/paneStorage.ts';
import { usePane } from '../session/usePane.ts';
import type { Later, Start } from './whenPlan.ts';
import { startOf } from './whenPlan.ts';

export interface When {
  /** Null: now. */
  later: Later | null;
  choose: (later: Later | null) => void;
  /** What that means at this moment. */
  start: () => Start;
}

export function useWhen(draftId: string | null): When {
  const { storage, now } = usePane();
  const [chosen, setChosen] = useState(() => storage.read(START_MEMORY) as RememberedStart | null);
  const later = chosen !== null && chosen.id === draftId ? { date: chosen.date, time: chosen.time } : null;
  const choose = (next: Later | null) => {
    const kept = next === null || draftId === null ? null : { id: draftId, ...next };
    setChosen(kept);
    if (kept === null) storage.forget(START_MEMORY);
    else storage.write(START_MEMORY, kept satisfies RememberedStart);
  };
  return { later, choose, start: () => startOf(later, now()) };
}
