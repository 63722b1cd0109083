/** The draft on the server and the step on the screen, together. Changes go out one after another, in order. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { changeCampaign, createCampaign, getCampaign } from '../../shared/api/campaigns.ts';
import type { Answer } from '../api/call.ts';
import { useCallClient } from '../api/useCall.ts';
import type { RememberedDraft } from '../session/paneStorage.ts';
import { DRAFT_MEMORY } from '../session/paneStorage.ts';
import { usePane } from '../session/usePane.ts';
import type { Step, Wizard, WizardAction, WorkName } from './wizard.ts';
import { EMPTY_WIZARD, STEPS, wizard } from './wizard.ts';

export interface DraftWork {
  state: Wizard;
  dispatch: (action: WizardAction) => void;
  /** Creates the draft with the first change, then changes it. Resolves to whether the server took it. */
  change: (what: WorkName, body: CampaignInput) => Promise<boolean>;
  /** Resolves when everything asked for so far is on the server. */
  settled: () => Promise<void>;
}

export function useDraft(draftId: string | null): DraftWork {
  const call = useCallClient();
  const { storage, newKey } = usePane();
  const [state, dispatch] = useReducer(wizard, EMPTY_WIZARD);
  const id = useRef(draftId);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  useEffect(() => {
    if (draftId === null) return;
    dispatch({ type: 'working', what: 'open' });
    const open = async () => {
      const answer = await call(getCampaign, { params: { id: draftId } });
      const remembered = storage.read(DRAFT_MEMORY) as RememberedDraft | null;
      const step = remembered?.id === draftId ? readStep(remembered.step) : firstOpenStep(answer);
      dispatch(answer.ok ? { type: 'answered', draft: answer.value, step } : { type: 'failed', failure: answer.failure });
    };
    void open();
  }, [call, draftId, storage]);

  useEffect(() => {
    if (!state.draft) return;
    if (state.draft.status === 'draft')
      storage.write(DRAFT_MEMORY, { id: state.draft.id, step: state.step } satisfies RememberedDraft);
    else storage.forget(DRAFT_MEMORY);
  }, [state.draft, state.step, storage]);

  const send = useCallback(
    (body: CampaignInput): Promise<Answer<Campaign>> =>
      id.current === null
        ? call(createCampaign, { body }, { idempotencyKey: newKey() })
        : call(changeCampaign, { params: { id: id.current }, body }),
    [call, newKey],
  );
  const change = useCallback(
    (what: WorkName, body: CampaignInput) => {
      const done = queue.current.then(async () => {
        dispatch({ type: 'working', what });
        const answer = await send(body);
        if (answer.ok) id.current = answer.value.id;
        dispatch(answer.ok ? { type: 'answered', draft: answer.value } : { type: 'failed', failure: answer.failure });
        return answer.ok;
      });
      queue.current = done.catch(() => undefined);
      return done;
    },
    [send],
  );
  const settled = useCallback(async () => {
    await queue.current;
  }, []);
  return { state, dispatch, change, settled };
}

function readStep(text: string): Step {
  return STEPS.find((step) => step === text) ?? 'letter';
}

function firstOpenStep(answer: Answer<Campaign>): Step {
  if (!answer.ok || answer.value.letter === null) return 'letter';
  return answer.value.list === null ? 'list' : 'check';
}
