/** The rows of a result, a page at a time; a row unfolds into its story. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ResultRow } from '../../shared/api/campaignResults.ts';
import { listResults } from '../../shared/api/campaignResults.ts';
import type { Output } from '../../shared/api/route.ts';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { Answer, Failure } from '../api/call.ts';
import { useCallClient } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { formatMoment } from '../ui/format.ts';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { ServerSays } from '../ui/ServerSays.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { texts } from '../ui/texts/texts.ts';

const PAGE = 50;

const useStyles = makeStyles({
  rows: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
  },
  row: {
    '&:not(:first-child)': { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
    '& summary': {
      display: 'flex',
      alignItems: 'center',
      gap: tokens.spacingHorizontalS,
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
      cursor: 'pointer',
      listStyleType: 'none',
    },
    '& summary svg': { flexShrink: 0, color: tokens.colorNeutralForeground3 },
    '& [open] > summary svg': { transform: 'rotate(90deg)' },
    '& summary:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  to: { flexGrow: 1 },
  story: { padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}` },
  accepted: { color: tokens.colorStatusSuccessForeground1 },
  rejected: { color: tokens.colorStatusDangerForeground3 },
  unknown: { color: tokens.colorStatusWarningForeground1 },
});

export interface ResultRowsProps {
  campaignId: string;
  status: MessageStatus | null;
  search: string;
}

export function ResultRows(props: ResultRowsProps) {
  const styles = useStyles();
  const prose = useProse();
  const pages = usePages(props);
  if (pages.failure) return <Problem failure={pages.failure} onRetry={pages.more} />;
  if (pages.count === null) return null;
  if (pages.count === 0) return <p className={prose.small}>{sendingTexts.result.none}</p>;
  return (
    <>
      <ul className={styles.rows}>
        {pages.rows.map((row) => (
          <li key={row.row} className={styles.row}>
            <Row row={row} />
          </li>
        ))}
      </ul>
      <div className={prose.spread}>
        <span className={prose.small} role="status">
          {sendingTexts.result.shown(pages.rows.length, pages.count)}
        </span>
        {pages.rows.length < pages.count ? (
          <Button size="small" disabledFocusable={pages.busy} onClick={pages.more}>
            {sendingTexts.result.more}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Row({ row }: { row: ResultRow }) {
  const styles = useStyles();
  const prose = useProse();
  const { now } = usePane();
  const tone =
    row.status === 'accepted' || row.status === 'rejected' || row.status === 'unknown' ? styles[row.status] : undefined;
  return (
    <details>
      <summary>
        <span className={mergeClasses(prose.p, prose.clip, styles.to)}>{row.to ?? sendingTexts.result.noAddress}</span>
        <span className={mergeClasses(prose.small, tone)}>{texts.outcomes[row.status]}</span>
        <ChevronRight16Regular aria-hidden="true" />
      </summary>
      <div className={mergeClasses(prose.tight, styles.story)}>
        <p className={prose.p}>
          <Story row={row} />
        </p>
        <p className={prose.small}>
          {[sendingTexts.result.row(row.row), row.at ? formatMoment(row.at, now()) : null].filter(Boolean).join(' · ')}
        </p>
      </div>
    </details>
  );
}

/** Why it is as it is; where somebody ended a doubt, who. */
function Story({ row: { decidedBy, reason, status } }: { row: ResultRow }) {
  const decided = decidedBy === null ? null : sendingTexts.result.decided[decidedBy];
  const why = sendingTexts.result.why[status];
  return (
    <>
      {reason === null ? why : <ServerSays text={reason} own={why} />}
      {decided === null || reason === decided ? null : ` ${decided}`}
    </>
  );
}

interface Pages {
  rows: ResultRow[];
  count: number | null;
  busy: boolean;
  failure: Failure | null;
}

const FIRST_PAGE: Pages = { rows: [], count: null, busy: true, failure: null };

/** The component is made anew for another filter, so this only ever grows. */
function usePages({ campaignId, status, search }: ResultRowsProps) {
  const call = useCallClient();
  const [pages, setPages] = useState(FIRST_PAGE);
  const [wish, setWish] = useState({ offset: 0 });
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      const filter = { ...(status === null ? {} : { status }), ...(search === '' ? {} : { search }) };
      const query = { ...wish, limit: PAGE, ...filter };
      const answer = await call(listResults, { params: { id: campaignId }, query });
      if (!stop.signal.aborted) setPages((now) => grown(now, wish.offset, answer));
    };
    void load();
    return () => stop.abort();
  }, [call, campaignId, search, status, wish]);
  const more = () => {
    setPages((now) => ({ ...now, busy: true, failure: null }));
    setWish({ offset: pages.rows.length });
  };
  return { ...pages, more };
}

function grown(now: Pages, offset: number, answer: Answer<Output<typeof listResults>>): Pages {
  if (!answer.ok) return { ...now, busy: false, failure: answer.failure };
  const { results, count } = answer.value;
  return { rows: [...now.rows.slice(0, offset), ...results], count, busy: false, failure: null };
}
