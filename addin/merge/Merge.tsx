/** The merge, from the letter to the button that sends. */
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { deleteCampaign } from '../../shared/api/campaigns.ts';
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
import { LeftBehind } from './LeftBehind.tsx';
import { LetterChanged } from './LetterChanged.tsx';
import { LetterStep } from './LetterStep.tsx';
import { ListStep } from './ListStep.tsx';
import { MergeFooter } from './MergeFooter.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { SendStep } from './SendStep.tsx';
import type { DraftWork } from './useDraft.ts';
import { mayDoAgain, useDraft } from './useDraft.ts';
import type { LetterWork } from './useLetter.ts';
import { useLetter } from './useLetter.ts';
import { useMovedElsewhere } from './useMovedElsewhere.ts';
import { useStart } from './useStart.ts';
import type { When } from './useWhen.ts';
import { useWhen } from './useWhen.ts';
import { isUnopened, keptName, mayGo, STEPS } from './wizard.ts';

export interface MergeProps {
  draftId: string | null;
  onLeave: () => void;
  onStarted: (campaignId: string) => void;
  onConnect: (wish: MailboxWish) => void;
}

export function Merge({ draftId, onLeave, onStarted, onConnect }: MergeProps) {
  const work = useDraft(draftId);
  const { state, dispatch } = work;
  const accounts = useAccounts(state.step === 'check' || state.step === 'send' ? state.step : '');
  const adding = useAddMailbox(accounts.value?.providers ?? [], onConnect);
  const letter = useLetter(work, draftId);
  const when = useWhen(state.draft?.id ?? null);
  const start = useStart(work, when);
  useMovedElsewhere(work);
  useStarted(state.draft, onStarted);
  const still = keptName(state);
  return (
    <Screen
      title={state.draft?.name ?? mergeTexts.merge.title}
      onBack={onLeave}
      headerEnd={state.draft ? <DeleteDraft draft={state.draft} onDeleted={onLeave} /> : null}
      focusKey={state.step}
      top={
        <>
          <Stepper
            label={mergeTexts.merge.title}
            steps={STEPS}
            names={mergeTexts.merge.steps}
            current={state.step}
            mayGo={(step) => mayGo(state.draft, step)}
            onGo={(step) => dispatch({ type: 'went', step })}
          />
          <LetterChanged letter={letter} step={state.step} />
        </>
      }
      footer={<MergeFooter work={work} start={start} when={when} onConnect={adding.add} />}
    >
      {isUnopened(state) ? null : <StepBody work={work} letter={letter} accounts={accounts} when={when} onConnect={adding.add} />}
      {state.work.kind === 'failed' ? (
        <Problem
          failure={state.work.failure}
          onRetry={mayDoAgain(state) ? () => void work.again() : undefined}
          still={still === null ? null : mergeTexts.merge.kept(still)}
        />
      ) : null}
      {start.failure ? <Problem failure={start.failure} /> : null}
      {adding.sheet}
    </Screen>
  );
}

interface StepBodyProps {
  work: DraftWork;
  letter: LetterWork;
  accounts: Accounts;
  when: When;
  onConnect: () => void;
}

function StepBody({ work, letter, accounts, when, onConnect }: StepBodyProps): ReactNode {
  const { state } = work;
  const left = <LeftBehind letter={letter} />;
  switch (state.step) {
    case 'letter':
      return <LetterStep draft={state.draft} work={work} letter={letter} />;
    case 'list':
      return <ListStep draft={state.draft} work={work} letter={letter} />;
    case 'check':
      return <CheckStep draft={state.draft} work={work} accounts={accounts} onConnect={onConnect} note={left} />;
    case 'preview':
      return <PreviewStep draft={state.draft} row={state.row} work={work} />;
    case 'send':
      return <SendStep draft={state.draft} work={work} when={when} account={accountOf(accounts, state.draft)} note={left} />;
  }
}

function accountOf(accounts: Accounts, draft: Campaign): EmailAccount | undefined {
  return accounts.value?.providers.find(({ id }) => id === draft.providerId);
}

function DeleteDraft({ draft, onDeleted }: { draft: Campaign; onDeleted: () => void }) {
  const { storage } = usePane();
  const action = useAction(deleteCampaign);
  const remove = async () => {
    const answer = await action.run({ params: { id: draft.id } });
    // Already gone is gone as well.
    if (!answer.ok && answer.failure.status !== 404) return answer.failure;
    storage.forget(DRAFT_MEMORY);
    onDeleted();
    return null;
  };
  return (
    <DeleteButton
      label={texts.home.deleteDraft}
      title={texts.home.deleteDraftSure(draft.name)}
      text={texts.home.deleteDraftNext}
      onDelete={remove}
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
