/** One merge after its start: progress while it sends, results when it is over. */
import { useEffect, useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import type { Failure } from '../api/call.ts';
import { useCallClient } from '../api/useCall.ts';
import { watchCampaign } from '../api/watchCampaign.ts';
import { Problem } from '../ui/Problem.tsx';
import { Screen } from '../ui/Screen.tsx';
import { texts } from '../ui/texts/texts.ts';
import { Result } from './Result.tsx';
import { Sending } from './Sending.tsx';

export interface CampaignViewProps {
  id: string;
  onLeave: () => void;
  onNew: () => void;
  onMailboxes: () => void;
}

export function CampaignView({ id, onLeave, onNew, onMailboxes }: CampaignViewProps) {
  const watched = useWatched(id);
  if (watched.failure) {
    return (
      <Screen title={texts.product} onBack={onLeave}>
        <Problem failure={watched.failure} />
      </Screen>
    );
  }
  const { summary } = watched;
  if (!summary)
    return (
      <Screen title={texts.product} onBack={onLeave}>
        {null}
      </Screen>
    );
  if (summary.status === 'finished' || summary.status === 'cancelled') {
    return <Result campaign={summary} onLeave={onLeave} onNew={onNew} />;
  }
  return <Sending campaign={summary} live={watched.live} onChange={watched.accept} onLeave={onLeave} onMailboxes={onMailboxes} />;
}

function useWatched(id: string) {
  const call = useCallClient();
  const [summary, setSummary] = useState<CampaignSummary | null>(null);
  const [live, setLive] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const watching = {
      onSummary: (next: CampaignSummary) => {
        setSummary(next);
        // Nothing changes any more, not even a mail that was on its way when the rest was cancelled: the line is given back.
        const ended = next.status === 'finished' || next.status === 'cancelled';
        if (ended && next.progress.queued + next.progress.sending === 0) stop.abort();
      },
      onLive: setLive,
      onEnd: setFailure,
    };
    void watchCampaign(call, id, watching, stop.signal);
    return () => stop.abort();
  }, [call, id]);
  return { summary, live, failure, accept: setSummary };
}
