/** The counts of a result as chips; one of them may be chosen. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import { formatNumber } from '../ui/format.ts';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { chosenLook, toggleLook } from '../ui/toggleLook.ts';

const OUTCOMES = ['accepted', 'rejected', 'unknown', 'cancelled', 'skipped'] as const;

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  chip: {
    ...toggleLook,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalMNudge}`,
    borderRadius: tokens.borderRadiusCircular,
    lineHeight: tokens.lineHeightBase300,
    fontVariantNumeric: 'tabular-nums',
  },
  chosen: chosenLook,
});

interface ChipsProps {
  campaign: CampaignSummary;
  chosen: MessageStatus | null;
  onChoose: (status: MessageStatus | null) => void;
}

export function OutcomeChips({ campaign, chosen, onChoose }: ChipsProps) {
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
