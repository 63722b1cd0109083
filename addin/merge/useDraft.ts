/** The draft on the server and the step on the screen, together. Changes go out one after another, in order. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { changeCampaign, createCampaign, getCampaign } from '../../shared/api/campaigns.ts';
import type { Answer, FailureCode } from '../api/call.ts';
import { ownFailure } from '../api/call.ts';
import { useCallClient } from '../api/useCall.ts';
import type { PaneStorage, RememberedDraft, RememberedSubject } from '../session/paneStorage.ts';
import { DRAFT_MEMORY, SUBJECT_MEMORY } from '../session/paneStorage.ts';
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
  /**
   * When all that was asked for is answered: does again what did not reach the server, opens the draft or sends what was chosen
   * since. True where nothing is left to send.
   */
  again: () => Promise<boolean>;
}

/** Nobody refused: it never arrived, or nobody knows. */
const AWAY: readonly FailureCode[] = ['NETWORK', 'SERVER_AWAY', 'ANSWERED_BY_ANOTHER'];

/** Only a file can keep a change from being made: it was moved, altered or locked since it was chosen. */
function unread(what: WorkName): FailureCode {
  return what === 'letter' ? 'LETTER_UNREADABLE' : what === 'list' ? 'LIST_UNREADABLE' : 'ATTACHMENT_INVALID';
}

/** Whether `again` does what failed here. A letter and a list are still there to be chosen again. */
export function mayDoAgain({ work }: Wizard): boolean {
  return work.kind === 'failed' && (work.what === 'open' || (work.what === 'change' && AWAY.includes(work.failure.code)));
}

export function useDraft(draftId: string | null): DraftWork {
  const call = useCallClient();
  const { storage, newKey } = usePane();
  const [state, dispatch] = useReducer(wizard, EMPTY_WIZARD);
  const id = useRef(draftId);
  const latest = useRef<Campaign | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  /** Choices that never arrived, in their order: they go out before the next one, so that nothing is sent without them. */
  const unsent = useRef<(CampaignInput | MakeChange)[]>([]);

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

  const open = useCallback(async () => {
    if (draftId === null) return;
    dispatch({ type: 'working', what: 'open' });
    const answer = await call(getCampaign, { params: { id: draftId } });
    const remembered = storage.read(DRAFT_MEMORY) as RememberedDraft | null;
    const step = remembered?.id === draftId ? readStep(remembered.step) : firstOpenStep(answer);
    took(answer, step);
  }, [call, draftId, storage, took]);
  useEffect(() => void open(), [open]);

  useEffect(() => {
    if (!state.draft) return;
    if (state.draft.status === 'draft')
      storage.write(DRAFT_MEMORY, { id: state.draft.id, step: state.step } satisfies RememberedDraft);
    else storage.forget(DRAFT_MEMORY);
  }, [state.draft, state.step, storage]);

  const send = useCallback(
    async (body: CampaignInput): Promise<Answer<Campaign>> => {
      const answer =
        id.current === null
          ? await call(createCampaign, { body }, { idempotencyKey: newKey() })
          : await call(changeCampaign, { params: { id: id.current }, body });
      if (answer.ok) forgetSubject(storage, body.subject);
      return answer;
    },
    [call, newKey, storage],
  );
  const refresh = useCallback(async () => {
    if (id.current !== null) took(await call(getCampaign, { params: { id: id.current } }));
  }, [call, took]);
  const put = useCallback(
    async (what: WorkName, body: CampaignInput | MakeChange) => {
      dispatch({ type: 'working', what });
      const made = Promise.resolve(latest.current).then(typeof body === 'function' ? body : () => body);
      const answer = await made.then(send, (): Answer<Campaign> => ({ ok: false, failure: ownFailure(unread(what)) }));
      took(answer);
      // Started in another pane meanwhile: it is shown as what it is now.
      if (!answer.ok && answer.failure.code === 'CAMPAIGN_WRONG_STATE') await refresh();
      return answer;
    },
    [refresh, send, took],
  );
  /** What was refused is not sent a second time. */
  const putUnsent = useCallback(async () => {
    for (let next = unsent.current[0]; next !== undefined; next = unsent.current[0]) {
      const answer = await put('change', next);
      if (!answer.ok && AWAY.includes(answer.failure.code)) return false;
      unsent.current = unsent.current.slice(1);
      if (!answer.ok) return false;
    }
    return true;
  }, [put]);
  const inTurn = useCallback((act: () => Promise<boolean>) => {
    const done = queue.current.then(act);
    queue.current = done.catch(() => undefined);
    return done;
  }, []);
  const change = useCallback(
    (what: WorkName, body: CampaignInput | MakeChange) => {
      // Said at once, so that nothing is started while a change waits for its turn.
      dispatch({ type: 'working', what });
      return inTurn(async () => {
        if (what === 'change') {
          unsent.current = [...unsent.current, body];
          return putUnsent();
        }
        return (await putUnsent()) && (await put(what, body)).ok;
      });
    },
    [inTurn, put, putUnsent],
  );
  const again = useCallback(
    () =>
      inTurn(async () => {
        if (draftId !== null && latest.current === null && id.current !== null) await open();
        return putUnsent();
      }),
    [draftId, inTurn, open, putUnsent],
  );
  const reload = useCallback(async () => {
    await queue.current;
    await refresh();
  }, [refresh]);
  return { state, dispatch, change, reload, again, fresh: draftId === null };
}

/** It is on the server now, unless somebody typed on meanwhile. */
function forgetSubject(storage: PaneStorage, subject: string | undefined): void {
  const kept = storage.read(SUBJECT_MEMORY) as RememberedSubject | null;
  if (kept?.text === subject) storage.forget(SUBJECT_MEMORY);
}

function readStep(text: string): Step {
  return STEPS.find((step) => step === text) ?? 'letter';
}

function firstOpenStep(answer: Answer<Campaign>): Step {
  if (!answer.ok || answer.value.letter === null) return 'letter';
  return answer.value.list === null ? 'list' : 'check';
}
