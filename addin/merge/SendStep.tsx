/** Step 5: a sentence that is a contract, before the button that keeps it. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { MailMultiple24Regular } from '@fluentui/react-icons';
import { splitFields } from '../../shared/merge/fieldNames.ts';
import { usePane } from '../session/usePane.ts';
import { formatDuration, formatMoment, formatTime, isSameDay } from '../ui/format.ts';
import { Card, Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { RowsLeftOut } from './RowsLeftOut.tsx';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const useStyles = makeStyles({
  contract: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    margin: 0,
    overflowWrap: 'anywhere',
    textWrap: 'pretty',
  },
  icon: { color: tokens.colorBrandForeground1, lineHeight: 0 },
  lines: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  key: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

export function SendStep({ draft, work }: { draft: Filled; work: DraftWork }) {
  const styles = useStyles();
  const prose = useProse();
  const { now } = usePane();
  const { recipients, skipped, seconds } = draft.check;
  return (
    <>
      <h2 className={prose.h2}>{mergeTexts.send.heading}</h2>
      <Card>
        <span className={styles.icon}>
          <MailMultiple24Regular aria-hidden="true" />
        </span>
        <p className={styles.contract}>{mergeTexts.send.contract(recipients, senderOf(draft))}</p>
        {seconds === null ? null : <p className={prose.p}>{sendingTime(seconds, now())}</p>}
      </Card>
      <Details draft={draft} />
      {skipped > 0 ? (
        <Note tone="warn">
          <p className={prose.p}>{mergeTexts.send.skipped(skipped)}</p>
          <div>
            <Button size="small" onClick={() => work.dispatch({ type: 'went', step: 'check' })}>
              {mergeTexts.check.goTo}
            </Button>
          </div>
        </Note>
      ) : null}
      <RowsLeftOut draft={draft} />
      <p className={prose.small}>{mergeTexts.send.stop}</p>
    </>
  );
}

function Details({ draft }: { draft: Filled }) {
  const styles = useStyles();
  const prose = useProse();
  const lines: [string, string][] = [
    ...(draft.sendAs === null ? [] : [[mergeTexts.send.mailbox, draft.from ?? ''] satisfies [string, string]]),
    [mergeTexts.check.subject, shownSubject(draft.subject)],
    [mergeTexts.merge.steps.letter, draft.letter.name],
    [
      mergeTexts.merge.steps.list,
      [draft.list.name, draft.list.sheets.length > 1 ? draft.list.sheet : null].filter(Boolean).join(', '),
    ],
  ];
  const files = [draft.attachment?.name, draft.merge.document && `${draft.merge.document.name}.docx`].filter(Boolean);
  if (files.length > 0) lines.push([mergeTexts.preview.attachments, files.join(', ')]);
  return (
    <dl className={mergeClasses(prose.p, styles.lines)}>
      {lines.map(([key, value]) => (
        <div key={key} style={{ display: 'contents' }}>
          <dt className={styles.key}>{key}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who stands in the From line. */
export function senderOf(draft: Filled): string {
  return draft.sendAs ?? draft.from ?? '';
}

/** Fields as Word shows them; a subject with conditions as it was typed. */
function shownSubject(subject: string): string {
  const parts = splitFields(subject);
  if (parts.some((part) => part.kind === 'directive')) return subject;
  return parts.map((part) => (part.kind === 'field' ? `«${part.field}»` : part.text)).join('');
}

/** "About 9 minutes, today 15:33–15:42." or, past midnight, until when. */
export function sendingTime(seconds: number, now: number): string {
  if (seconds < 60) return mergeTexts.send.durationShort;
  const start = new Date(now);
  const end = new Date(now + seconds * 1000);
  const duration = formatDuration(seconds);
  if (isSameDay(start, end)) return mergeTexts.send.duration(duration, formatTime(start), formatTime(end));
  return mergeTexts.send.durationLong(duration, formatMoment(end.toISOString(), now));
}
