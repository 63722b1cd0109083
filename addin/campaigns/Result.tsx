/** What happened to everybody: counts as chips, a search, and every row with its story. */
import { Button, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular, Search20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { deleteCampaign } from '../../shared/api/campaigns.ts';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { DeleteButton } from '../ui/DeleteButton.tsx';
import { Footer } from '../ui/Footer.tsx';
import { formatMoment, formatNumber } from '../ui/format.ts';
import { OutcomeBar } from '../ui/OutcomeBar.tsx';
import { Card } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { useTyped } from '../ui/useTyped.ts';
import { ResultRows } from './ResultRows.tsx';
import { useReport } from './useReport.ts';

const OUTCOMES = ['accepted', 'rejected', 'unknown', 'cancelled', 'skipped'] as const;

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  chip: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalMNudge}`,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    fontVariantNumeric: 'tabular-nums',
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke1}`,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
});

export function Result({ campaign, onLeave, onNew }: { campaign: CampaignSummary; onLeave: () => void; onNew: () => void }) {
  const prose = useProse();
  const [status, setStatus] = useState<MessageStatus | null>(null);
  const [search, setSearch] = useState('');
  const typed = useTyped(search, setSearch);
  const report = useReport(campaign);
  return (
    <Screen
      title={campaign.name}
      onBack={onLeave}
      focusKey={campaign.status}
      headerEnd={<DeleteMerge campaign={campaign} onDeleted={onLeave} />}
      footer={<Footer primary={{ label: sendingTexts.result.newMerge, onClick: onNew }} />}
    >
      <Headline campaign={campaign} />
      <Button icon={<ArrowDownload20Regular />} disabledFocusable={report.busy} onClick={report.download}>
        {report.busy ? sendingTexts.result.downloading : sendingTexts.result.report}
      </Button>
      {report.failure ? <Problem failure={report.failure} /> : null}
      <div className={prose.stack}>
        <OutcomeChips campaign={campaign} chosen={status} onChoose={setStatus} />
        <Input
          type="search"
          aria-label={sendingTexts.result.search}
          placeholder={sendingTexts.result.search}
          contentBefore={<Search20Regular aria-hidden="true" />}
          value={typed.text}
          onChange={(_, data) => typed.type(data.value)}
          onBlur={typed.flush}
        />
      </div>
      <ResultRows key={`${status ?? ''}|${search}`} campaignId={campaign.id} status={status} search={search} />
    </Screen>
  );
}

function DeleteMerge({ campaign, onDeleted }: { campaign: CampaignSummary; onDeleted: () => void }) {
  const action = useAction(deleteCampaign);
  const remove = async () => {
    const answer = await action.run({ params: { id: campaign.id } });
    if (answer.ok || answer.failure.status === 404) onDeleted();
  };
  return (
    <DeleteButton
      label={texts.home.deleteMerge}
      title={texts.home.deleteMergeSure(campaign.name)}
      text={texts.home.deleteMergeNext}
      onDelete={() => void remove()}
    />
  );
}

function Headline({ campaign }: { campaign: CampaignSummary }) {
  const prose = useProse();
  const { now } = usePane();
  const { progress, status } = campaign;
  const title =
    status === 'cancelled'
      ? sendingTexts.result.cancelledHeadline(progress.accepted)
      : sendingTexts.result.headline(progress.accepted, progress.unknown);
  return (
    <Card>
      <h2 className={prose.h2}>{title}</h2>
      <OutcomeBar counts={progress} tall />
      <p className={prose.small}>
        {[
          campaign.from ? texts.home.from(campaign.from) : null,
          campaign.finishedAt ? formatMoment(campaign.finishedAt, now()) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </Card>
  );
}

interface ChipsProps {
  campaign: CampaignSummary;
  chosen: MessageStatus | null;
  onChoose: (status: MessageStatus | null) => void;
}

function OutcomeChips({ campaign, chosen, onChoose }: ChipsProps) {
  const styles = useStyles();
  const { progress } = campaign;
  const chip = (key: MessageStatus | null, label: string, value: number) => (
    <button
      key={label}
      type="button"
      className={mergeClasses(styles.chip, chosen === key && styles.chosen)}
      aria-pressed={chosen === key}
      onClick={() => onChoose(key)}
    >
      {`${label} ${formatNumber(value)}`}
    </button>
  );
  return (
    <div className={styles.chips}>
      {chip(null, sendingTexts.result.all, progress.total)}
      {OUTCOMES.filter((outcome) => progress[outcome] > 0).map((outcome) =>
        chip(outcome, texts.outcomes[outcome], progress[outcome]),
      )}
    </div>
  );
}
