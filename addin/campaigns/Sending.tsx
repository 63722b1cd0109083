/** Big, honest progress, and the two ways to stop. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { usePane } from '../session/usePane.ts';
import { formatAbout, formatNumber } from '../ui/format.ts';
import { OutcomeBar } from '../ui/OutcomeBar.tsx';
import { Card, LateFold, Note } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { ServerSays } from '../ui/ServerSays.tsx';
import { doubtTexts } from '../ui/texts/doubtTexts.ts';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { Doubts } from './Doubts.tsx';
import { LastSent } from './LastSent.tsx';
import { MoveFooter, useMoves } from './MoveFooter.tsx';
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
  /** It took another screen's place. */
  moved: boolean;
  onChange: (campaign: CampaignSummary) => void;
  onLeave: () => void;
  onMailboxes: () => void;
}

export function Sending({ campaign, live, moved, onChange, onLeave, onMailboxes }: SendingProps) {
  const prose = useProse();
  const moves = useMoves(campaign, live, onChange);
  const { unknown } = campaign.progress;
  return (
    <Screen
      title={campaign.name}
      onBack={onLeave}
      focusKey={campaign.status}
      focusNow={moved}
      footer={<MoveFooter campaign={campaign} moves={moves} />}
    >
      <Numbers campaign={campaign} />
      <State campaign={campaign} live={live} onMailboxes={onMailboxes} />
      {moves.failure ? <Problem failure={moves.failure} /> : null}
      {unknown > 0 ? (
        <LateFold summary={doubtTexts.title(unknown)}>
          <Doubts campaign={campaign} onChange={onChange} untitled />
        </LateFold>
      ) : null}
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
  const { now } = usePane();
  const { progress, status } = campaign;
  if (!live) return <Notice tone="info" text={sendingTexts.sending.reconnecting} />;
  if (status === 'paused') {
    // Without a reason somebody paused it on purpose; with one it paused itself, often because of the mailbox.
    const action = campaign.pauseReason === null ? null : { label: sendingTexts.sending.mailbox, onClick: onMailboxes };
    return (
      <Notice
        tone="warn"
        text={campaign.pauseReason === null ? sendingTexts.sending.paused : <ServerSays text={campaign.pauseReason} />}
        next={sendingTexts.sending.pausedNext}
        action={action}
      />
    );
  }
  const rest = restOf(progress);
  return (
    <>
      {rest ? (
        <Notice
          tone="info"
          text={rest.reason === null ? sendingTexts.sending.resting : <ServerSays text={rest.reason} />}
          next={sendingTexts.sending.goesOn(formatAbout(rest.until, now()))}
        />
      ) : null}
      <Facts campaign={campaign} />
    </>
  );
}

/** Why nothing leaves at the moment: the day's number is used up, the hours are over, the mailbox rests. */
function restOf({ waiting, restingUntil }: CampaignSummary['progress']): { reason: string | null; until: string } | null {
  return waiting ?? (restingUntil === null ? null : { reason: null, until: restingUntil });
}

/** The end, kept current by the server, and the speed. */
function Facts({ campaign }: { campaign: CampaignSummary }) {
  const prose = useProse();
  const { now } = usePane();
  const { finishesAt, perMinute, perDay } = campaign.progress;
  const speed = perDay === null ? sendingTexts.sending.speed(perMinute) : sendingTexts.sending.speedAndDay(perMinute, perDay);
  return (
    <div className={mergeClasses(prose.tight, prose.numbers)}>
      {finishesAt ? <p className={prose.p}>{sendingTexts.sending.finishes(formatAbout(finishesAt, now()))}</p> : null}
      <p className={prose.small}>{speed}</p>
    </div>
  );
}

interface NoticeProps {
  tone: 'info' | 'warn';
  text: ReactNode;
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
