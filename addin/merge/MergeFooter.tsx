/** The primary button of each step. */
import { Footer } from '../ui/Footer.tsx';
import { texts } from '../ui/texts/texts.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { SendFooter } from './SendFooter.tsx';
import type { DraftWork } from './useDraft.ts';
import type { StartWork } from './useStart.ts';
import type { When } from './useWhen.ts';
import { mayGo, STEPS } from './wizard.ts';

export interface MergeFooterProps {
  work: DraftWork;
  start: StartWork;
  when: When;
  onConnect: () => void;
}

export function MergeFooter({ work, start, when, onConnect }: MergeFooterProps) {
  const { state, dispatch } = work;
  const busy = state.work.kind === 'busy';
  if (state.step === 'send') return <SendFooter work={work} start={start} when={when} />;
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
  // What did not reach the server would be missing in the mails of the next step.
  const next = () => void work.again().then((all) => all && dispatch({ type: 'next' }));
  return <Footer primary={{ label: mergeTexts.merge.next[state.step], onClick: next, disabled: !possible, waiting: busy }} />;
}
