/** The mails in doubt, each with its two ways out, or the time from which they are open. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import type { ResultRow } from '../../shared/api/campaignResults.ts';
import { listResults } from '../../shared/api/campaignResults.ts';
import { useLoadedFor } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { formatMoment } from '../ui/format.ts';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { doubtTexts } from '../ui/texts/doubtTexts.ts';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { useReached } from './useReached.ts';

const FIRST = 5;
/** As many as one answer holds; more are decided together. */
const MOST = 500;

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    paddingTop: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
});

export interface DoubtRowsProps {
  campaign: CampaignSummary;
  busy: boolean;
  /** Whether the merge can still send. */
  mayAgain: boolean;
  onSent: (row: ResultRow) => void;
  onAgain: (row: ResultRow) => void;
}

export function DoubtRows(props: DoubtRowsProps) {
  const prose = useProse();
  const { campaign } = props;
  const [limit, setLimit] = useState(FIRST);
  const query = { status: 'unknown' as const, limit };
  // Read again when their number changes: look-ups settle some by themselves.
  const loaded = useLoadedFor(String(campaign.progress.unknown), listResults, { params: { id: campaign.id }, query });
  if (loaded.failure) return <SmallProblem failure={loaded.failure} />;
  const { results, count } = loaded.value ?? { results: [], count: 0 };
  return (
    <>
      <ul className={prose.list} aria-label={doubtTexts.list}>
        {results.map((row) => (
          <Doubt key={row.row} row={row} {...props} />
        ))}
      </ul>
      {results.length < Math.min(count, MOST) ? (
        <div className={prose.spread}>
          <span className={prose.small} role="status">
            {sendingTexts.result.shown(results.length, count)}
          </span>
          <Button size="small" disabledFocusable={loaded.loading} onClick={() => setLimit(Math.min(MOST, limit + 50))}>
            {sendingTexts.result.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Doubt({ row, busy, mayAgain, onSent, onAgain }: { row: ResultRow } & DoubtRowsProps) {
  const styles = useStyles();
  const prose = useProse();
  const { now } = usePane();
  const open = useReached(row.decideAfter);
  const to = row.to ?? sendingTexts.result.noAddress;
  const facts = [sendingTexts.result.row(row.row), row.at === null ? null : formatMoment(row.at, now())];
  return (
    <li className={styles.row}>
      <div className={prose.tight}>
        <span className={mergeClasses(prose.p, prose.clip)}>{to}</span>
        <span className={mergeClasses(prose.small, prose.numbers)}>{facts.filter(Boolean).join(' · ')}</span>
      </div>
      {open ? (
        <div className={prose.wrap}>
          <Button size="small" aria-label={doubtTexts.sentNamed(to)} disabledFocusable={busy} onClick={() => onSent(row)}>
            {doubtTexts.sent}
          </Button>
          {mayAgain ? (
            <Button size="small" aria-label={doubtTexts.againNamed(to)} disabledFocusable={busy} onClick={() => onAgain(row)}>
              {doubtTexts.again}
            </Button>
          ) : null}
        </div>
      ) : (
        <span className={mergeClasses(prose.small, prose.numbers)}>
          {doubtTexts.from(formatMoment(row.decideAfter ?? '', now()))}
        </span>
      )}
    </li>
  );
}
