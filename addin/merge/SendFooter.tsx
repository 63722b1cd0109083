/** The button that sends or schedules, and the last question before it, with the numbers in it. */
import { useState } from 'react';
import { usePane } from '../session/usePane.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Footer } from '../ui/Footer.tsx';
import { formatAbout, formatWhen } from '../ui/format.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { whenTexts } from '../ui/texts/whenTexts.ts';
import type { DraftWork } from './useDraft.ts';
import type { StartWork } from './useStart.ts';
import type { When } from './useWhen.ts';
import type { Start } from './whenPlan.ts';
import { endOf } from './whenPlan.ts';
import type { Filled } from './wizard.ts';

export interface SendFooterProps {
  work: DraftWork;
  start: StartWork;
  when: When;
}

export function SendFooter({ work, start, when }: SendFooterProps) {
  const { now } = usePane();
  /** What is asked about stays what was chosen when the button was pressed. */
  const [asked, setAsked] = useState<Start | null>(null);
  if (work.state.step !== 'send') return null;
  const { draft } = work.state;
  const { recipients } = draft.check;
  // A change that is still on its way would be overtaken: what goes out must be what stands here.
  const changing = work.state.work.kind === 'busy';
  const wish = when.start();
  const words = wordsOf(draft, asked ?? wish, now());
  const possible = recipients > 0 && (wish.kind === 'now' || wish.kind === 'later');
  const label = start.busy ? words.busy : words.go;
  return (
    <>
      <Footer primary={{ label, onClick: () => setAsked(wish), busy: start.busy || changing, disabled: !possible }} />
      {asked !== null && !changing ? (
        <Confirm
          title={words.sure}
          text={words.next}
          yes={words.go}
          no={mergeTexts.send.notYet}
          onNo={() => setAsked(null)}
          onYes={() => {
            setAsked(null);
            start.run(asked);
          }}
        />
      ) : null}
    </>
  );
}

function wordsOf(draft: Filled, start: Start, now: number) {
  const { recipients, seconds } = draft.check;
  const from = draft.sendAs ?? draft.from ?? '';
  if (start.kind === 'now') {
    const done = seconds === null ? null : formatAbout(endOf(now, seconds), now);
    const next = done === null ? mergeTexts.send.sureNext(from) : whenTexts.sureNow(from, done);
    return { go: mergeTexts.send.send(recipients), busy: mergeTexts.send.starting, sure: mergeTexts.send.sure(recipients), next };
  }
  const moment = start.kind === 'later' ? formatWhen(start.at, now) : '';
  return {
    go: whenTexts.schedule(recipients),
    busy: whenTexts.scheduling,
    sure: whenTexts.sure(recipients, moment),
    next: whenTexts.sureNext(from),
  };
}
