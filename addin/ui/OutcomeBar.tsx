/** A bar in outcome colours. Said in words as well, because colour alone says nothing to everybody. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { texts } from './texts/texts.ts';

export interface OutcomeCounts {
  total: number;
  accepted: number;
  rejected: number;
  unknown: number;
  skipped: number;
  cancelled: number;
}

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    gap: '1px',
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
    '@media (forced-colors: active)': { border: '1px solid CanvasText', forcedColorAdjust: 'none' },
  },
  tall: { height: '14px' },
  part: {
    flexShrink: 0,
    '@media (prefers-reduced-motion: no-preference)': { transition: `width ${tokens.durationSlow} ${tokens.curveEasyEase}` },
  },
  accepted: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  rejected: { backgroundColor: tokens.colorStatusDangerBackground3 },
  unknown: { backgroundColor: tokens.colorStatusWarningBackground3 },
  cancelled: { backgroundColor: tokens.colorNeutralForeground4 },
});

/** Skipped rows were never mails: a run that sent everything fills the bar. */
const PARTS = ['accepted', 'rejected', 'unknown', 'cancelled'] as const;

export function OutcomeBar({ counts, tall = false }: { counts: OutcomeCounts; tall?: boolean }) {
  const styles = useStyles();
  const mails = counts.total - counts.skipped;
  const total = Math.max(mails, 1);
  return (
    <div
      className={tall ? mergeClasses(styles.bar, styles.tall) : styles.bar}
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={mails}
      aria-valuenow={counts.accepted}
      aria-valuetext={texts.campaign.sentOf(counts.accepted, mails)}
      aria-label={texts.campaign.statuses.running}
    >
      {PARTS.filter((part) => counts[part] > 0).map((part) => (
        <div
          key={part}
          className={mergeClasses(styles.part, styles[part])}
          style={{ width: `max(3px, ${(counts[part] / total) * 100}%)` }}
        />
      ))}
    </div>
  );
}
