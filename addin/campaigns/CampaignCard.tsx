/** A merge on the start page: its name, where it is, and one line of truth. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { OutcomeBar } from '../ui/OutcomeBar.tsx';
import { useProse } from '../ui/prose.ts';
import { ServerSays } from '../ui/ServerSays.tsx';
import { texts } from '../ui/texts/texts.ts';
import { progressLine } from './progressLine.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalSNudge,
    width: '100%',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalM,
    textAlign: 'left',
    fontFamily: tokens.fontFamilyBase,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chevron: { color: tokens.colorNeutralForeground3, lineHeight: 0, flexShrink: 0 },
  badge: {
    flexShrink: 0,
    padding: `0 ${tokens.spacingHorizontalSNudge}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
  },
  running: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  paused: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  finished: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  name: { flexGrow: 1 },
});

export function CampaignCard({ campaign, now, onOpen }: { campaign: CampaignSummary; now: number; onOpen: () => void }) {
  const styles = useStyles();
  const prose = useProse();
  const { status, progress } = campaign;
  const tone =
    status === 'scheduled'
      ? styles.running
      : status === 'running' || status === 'paused' || status === 'finished'
        ? styles[status]
        : undefined;
  return (
    <button type="button" className={styles.card} onClick={onOpen}>
      <span className={prose.row}>
        <span className={mergeClasses(prose.h3, prose.clip, styles.name)}>{campaign.name}</span>
        <span className={mergeClasses(styles.badge, tone)}>{texts.campaign.statuses[status]}</span>
        <span className={styles.chevron}>
          <ChevronRight16Regular aria-hidden="true" />
        </span>
      </span>
      {campaign.from ? <span className={mergeClasses(prose.small, prose.clip)}>{texts.home.from(campaign.from)}</span> : null}
      {status === 'draft' || status === 'scheduled' ? null : <OutcomeBar counts={progress} />}
      <span className={mergeClasses(prose.small, prose.numbers)}>{progressLine(campaign, now)}</span>
      {campaign.pauseReason ? (
        <span className={prose.small}>
          <ServerSays text={campaign.pauseReason} />
        </span>
      ) : null}
    </button>
  );
}
