/** The last few mails that left, flowing by: the feeling that something really happens. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ResultRow } from '../../shared/api/campaigns.ts';
import { listResults } from '../../shared/api/campaigns.ts';
import { useCallClient } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { formatMoment } from '../ui/format.ts';
import { useProse } from '../ui/prose.ts';
import { texts } from '../ui/texts.ts';

const SHOWN = 5;

const useStyles = makeStyles({
  row: {
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { opacity: 0, transform: 'translateY(-4px)' }, to: { opacity: 1, transform: 'none' } },
      animationDuration: tokens.durationSlow,
    },
  },
});

export function LastSent({ campaignId, accepted }: { campaignId: string; accepted: number }) {
  const styles = useStyles();
  const prose = useProse();
  const { now } = usePane();
  const rows = useLastRows(campaignId, accepted);
  if (rows.length === 0) return null;
  return (
    <section className={prose.tight} aria-label={texts.sending.last}>
      <h2 className={prose.h3}>{texts.sending.last}</h2>
      <ul className={prose.list}>
        {rows.map((row) => (
          <li key={row.row} className={mergeClasses(prose.spread, prose.small, styles.row)}>
            <span className={prose.clip}>{row.to}</span>
            <span className={prose.numbers}>{row.at ? formatMoment(row.at, now()) : ''}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One request at a time; while one is under way, only the newest count is asked for next. */
function useLastRows(campaignId: string, accepted: number): ResultRow[] {
  const call = useCallClient();
  const [rows, setRows] = useState<ResultRow[]>([]);
  const [asked, setAsked] = useState<{ count: number; running: boolean }>({ count: 0, running: false });
  useEffect(() => {
    if (asked.running || asked.count === accepted || accepted === 0) return;
    setAsked({ count: accepted, running: true });
    const query = { status: 'accepted' as const, offset: Math.max(0, accepted - SHOWN), limit: SHOWN };
    void call(listResults, { params: { id: campaignId }, query }).then((answer) => {
      if (answer.ok) setRows(answer.value.results.toReversed());
      setAsked({ count: accepted, running: false });
    });
  }, [accepted, asked, call, campaignId]);
  return rows;
}
