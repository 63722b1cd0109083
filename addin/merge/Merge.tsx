/** The merge, from the letter to the button that sends. */
import type { ReactNode } from 'react';
import { useCallback, useEffect } from 'react';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { deleteCampaign, startCampaign } from '../../shared/api/campaigns.ts';
import { useAction } from '../api/useCall.ts';
import type { MailboxWish } from '../session/mailboxWish.ts';
import { DRAFT_MEMORY } from '../session/paneStorage.ts';
import type { Accounts } from '../session/useAccounts.ts';
import { useAccounts } from '../session/useAccounts.ts';
import { useAddMailbox } from '../session/useAddMailbox.tsx';
import { usePane } from '../session/usePane.ts';
import { DeleteButton } from '../ui/DeleteButton.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { CheckStep } from './CheckStep.tsx';
import { LetterStep } from './LetterStep.tsx';
import { ListStep } from './ListStep.tsx';
import { MergeFooter } from './MergeFooter.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { SendStep } from './SendStep.tsx';
import type { DraftWork } from './useDraft.ts';
import { useDraft } from './useDraft.ts';
import { mayGo, STEPS } from './wizard.ts';

export interface MergeProps {
  draftId: string | null;
  onLeave: () => void;
  onStarted: (campaignId: string) => void;
  onConnect: (wish: MailboxWish) => void;
}

export function Merge({ draftId, onLeave, onStarted, onConnect }: MergeProps) {
  const work = useDraft(draftId);
  const { state, dispatch } = work;
  const accounts = useAccounts(state.step === 'check' ? 'check' : '');
  const adding = useAddMailbox(accounts.value?.providers ?? [], onConnect);
  const start = useStart(work);
  useStarted(state.draft, onStarted);
  return (
    <Screen
      title={state.draft?.name ?? mergeTexts.merge.title}
      onBack={onLeave}
      headerEnd={state.draft ? <DeleteDraft draft={state.draft} onDeleted={onLeave} /> : null}
      focusKey={state.step}
      top={
        <Stepper
          label={mergeTexts.merge.title}
          steps={STEPS}
          names={mergeTexts.merge.steps}
          current={state.step}
          mayGo={(step) => mayGo(state.draft, step)}
          onGo={(step) => dispatch({ type: 'went', step })}
        />
      }
      footer={<MergeFooter work={work} onStart={start.run} starting={start.busy} onConnect={adding.add} />}
    >
      <StepBody work={work} accounts={accounts} onConnect={adding.add} />
      {state.work.kind === 'failed' ? <Problem failure={state.work.failure} /> : null}
      {start.failure ? <Problem failure={start.failure} /> : null}
      {adding.sheet}
    </Screen>
  );
}

interface StepBodyProps {
  work: DraftWork;
  accounts: Accounts;
  onConnect: () => void;
}

function StepBody({ work, accounts, onConnect }: StepBodyProps): ReactNode {
  const { state } = work;
  switch (state.step) {
    case 'letter':
      return <LetterStep draft={state.draft} work={work} />;
    case 'list':
      return <ListStep draft={state.draft} work={work} />;
    case 'check':
      return <CheckStep draft={state.draft} work={work} accounts={accounts} onConnect={onConnect} />;
    case 'preview':
      return <PreviewStep draft={state.draft} row={state.row} work={work} />;
    case 'send':
      return <SendStep draft={state.draft} work={work} />;
  }
}

function DeleteDraft({ draft, onDeleted }: { draft: Campaign; onDeleted: () => void }) {
  const { storage } = usePane();
  const action = useAction(deleteCampaign);
  const remove = async () => {
    const answer = await action.run({ params: { id: draft.id } });
    // Already gone is gone as well.
    if (!answer.ok && answer.failure.status !== 404) return;
    storage.forget(DRAFT_MEMORY);
    onDeleted();
  };
  return (
    <DeleteButton
      label={texts.home.deleteDraft}
      title={texts.home.deleteDraftSure(draft.name)}
      text={texts.home.deleteDraftNext}
      onDelete={() => void remove()}
    />
  );
}

/** What is no draft any more (started here, or in another window) is shown as what it is now. */
function useStarted(draft: Campaign | null, onStarted: (id: string) => void): void {
  const id = draft && draft.status !== 'draft' ? draft.id : null;
  useEffect(() => {
    if (id !== null) onStarted(id);
    // Once is enough; `onStarted` is new on every paint.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps
  }, [id]);
}

/** Starts with the number and the version that the person has just read: if either changed meanwhile, the server refuses and nothing is sent. */
function useStart(work: DraftWork) {
  const action = useAction(startCampaign);
  const { newKey } = usePane();
  const { state, dispatch, reload } = work;
  const run = useCallback(async () => {
    if (state.step !== 'send') return;
    const { id, check, version } = state.draft;
    const body = { recipients: check.recipients, version };
    const answer = await action.run({ params: { id }, body }, { idempotencyKey: newKey() });
    // Changed in another pane, or started there: the person sees what it is now before anything else.
    if (!answer.ok && answer.failure.status === 409) await reload();
    if (!answer.ok) return;
    dispatch({ type: 'answered', draft: answer.value });
  }, [action, dispatch, newKey, reload, state]);
  return { run: () => void run(), busy: action.busy, failure: action.failure };
}
