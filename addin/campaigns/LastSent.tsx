/** The last few mails that left, flowing by: the feeling that something really happens. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ResultRow } from '../../shared/api/campaignResults.ts';
import { listResults } from '../../shared/api/campaignResults.ts';
import { useCallClient } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { formatMoment } from '../ui/format.ts';
import { useProse } from '../ui/prose.ts';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';

const SHOWN = 5;
const LOOK_MS = 1000;

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
    <section className={prose.stack} aria-label={sendingTexts.sending.last}>
      <h2 className={prose.h3}>{sendingTexts.sending.last}</h2>
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

/** Looks again a moment after the count has changed, so that a quick run does not mean a request per mail. */
function useLastRows(campaignId: string, accepted: number): ResultRow[] {
  const call = useCallClient();
  const [rows, setRows] = useState<ResultRow[]>([]);
  const tick = useSlow(accepted, LOOK_MS);
  useEffect(() => {
    if (tick === 0) return undefined;
    const stop = new AbortController();
    const look = async () => {
      const query = { status: 'accepted' as const, offset: Math.max(0, tick - SHOWN), limit: SHOWN };
      const answer = await call(listResults, { params: { id: campaignId }, query });
      if (answer.ok && !stop.signal.aborted) setRows(answer.value.results.toReversed());
    };
    void look();
    return () => stop.abort();
  }, [call, campaignId, tick]);
  return rows;
}

/** The value, but looked at only every `ms`: it may change many times in between. */
function useSlow(value: number, ms: number): number {
  const [slow, setSlow] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const timer = setInterval(() => setSlow(latest.current), ms);
    return () => clearInterval(timer);
  }, [ms]);
  return slow;
}
