/** Step 4: any recipient's mail as it will arrive, and a test to oneself. */
import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular, Send20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Preview } from '../../shared/api/campaignPreview.ts';
import { previewRow, sendTest } from '../../shared/api/campaignPreview.ts';
import { useAction, useLoadedFor } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { FindingSays } from '../ui/FindingSays.tsx';
import { Note } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { MailView } from './MailView.tsx';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const useStyles = makeStyles({
  nav: { display: 'flex', alignItems: 'center', justifyContent: 'center', gap: tokens.spacingHorizontalXS },
  number: { width: '72px' },
  input: { textAlign: 'center' },
  /** Keeps its place while the next mail comes, so that nothing jumps. */
  place: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minHeight: '60vh' },
});

export function PreviewStep({ draft, row, work }: { draft: Filled; row: number; work: DraftWork }) {
  const prose = useProse();
  const styles = useStyles();
  // The same row of a changed draft is another mail.
  const occasion = JSON.stringify([
    draft.subject,
    draft.columns,
    draft.fieldPolicies,
    draft.attachments,
    draft.from,
    draft.sendAs,
    draft.merge,
  ]);
  const loaded = useLoadedFor(occasion, previewRow, { params: { id: draft.id, row } });
  // Never one person's mail under another's number, not even while the next one is on its way.
  const shown = loaded.value?.row === row ? loaded.value : null;
  return (
    <>
      <h2 className={prose.h2}>{mergeTexts.preview.heading}</h2>
      <RowChooser row={row} rows={draft.list.rows} onRow={(next) => work.dispatch({ type: 'looked', row: next })} />
      {loaded.failure ? <Problem failure={loaded.failure} onRetry={loaded.reload} /> : null}
      <div className={styles.place}>
        {shown && shown.rows.length > 1 ? <p className={prose.small}>{optionTexts.preview.rows(shown.rows.length)}</p> : null}
        {shown ? <MailView preview={shown} /> : null}
        {shown ? <Remarks preview={shown} /> : null}
      </div>
      <TestMail campaignId={draft.id} row={row} />
    </>
  );
}

function RowChooser({ row, rows, onRow }: { row: number; rows: number; onRow: (row: number) => void }) {
  const styles = useStyles();
  const prose = useProse();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const wanted = Number(typed);
    setTyped(null);
    if (typed !== null && Number.isInteger(wanted) && wanted >= 1) onRow(Math.min(wanted, rows));
  };
  return (
    <div className={styles.nav}>
      <Button
        icon={<ChevronLeft20Regular />}
        aria-label={mergeTexts.preview.previous}
        disabledFocusable={row <= 1}
        onClick={() => onRow(row - 1)}
      />
      <Input
        className={styles.number}
        aria-label={mergeTexts.preview.row}
        input={{ className: styles.input, inputMode: 'numeric' }}
        value={typed ?? String(row)}
        onChange={(_, data) => setTyped(data.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <span className={prose.p}>{mergeTexts.preview.of(rows)}</span>
      <Button
        icon={<ChevronRight20Regular />}
        aria-label={mergeTexts.preview.following}
        disabledFocusable={row >= rows}
        onClick={() => onRow(row + 1)}
      />
    </div>
  );
}

function Remarks({ preview }: { preview: Preview }) {
  const prose = useProse();
  const remarks = preview.remarks.filter((remark) => !(preview.to === null && remark.code.startsWith('ADDRESS_')));
  if (remarks.length === 0) return null;
  return (
    <Note tone="warn">
      {remarks.map((remark) => (
        <p key={`${remark.code}${remark.text}`} className={prose.p}>
          <FindingSays finding={remark} />
        </p>
      ))}
    </Note>
  );
}

function TestMail({ campaignId, row }: { campaignId: string; row: number }) {
  const prose = useProse();
  const { newKey } = usePane();
  const test = useAction(sendTest);
  const [sent, setSent] = useState<{ row: number; to: string } | null>(null);
  const send = async () => {
    setSent(null);
    const answer = await test.run({ params: { id: campaignId }, body: { row } }, { idempotencyKey: newKey() });
    if (answer.ok) setSent({ row, to: answer.value.to });
  };
  return (
    <div className={prose.stack}>
      <Button icon={<Send20Regular />} disabledFocusable={test.busy} onClick={() => void send()}>
        {test.busy ? mergeTexts.preview.testing : mergeTexts.preview.test}
      </Button>
      {sent?.row === row ? (
        <Note tone="good" live="answer">
          <p className={prose.p}>{mergeTexts.preview.tested(sent.to)}</p>
        </Note>
      ) : null}
      {test.failure ? <Problem failure={test.failure} /> : null}
    </div>
  );
}
