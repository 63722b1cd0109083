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

export type MakeChange = (draft: Campaign | null) => CampaignInput | Promise<CampaignInput>;

export interface DraftWork {
  state: Wizard;
  dispatch: (action: WizardAction) => void;
  /**
   * Creates the draft with the first change, then changes it. Resolves to whether the server took it. A function is asked when
   * its turn comes, with what the server answered last: two quick choices must not be built on the same old draft.
   */
  change: (what: WorkName, body: CampaignInput | MakeChange) => Promise<boolean>;
  /** Asks the server what the draft is now. */
  reload: () => Promise<void>;
  /** True where nothing was remembered: this pane begins a merge. */
  fresh: boolean;
  /** Resolves when everything asked for so far is on the server. */
  settled: () => Promise<void>;
}

export function useDraft(draftId: string | null): DraftWork {
  const call = useCallClient();
  const { storage, newKey } = usePane();
  const [state, dispatch] = useReducer(wizard, EMPTY_WIZARD);
  const id = useRef(draftId);
  const latest = useRef<Campaign | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  /** What the server said about the draft: kept, or, where it is gone (deleted elsewhere, another user's), forgotten. */
  const took = useCallback(
    (answer: Answer<Campaign>, step?: Step) => {
      if (answer.ok) {
        latest.current = answer.value;
        id.current = answer.value.id;
        dispatch({ type: 'answered', draft: answer.value, ...(step !== undefined && { step }) });
        return;
      }
      if (answer.failure.code === 'CAMPAIGN_NOT_FOUND') {
        id.current = null;
        latest.current = null;
        storage.forget(DRAFT_MEMORY);
      }
      dispatch({ type: 'failed', failure: answer.failure });
    },
    [storage],
  );

  useEffect(() => {
    if (draftId === null) return;
    dispatch({ type: 'working', what: 'open' });
    const open = async () => {
      const answer = await call(getCampaign, { params: { id: draftId } });
      const remembered = storage.read(DRAFT_MEMORY) as RememberedDraft | null;
      const step = remembered?.id === draftId ? readStep(remembered.step) : firstOpenStep(answer);
      took(answer, step);
    };
    void open();
  }, [call, draftId, storage, took]);

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
  const refresh = useCallback(async () => {
    if (id.current !== null) took(await call(getCampaign, { params: { id: id.current } }));
  }, [call, took]);
  const change = useCallback(
    (what: WorkName, body: CampaignInput | MakeChange) => {
      // Said at once, so that nothing is started while a change waits for its turn.
      dispatch({ type: 'working', what });
      const done = queue.current.then(async () => {
        dispatch({ type: 'working', what });
        const answer = await send(typeof body === 'function' ? await body(latest.current) : body);
        took(answer);
        // Started in another pane meanwhile: it is shown as what it is now.
        if (!answer.ok && answer.failure.code === 'CAMPAIGN_WRONG_STATE') await refresh();
        return answer.ok;
      });
      queue.current = done.catch(() => undefined);
      return done;
    },
    [refresh, send, took],
  );
  const reload = useCallback(async () => {
    await queue.current;
    await refresh();
  }, [refresh]);
  const settled = useCallback(async () => {
    await queue.current;
  }, []);
  return { state, dispatch, change, reload, settled, fresh: draftId === null };
}

function readStep(text: string): Step {
  return STEPS.find((step) => step === text) ?? 'letter';
}

function firstOpenStep(answer: Answer<Campaign>): Step {
  if (!answer.ok || answer.value.letter === null) return 'letter';
  return answer.value.list === null ? 'list' : 'check';
}
