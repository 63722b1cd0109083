/** A merge that waits for its time: when it starts, and the two ways to change that. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CalendarClock24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { cancelCampaign, startCampaign } from '../../shared/api/campaigns.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Footer } from '../ui/Footer.tsx';
import { formatWhen } from '../ui/format.ts';
import { Card } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { useTick } from '../ui/useTick.ts';
import { mailsOf } from './progressLine.ts';

const words = sendingTexts.scheduled;
const REFRESH_MS = 20_000;

const useStyles = makeStyles({
  icon: { color: tokens.colorBrandForeground1, lineHeight: 0 },
  moment: { margin: 0, overflowWrap: 'anywhere' },
});

export interface ScheduledProps {
  campaign: CampaignSummary;
  /** It took another screen's place. */
  moved: boolean;
  onChange: (campaign: CampaignSummary) => void;
  onLeave: () => void;
}

export function Scheduled({ campaign, moved, onChange, onLeave }: ScheduledProps) {
  const prose = useProse();
  const styles = useStyles();
  const { now } = usePane();
  useTick(REFRESH_MS);
  const moves = useMoves(campaign.id, onChange);
  const [asking, setAsking] = useState<'start' | 'cancel' | null>(null);
  const starts = campaign.startsAt === null ? '' : words.starts(formatWhen(campaign.startsAt, now()));
  return (
    <Screen
      title={campaign.name}
      onBack={onLeave}
      focusNow={moved}
      footer={
        <Footer
          primary={{ label: moves.starting ? words.starting : words.now, onClick: () => setAsking('start'), busy: moves.busy }}
          secondary={{ label: words.cancel, onClick: () => setAsking('cancel'), busy: moves.busy }}
        />
      }
    >
      <Card>
        <span className={styles.icon}>
          <CalendarClock24Regular aria-hidden="true" />
        </span>
        <h2 className={mergeClasses(prose.h2, styles.moment)}>{starts}</h2>
        <p className={prose.p}>{words.line(mailsOf(campaign.progress), campaign.from ?? '')}</p>
      </Card>
      {moves.failure ? <Problem failure={moves.failure} /> : null}
      <p className={prose.small}>{words.close}</p>
      {asking === null ? null : (
        <Question
          campaign={campaign}
          what={asking}
          onNo={() => setAsking(null)}
          onYes={() => {
            setAsking(null);
            moves.run(asking);
          }}
        />
      )}
    </Screen>
  );
}

interface QuestionProps {
  campaign: CampaignSummary;
  what: 'start' | 'cancel';
  onYes: () => void;
  onNo: () => void;
}

function Question({ campaign, what, onYes, onNo }: QuestionProps) {
  const value = mailsOf(campaign.progress);
  const said =
    what === 'start'
      ? { title: words.nowSure(value), text: words.nowNext(campaign.from ?? ''), yes: words.nowIt(value), no: words.notYet }
      : { title: words.cancelSure(value), text: words.cancelNext, yes: words.cancelIt(value), no: words.keep, danger: true };
  return <Confirm {...said} onYes={onYes} onNo={onNo} />;
}

function useMoves(id: string, onChange: (campaign: CampaignSummary) => void) {
  const { newKey } = usePane();
  const start = useAction(startCampaign);
  const cancel = useAction(cancelCampaign);
  const run = async (what: 'start' | 'cancel') => {
    const answer =
      what === 'start'
        ? await start.run({ params: { id }, body: {} }, { idempotencyKey: newKey() })
        : await cancel.run({ params: { id } });
    if (answer.ok) onChange(answer.value);
  };
  return {
    run: (what: 'start' | 'cancel') => void run(what),
    starting: start.busy,
    busy: start.busy || cancel.busy,
    failure: start.failure ?? cancel.failure,
  };
}
