/** Big, honest progress, and the two ways to stop. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { cancelCampaign, pauseCampaign, resumeCampaign } from '../../shared/api/campaigns.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { Confirm } from '../ui/Confirm.tsx';
import type { FooterAction } from '../ui/Footer.tsx';
import { Footer } from '../ui/Footer.tsx';
import { formatMoment, formatNumber } from '../ui/format.ts';
import { OutcomeBar } from '../ui/OutcomeBar.tsx';
import { Card, Note } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { LastSent } from './LastSent.tsx';
import { mailsOf, waitingMails } from './progressLine.ts';

const useStyles = makeStyles({
  big: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS, fontVariantNumeric: 'tabular-nums' },
  number: { fontSize: tokens.fontSizeHero800, lineHeight: tokens.lineHeightHero800, fontWeight: tokens.fontWeightSemibold },
  facts: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXXS },
});

export interface SendingProps {
  campaign: CampaignSummary;
  /** False while the pane has lost the line to the server. */
  live: boolean;
  onChange: (campaign: CampaignSummary) => void;
  onLeave: () => void;
  onMailboxes: () => void;
}

export function Sending({ campaign, live, onChange, onLeave, onMailboxes }: SendingProps) {
  const prose = useProse();
  const moves = useMoves(campaign, onChange);
  return (
    <Screen
      title={campaign.name}
      onBack={onLeave}
      focusKey={campaign.status}
      footer={<MoveFooter campaign={campaign} moves={moves} />}
    >
      <Numbers campaign={campaign} />
      <State campaign={campaign} live={live} onMailboxes={onMailboxes} />
      {moves.failure ? <Problem failure={moves.failure} /> : null}
      <LastSent campaignId={campaign.id} accepted={campaign.progress.accepted} />
      {campaign.status === 'running' ? <p className={prose.small}>{sendingTexts.sending.close}</p> : null}
    </Screen>
  );
}

function Numbers({ campaign }: { campaign: CampaignSummary }) {
  const styles = useStyles();
  const prose = useProse();
  const { progress } = campaign;
  const words = texts.campaign;
  const facts = [
    progress.rejected > 0 ? words.rejected(progress.rejected) : null,
    progress.unknown > 0 ? words.doubtful(progress.unknown) : null,
    progress.skipped > 0 ? words.skipped(progress.skipped) : null,
    words.waiting(waitingMails(progress)),
  ].filter((fact) => fact !== null);
  return (
    <Card>
      <p className={mergeClasses(prose.p, styles.big)}>
        <span className={styles.number}>{formatNumber(progress.accepted)}</span>
        <span>{sendingTexts.sending.of(mailsOf(progress))}</span>
      </p>
      <OutcomeBar counts={progress} tall />
      <p className={mergeClasses(prose.small, prose.numbers, styles.facts)}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <p className={prose.hidden} role="status">
        {texts.campaign.sentOf(roundedForSpeech(progress.accepted, mailsOf(progress)), mailsOf(progress))}
      </p>
    </Card>
  );
}

/** Spoken in tenths: a screen reader that says every mail is of no use. */
function roundedForSpeech(sent: number, total: number): number {
  const step = Math.max(1, Math.floor(total / 10));
  return sent === total ? total : Math.floor(sent / step) * step;
}

function State({ campaign, live, onMailboxes }: Pick<SendingProps, 'campaign' | 'live' | 'onMailboxes'>) {
  const prose = useProse();
  const { now } = usePane();
  const { progress, status } = campaign;
  if (!live) return <Notice tone="info" text={sendingTexts.sending.reconnecting} />;
  if (status === 'paused') {
    // Without a reason somebody paused it on purpose; with one it paused itself, often because of the mailbox.
    const action = campaign.pauseReason === null ? null : { label: sendingTexts.sending.mailbox, onClick: onMailboxes };
    return (
      <Notice
        tone="warn"
        text={campaign.pauseReason ?? sendingTexts.sending.paused}
        next={sendingTexts.sending.pausedNext}
        action={action}
      />
    );
  }
  if (progress.restingUntil)
    return <Notice tone="info" text={sendingTexts.sending.resting(formatMoment(progress.restingUntil, now()))} />;
  return (
    <p className={mergeClasses(prose.p, prose.numbers)}>
      {progress.finishesAt ? `${sendingTexts.sending.finishes(formatMoment(progress.finishesAt, now()))}, ` : ''}
      {sendingTexts.sending.speed(progress.perMinute)}
    </p>
  );
}

interface NoticeProps {
  tone: 'info' | 'warn';
  text: string;
  next?: string;
  action?: { label: string; onClick: () => void } | null;
}

function Notice({ tone, text, next, action }: NoticeProps) {
  const prose = useProse();
  return (
    <Note tone={tone} live>
      <p className={prose.p}>{text}</p>
      {next ? <p className={prose.p}>{next}</p> : null}
      {action ? (
        <div>
          <Button size="small" onClick={action.onClick}>
            {action.label}
          </Button>
        </div>
      ) : null}
    </Note>
  );
}

type Moves = ReturnType<typeof useMoves>;

function useMoves(campaign: CampaignSummary, onChange: (campaign: CampaignSummary) => void) {
  const pause = useAction(pauseCampaign);
  const resume = useAction(resumeCampaign);
  const cancel = useAction(cancelCampaign);
  const actions = { pause, resume, cancel };
  const run = async (name: keyof typeof actions) => {
    const answer = await actions[name].run({ params: { id: campaign.id } });
    if (answer.ok) onChange(answer.value);
  };
  return {
    run: (name: keyof typeof actions) => void run(name),
    busy: pause.busy || resume.busy || cancel.busy,
    failure: pause.failure ?? resume.failure ?? cancel.failure,
  };
}

function MoveFooter({ campaign, moves }: { campaign: CampaignSummary; moves: Moves }) {
  const [asking, setAsking] = useState(false);
  const rest = waitingMails(campaign.progress);
  const name = mayMove('resume', campaign.status) ? 'resume' : 'pause';
  const primary: FooterAction = {
    label: sendingTexts.sending[name],
    onClick: () => moves.run(name),
    disabled: !mayMove(name, campaign.status),
    busy: moves.busy,
  };
  const secondary = mayMove('cancel', campaign.status)
    ? { label: sendingTexts.sending.cancelRest, onClick: () => setAsking(true) }
    : undefined;
  return (
    <>
      <Footer primary={primary} secondary={secondary} />
      {asking ? (
        <Confirm
          danger
          title={sendingTexts.sending.cancelSure(rest)}
          text={sendingTexts.sending.cancelNext(campaign.progress.accepted)}
          yes={sendingTexts.sending.cancelIt(rest)}
          no={sendingTexts.sending.keep}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            moves.run('cancel');
          }}
        />
      ) : null}
    </>
  );
}
