/** How fast a mailbox sends: a mode, what it means in numbers for this mailbox, and how much of today is used. */
import { Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Pace, PaceView } from '../../shared/api/pace.ts';
import { formatNumber } from '../ui/format.ts';
import { useProse } from '../ui/prose.ts';
import { Segments } from '../ui/Segments.tsx';
import { paceTexts } from '../ui/texts/paceTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import { readWhole } from '../ui/readWhole.ts';
import { useWish } from '../ui/useWish.ts';

const MINUTE_MOST = 100_000;
const DAY_MOST = 10_000_000;

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  label: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    alignItems: 'start',
  },
});

export interface PaceFieldProps {
  account: EmailAccount;
  /** Resolves to whether the server took it. */
  onChange: (pace: Pace) => Promise<boolean>;
}

export function PaceField({ account, onChange }: PaceFieldProps) {
  const prose = useProse();
  const styles = useStyles();
  const { pace } = account;
  // Own numbers begin with those that hold now.
  const save = ({ mode }: Pick<PaceView, 'mode'>) =>
    onChange(mode === 'own' ? { mode, perMinute: pace.perMinute, perDay: pace.perDay } : { mode });
  const [{ mode }, choose] = useWish<Pick<PaceView, 'mode'>>(pace, save);
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden="true">
        {paceTexts.speed}
      </span>
      <Segments label={paceTexts.speed} options={paceTexts.modes} value={mode} onChange={(next) => choose({ mode: next })} />
      <div role="status">
        {mode === pace.mode ? (
          <p className={mergeClasses(prose.p, prose.numbers)}>{paceTexts.numbers(pace.perMinute, pace.perDay)}</p>
        ) : null}
        <p className={prose.small}>{`${paceTexts.used(pace.usedToday)} ${paceTexts.means[mode]}`}</p>
      </div>
      {pace.mode === 'own' && mode === 'own' ? <OwnNumbers account={account} onChange={onChange} /> : null}
    </div>
  );
}

function OwnNumbers({ account, onChange }: PaceFieldProps) {
  const prose = useProse();
  const styles = useStyles();
  const { perMinute, perDay } = account.pace;
  // One text for both, so that two quick changes are saved together.
  const typed = useTyped(`${perMinute}|${perDay ?? ''}`, (text) => {
    const [first, second] = numbersOf(text);
    const wanted = { minute: readWhole(first, 1, MINUTE_MOST), day: readWhole(second, 1, DAY_MOST) };
    if (wanted.minute === null || (wanted.day === null && second.trim() !== '')) return;
    void onChange({ mode: 'own', perMinute: wanted.minute, perDay: wanted.day });
  });
  const [minute, day] = numbersOf(typed.text);
  const wrong = (ok: boolean, most: number) => (ok ? {} : { validationMessage: paceTexts.wholeNumber(formatNumber(most)) });
  return (
    <div className={mergeClasses(prose.choices, styles.pair)}>
      <Field label={paceTexts.perMinute} {...wrong(readWhole(minute, 1, MINUTE_MOST) !== null, MINUTE_MOST)}>
        <Input
          autoComplete="off"
          inputMode="numeric"
          value={minute}
          onChange={(_, data) => typed.type(`${data.value}|${day}`)}
          onBlur={typed.flush}
        />
      </Field>
      <Field
        label={paceTexts.perDay}
        hint={paceTexts.perDayHint}
        {...wrong(day.trim() === '' || readWhole(day, 1, DAY_MOST) !== null, DAY_MOST)}
      >
        <Input
          autoComplete="off"
          inputMode="numeric"
          value={day}
          onChange={(_, data) => typed.type(`${minute}|${data.value}`)}
          onBlur={typed.flush}
        />
      </Field>
    </div>
  );
}

function numbersOf(text: string): [string, string] {
  const [first = '', second = ''] = text.split('|');
  return [first, second];
}
