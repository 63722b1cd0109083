/** Step 5: a sentence that is a contract, before the button that keeps it. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { MailMultiple24Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { splitFields } from '../../shared/merge/fieldNames.ts';
import { usePane } from '../session/usePane.ts';
import { Card, Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { whenTexts } from '../ui/texts/whenTexts.ts';
import { useTick } from '../ui/useTick.ts';
import { RowsLeftOut } from './RowsLeftOut.tsx';
import type { DraftWork } from './useDraft.ts';
import type { When } from './useWhen.ts';
import { WhenFold } from './WhenFold.tsx';
import { doneLine } from './whenPlan.ts';
import type { Filled } from './wizard.ts';
import { letterName } from './wizard.ts';

/** "Done about 14:38" must not grow old on the screen. */
const REFRESH_MS = 20_000;

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

export interface SendStepProps {
  draft: Filled;
  work: DraftWork;
  when: When;
  /** The mailbox it is sent with; undefined where it is not known (any more). */
  account: EmailAccount | undefined;
  /** What has to be seen before the button is pressed. */
  note: ReactNode;
}

export function SendStep({ draft, work, when, account, note }: SendStepProps) {
  const styles = useStyles();
  const prose = useProse();
  const { now } = usePane();
  useTick(REFRESH_MS);
  const { recipients, skipped, seconds } = draft.check;
  const done = doneLine(seconds, draft.sending, when.start(), now());
  return (
    <>
      <h2 className={prose.h2}>{mergeTexts.send.heading}</h2>
      <Card>
        <span className={styles.icon}>
          <MailMultiple24Regular aria-hidden="true" />
        </span>
        <p className={styles.contract}>{mergeTexts.send.contract(recipients, senderOf(draft))}</p>
        {done === null ? null : <p className={mergeClasses(prose.p, prose.numbers)}>{done}</p>}
      </Card>
      {note}
      <WhenFold key={draft.id} draft={draft} work={work} when={when} />
      <Details draft={draft} account={account} />
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

function Details({ draft, account }: Pick<SendStepProps, 'draft' | 'account'>) {
  const styles = useStyles();
  const prose = useProse();
  const lines: [string, string][] = [
    ...(draft.sendAs === null ? [] : [[mergeTexts.send.mailbox, draft.from ?? ''] satisfies [string, string]]),
    [mergeTexts.check.subject, shownSubject(draft.subject)],
    [mergeTexts.merge.steps.letter, letterName(draft.letter.name)],
    [
      mergeTexts.merge.steps.list,
      [draft.list.name, draft.list.sheets.length > 1 ? draft.list.sheet : null].filter(Boolean).join(', '),
    ],
  ];
  const files = [
    ...draft.attachments.map(({ name }) => name),
    draft.merge.document && `${draft.merge.document.name}.docx`,
  ].filter(Boolean);
  const today = leftToday(account);
  if (files.length > 0) lines.push([mergeTexts.preview.attachments, files.join(', ')]);
  if (today !== null) lines.push([whenTexts.left, today]);
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

/** What the mailbox's number for a day leaves. */
function leftToday(account: EmailAccount | undefined): string | null {
  if (!account || account.pace.perDay === null) return null;
  return whenTexts.leftOf(Math.max(0, account.pace.perDay - account.pace.usedToday), account.pace.perDay);
}
