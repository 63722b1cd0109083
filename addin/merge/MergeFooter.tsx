/** The primary button of each step, and the last question before anything is sent. */
import { useState } from 'react';
import { Confirm } from '../ui/Confirm.tsx';
import { Footer } from '../ui/Footer.tsx';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import type { DraftWork } from './useDraft.ts';
import { mayGo, STEPS } from './wizard.ts';

export interface MergeFooterProps {
  work: DraftWork;
  onStart: () => void;
  starting: boolean;
  onConnect: () => void;
}

export function MergeFooter({ work, onStart, starting, onConnect }: MergeFooterProps) {
  const { state, dispatch } = work;
  const busy = state.work.kind === 'busy';
  if (state.step === 'send') return <SendFooter work={work} onStart={onStart} starting={starting} />;
  if (state.step === 'preview' && state.draft.check.blockers.length > 0) {
    const open = state.draft.check.blockers.length;
    return (
      <Footer
        primary={{ label: mergeTexts.merge.settle(open), onClick: () => dispatch({ type: 'went', step: 'check' }), busy }}
      />
    );
  }
  if (state.step === 'check' && state.draft.providerId === null) {
    return <Footer primary={{ label: texts.welcome.connect, onClick: onConnect }} note={texts.home.connectFirst} />;
  }
  const following = STEPS[STEPS.indexOf(state.step) + 1];
  const possible = following !== undefined && mayGo(state.draft, following);
  const next = () => void work.settled().then(() => dispatch({ type: 'next' }));
  return <Footer primary={{ label: mergeTexts.merge.next[state.step], onClick: next, disabled: !possible, waiting: busy }} />;
}

function SendFooter({ work, onStart, starting }: { work: DraftWork; onStart: () => void; starting: boolean }) {
  const [asking, setAsking] = useState(false);
  const { draft } = work.state;
  if (!draft) return null;
  const { recipients } = draft.check;
  // A change that is still on its way would be overtaken: what goes out must be what stands here.
  const changing = work.state.work.kind === 'busy';
  const label = starting ? mergeTexts.send.starting : mergeTexts.send.send(recipients);
  return (
    <>
      <Footer primary={{ label, onClick: () => setAsking(true), busy: starting || changing, disabled: recipients === 0 }} />
      {asking && !changing ? (
        <Confirm
          title={mergeTexts.send.sure(recipients)}
          text={mergeTexts.send.sureNext(draft.sendAs ?? draft.from ?? '')}
          yes={mergeTexts.send.send(recipients)}
          no={mergeTexts.send.notYet}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            onStart();
          }}
        />
      ) : null}
    </>
  );
}
