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
import { Scheduled } from './Scheduled.tsx';
import { Sending } from './Sending.tsx';

export interface CampaignViewProps {
  id: string;
  onLeave: () => void;
  onNew: () => void;
  /** Opens a draft. */
  onDraft: (id: string) => void;
  onMailboxes: () => void;
}

export function CampaignView({ id, onLeave, onNew, onDraft, onMailboxes }: CampaignViewProps) {
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
  const shown = { campaign: summary, moved: watched.moved, onChange: watched.accept, onLeave };
  if (summary.status === 'scheduled') return <Scheduled {...shown} />;
  if (isEnded(summary)) return <Result {...shown} onNew={onNew} onDraft={onDraft} />;
  return <Sending {...shown} live={watched.live} onMailboxes={onMailboxes} />;
}

function isEnded({ status }: CampaignSummary): boolean {
  return status === 'finished' || status === 'cancelled';
}

/** Nothing changes any more, not even a mail that was on its way when the rest was cancelled, or one in doubt that is found. */
function isOver(summary: CampaignSummary): boolean {
  const { queued, sending, unknown } = summary.progress;
  return isEnded(summary) && queued + sending + unknown === 0;
}

/** Watches as long as something can change: once more where an ended one goes on. */
function useWatched(id: string) {
  const call = useCallClient();
  const [summary, setSummary] = useState<CampaignSummary | null>(null);
  const [opened, setOpened] = useState<CampaignSummary['status'] | null>(null);
  const [live, setLive] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const over = summary !== null && isOver(summary);
  if (summary !== null && opened === null) setOpened(summary.status);
  useEffect(() => {
    if (over) return undefined;
    const stop = new AbortController();
    void watchCampaign(call, id, { onSummary: setSummary, onLive: setLive, onEnd: setFailure }, stop.signal);
    return () => stop.abort();
  }, [call, id, over]);
  const moved = summary !== null && opened !== null && summary.status !== opened;
  return { summary, live, failure, accept: setSummary, moved };
}
