/** When to send: one line, and behind it now or later, hours, and times of rows. */
import { Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { usePane } from '../session/usePane.ts';
import { Choice } from '../ui/Choice.tsx';
import { Fold } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { Segments } from '../ui/Segments.tsx';
import { whenTexts } from '../ui/texts/whenTexts.ts';
import { SendingHours } from './SendingHours.tsx';
import { ownZone, ZoneField } from './ZoneField.tsx';
import type { DraftWork } from './useDraft.ts';
import type { When } from './useWhen.ts';
import { dateOf, suggestedTime, whenLine } from './whenPlan.ts';
import type { Filled } from './wizard.ts';

const useStyles = makeStyles({
  inside: { marginTop: tokens.spacingVerticalS },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.3fr) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
  wide: { gridColumn: '1 / -1' },
});

export interface WhenFoldProps {
  draft: Filled;
  work: DraftWork;
  when: When;
}

export function WhenFold({ draft, work, when }: WhenFoldProps) {
  const prose = useProse();
  const styles = useStyles();
  const { now } = usePane();
  const { sending } = draft;
  // Open where something is chosen already; afterwards it stays as the person leaves it.
  const [opened] = useState(() => when.later !== null || sending.window !== null || sending.timeColumn !== null);
  const choose = (choice: 'now' | 'later') => when.choose(choice === 'later' ? suggestedTime(now()) : null);
  return (
    <Fold summary={whenTexts.fold(whenLine(sending, when.start(), now()))} open={opened}>
      <div className={mergeClasses(prose.stack, prose.choices, styles.inside)}>
        <Segments
          label={whenTexts.choice}
          options={whenTexts.choices}
          value={when.later === null ? 'now' : 'later'}
          onChange={choose}
        />
        {when.later === null ? null : <LaterFields when={when} />}
        <SendingHours draft={draft} work={work} />
        <TimeColumn draft={draft} work={work} />
        {sending.window === null && sending.timeColumn === null ? null : <ZoneField draft={draft} work={work} />}
      </div>
    </Fold>
  );
}

function LaterFields({ when }: { when: When }) {
  const styles = useStyles();
  const prose = useProse();
  const { now } = usePane();
  const later = when.later ?? { date: '', time: '' };
  const { kind } = when.start();
  const problem = kind === 'passed' ? whenTexts.passed : kind === 'unfinished' ? whenTexts.unfinished : null;
  return (
    <div className={styles.pair}>
      <Field label={whenTexts.date} validationState={problem === null ? 'none' : 'error'}>
        <Input
          type="date"
          value={later.date}
          input={{ min: dateOf(new Date(now())) }}
          onChange={(_, data) => when.choose({ ...later, date: data.value })}
        />
      </Field>
      <Field label={whenTexts.time} validationState={problem === null ? 'none' : 'error'}>
        <Input type="time" value={later.time} onChange={(_, data) => when.choose({ ...later, time: data.value })} />
      </Field>
      <p className={mergeClasses(prose.small, styles.wide, problem !== null && prose.bad)} role="status">
        {problem ?? whenTexts.yours(ownZone())}
      </p>
    </div>
  );
}

function TimeColumn({ draft, work }: Omit<WhenFoldProps, 'when'>) {
  const { timeColumn } = draft.sending;
  const { headers } = draft.list;
  const choose = (column: string) =>
    work.change('change', (now) => ({
      sending: { timeColumn: column || null, ...(now?.sending.timeZone === null && column !== '' && { timeZone: ownZone() }) },
    }));
  return (
    <Field label={whenTexts.column} {...(timeColumn === null ? {} : { hint: whenTexts.columnHint })}>
      <Choice value={timeColumn ?? ''} onChoose={choose}>
        <option value="">{whenTexts.noColumn}</option>
        {timeColumn === null || headers.includes(timeColumn) ? null : <option>{timeColumn}</option>}
        {headers.map((header) => (
          <option key={header}>{header}</option>
        ))}
      </Choice>
    </Field>
  );
}
