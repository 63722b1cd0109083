/** Starts or schedules with the number and the version that the person has just read: if either changed meanwhile, the server refuses and nothing is sent. */
import { useCallback } from 'react';
import { scheduleCampaign } from '../../shared/api/campaignPlan.ts';
import { startCampaign } from '../../shared/api/campaigns.ts';
import type { Failure } from '../api/call.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import type { DraftWork } from './useDraft.ts';
import type { When } from './useWhen.ts';
import type { Start } from './whenPlan.ts';

export interface StartWork {
  run: (start: Start) => void;
  busy: boolean;
  failure: Failure | null;
}

export function useStart(work: DraftWork, when: When): StartWork {
  const now = useAction(startCampaign);
  const later = useAction(scheduleCampaign);
  const { newKey } = usePane();
  const { state, dispatch, reload, again } = work;
  const run = useCallback(
    async (start: Start) => {
      if (state.step !== 'send') return;
      const { id, check, version } = state.draft;
      const proof = { recipients: check.recipients, version };
      now.dismiss();
      later.dismiss();
      // What it makes another draft is refused by the version, so that the person sees it first.
      if (!(await again())) return;
      const options = { idempotencyKey: newKey() };
      const answer =
        start.kind === 'later'
          ? await later.run({ params: { id }, body: { ...proof, at: start.at } }, options)
          : await now.run({ params: { id }, body: proof }, options);
      // Changed in another pane, or started there: the person sees what it is now before anything else.
      if (!answer.ok && answer.failure.status === 409) await reload();
      if (!answer.ok) return;
      when.choose(null);
      dispatch({ type: 'answered', draft: answer.value });
    },
    [again, dispatch, later, newKey, now, reload, state, when],
  );
  return { run: (start) => void run(start), busy: now.busy || later.busy, failure: now.failure ?? later.failure };
}
