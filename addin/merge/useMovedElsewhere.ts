/**
 * Somebody stands before the button that sends: that the same merge is started, scheduled or deleted in another pane is noticed
 * without a press. Only on that step: a browser keeps six lines to a server, and many panes may be open.
 */
import { useEffect } from 'react';
import { useCallClient } from '../api/useCall.ts';
import { watchCampaign } from '../api/watchCampaign.ts';
import type { DraftWork } from './useDraft.ts';

export function useMovedElsewhere({ state, reload }: DraftWork): void {
  const call = useCallClient();
  const id = state.step === 'send' ? state.draft.id : null;
  useEffect(() => {
    if (id === null) return undefined;
    const stop = new AbortController();
    const look = () => void reload();
    const watching = {
      onSummary: ({ status }: { status: string }) => (status === 'draft' ? undefined : look()),
      onLive: () => undefined,
      onEnd: look,
    };
    void watchCampaign(call, id, watching, stop.signal);
    return () => stop.abort();
  }, [call, id, reload]);
}
