/** What became of a test mail, step by step with its times. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, DismissCircle16Filled, SubtractCircle16Regular } from '@fluentui/react-icons';
import type { TestReport, TestStep } from '../../shared/api/accounts.ts';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { ServerSays } from '../ui/ServerSays.tsx';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';

const useStyles = makeStyles({
  list: { gap: tokens.spacingVerticalXS, marginTop: tokens.spacingVerticalXS },
  step: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  icon: { lineHeight: 0, flexShrink: 0, color: tokens.colorNeutralForeground3 },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  text: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  plain: { color: tokens.colorNeutralForeground1 },
});

const ICONS = { ok: CheckmarkCircle16Filled, failed: DismissCircle16Filled, skipped: SubtractCircle16Regular } as const;

export function TestSteps({ report }: { report: TestReport }) {
  const prose = useProse();
  const styles = useStyles();
  const failedAt = report.steps.findIndex((step) => step.status === 'failed');
  return (
    <Note tone={report.success ? 'good' : 'bad'} live="answer">
      <p className={prose.p}>{report.success ? mailboxTexts.test.sent(report.to) : mailboxTexts.test.failed}</p>
      {report.next ? (
        <p className={prose.p}>
          <ServerSays text={report.next} />
        </p>
      ) : null}
      <ol className={mergeClasses(prose.list, styles.list)} aria-label={mailboxTexts.test.steps}>
        {report.steps.map((step, index) => (
          <Step key={step.name} step={step} missed={failedAt !== -1 && index > failedAt} />
        ))}
      </ol>
    </Note>
  );
}

/** `missed`: a step before it failed. */
function Step({ step, missed }: { step: TestStep; missed: boolean }) {
  const prose = useProse();
  const styles = useStyles();
  const Icon = ICONS[step.status];
  const word = missed && step.status === 'skipped' ? mailboxTexts.test.notReached : mailboxTexts.test.statuses[step.status];
  const time = step.milliseconds === null ? word : mailboxTexts.test.time(step.milliseconds);
  return (
    <li className={styles.step}>
      <span className={mergeClasses(styles.icon, step.status === 'ok' && styles.ok, step.status === 'failed' && styles.failed)}>
        <Icon aria-label={word} />
      </span>
      <div className={styles.text}>
        <p className={mergeClasses(prose.small, prose.spread)}>
          <span className={styles.plain}>{mailboxTexts.test.names[step.name]}</span>
          <span className={prose.numbers}>{time}</span>
        </p>
        {step.status === 'failed' ? (
          <p className={mergeClasses(prose.small, styles.plain)}>
            <ServerSays text={step.detail} />
          </p>
        ) : null}
      </div>
    </li>
  );
}
