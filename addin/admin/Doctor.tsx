/** A look at everything the server needs; it begins by itself when the page opens. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, DismissCircle16Filled, SubtractCircle16Regular, Warning16Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Check } from '../../shared/api/doctor.ts';
import { runDoctor } from '../../shared/api/doctor.ts';
import type { Output } from '../../shared/api/route.ts';
import { useLoaded } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Footer } from '../ui/Footer.tsx';
import { formatMoment } from '../ui/format.ts';
import { Card, Fold, Note } from '../ui/Panel.tsx';
import { Placeholder } from '../ui/Placeholder.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import { checkReport } from './checkReport.ts';

const words = adminTexts.doctor;

type Report = Output<typeof runDoctor>;

export function Doctor({ parts, onLeave }: { parts: ReactNode; onLeave: () => void }) {
  const prose = useProse();
  const run = useLoaded(runDoctor);
  const label = run.loading ? words.checking : words.again;
  return (
    <Screen
      title={adminTexts.title}
      onBack={onLeave}
      footer={<Footer primary={{ label, onClick: run.reload, busy: run.loading }} />}
    >
      {parts}
      {run.loading ? (
        <p className={prose.small} role="status">
          {words.wait}
        </p>
      ) : null}
      {run.failure && !run.loading ? <Problem failure={run.failure} onRetry={run.reload} /> : null}
      {run.loading && run.value === null ? <Placeholder /> : null}
      {run.value ? <Findings report={run.value} /> : null}
    </Screen>
  );
}

function Findings({ report }: { report: Report }) {
  const prose = useProse();
  const { now } = usePane();
  const of = (status: Check['status']) => report.checks.filter((check) => check.status === status).length;
  const [failed, warnings] = [of('failed'), of('warning')];
  const calm = failed === 0 && warnings === 0;
  return (
    <>
      <Note tone={calm ? 'good' : failed > 0 ? 'bad' : 'warn'} live>
        <p className={prose.p}>{calm ? words.healthy : words.trouble(failed, warnings)}</p>
        <p className={prose.small}>{words.at(formatMoment(report.checkedAt, now()))}</p>
      </Note>
      {groupsOf(report.checks).map(({ group, troubles, fine }) => (
        <Card key={group} label={words.groups[group]}>
          <h2 className={prose.h3}>{words.groups[group]}</h2>
          {troubles.length > 0 ? <List checks={troubles} /> : null}
          {fine.length > 0 ? (
            <Fold summary={words.fine(fine.length)}>
              <List checks={fine} />
            </Fold>
          ) : null}
        </Card>
      ))}
      <div>
        <CopyButton text={checkReport(report)} label={words.copy} />
      </div>
    </>
  );
}

interface Group {
  group: Check['group'];
  troubles: Check[];
  fine: Check[];
}

/** Groups with trouble first; within them what does not work before what is worth a look. */
function groupsOf(checks: readonly Check[]): Group[] {
  const groups = (Object.keys(words.groups) as Check['group'][]).map((group) => {
    const mine = checks.filter((check) => check.group === group);
    const [failed, warnings] = (['failed', 'warning'] as const).map((status) => mine.filter((check) => check.status === status));
    return {
      group,
      troubles: [...(failed ?? []), ...(warnings ?? [])],
      fine: mine.filter((check) => check.status === 'ok' || check.status === 'skipped'),
    };
  });
  return groups
    .filter(({ troubles, fine }) => troubles.length + fine.length > 0)
    .toSorted((one, other) => Math.sign(other.troubles.length) - Math.sign(one.troubles.length));
}

function List({ checks }: { checks: readonly Check[] }) {
  const prose = useProse();
  const styles = useStyles();
  return (
    <ul className={mergeClasses(prose.list, styles.list)}>
      {checks.map((check) => (
        <Finding key={check.id} check={check} />
      ))}
    </ul>
  );
}

const ICONS = {
  ok: CheckmarkCircle16Filled,
  warning: Warning16Filled,
  failed: DismissCircle16Filled,
  skipped: SubtractCircle16Regular,
} as const;

const useStyles = makeStyles({
  list: { paddingTop: tokens.spacingVerticalXS },
  check: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  icon: { lineHeight: 0, flexShrink: 0, marginTop: '2px' },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  text: { flexGrow: 1, overflowWrap: 'anywhere' },
});

function Finding({ check }: { check: Check }) {
  const styles = useStyles();
  const prose = useProse();
  const Icon = ICONS[check.status];
  return (
    <li className={styles.check}>
      <span className={mergeClasses(styles.icon, styles[check.status])}>
        <Icon aria-hidden="true" />
      </span>
      <div className={mergeClasses(prose.tight, styles.text)}>
        <span className={prose.p}>{check.title}</span>
        <span className={prose.small}>
          <strong className={prose.strong}>{words.statuses[check.status]}.</strong>{' '}
          {check.milliseconds === null ? check.detail : `${check.detail} (${words.time(check.milliseconds)})`}
        </span>
        {check.next ? <span className={prose.p}>{check.next}</span> : null}
      </div>
    </li>
  );
}
