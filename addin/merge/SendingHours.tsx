/** Mails leave only within these days and hours. */
import { Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { SendWindow } from '../../shared/api/pace.ts';
import { Tick } from '../ui/Choice.tsx';
import { useProse } from '../ui/prose.ts';
import { whenTexts } from '../ui/texts/whenTexts.ts';
import { chosenLook, toggleLook } from '../ui/toggleLook.ts';
import { useTyped } from '../ui/useTyped.ts';
import { useWish } from '../ui/useWish.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';
import { ownZone } from './ZoneField.tsx';

const OFFICE_HOURS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

const useStyles = makeStyles({
  /** Its box begins where the fields around it begin. */
  check: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
  hours: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  days: { display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 44px))', gap: tokens.spacingHorizontalXS },
  day: {
    ...toggleLook,
    position: 'relative',
    minHeight: '32px',
    padding: 0,
    borderRadius: tokens.borderRadiusMedium,
  },
  chosen: chosenLook,
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
  wide: { gridColumn: '1 / -1' },
});

export function SendingHours({ draft, work }: { draft: Filled; work: DraftWork }) {
  const styles = useStyles();
  const { window } = draft.sending;
  const put = (next: SendWindow | null) => work.change('change', { sending: { window: next } });
  const change = (part: (now: SendWindow) => Partial<SendWindow>) =>
    work.change('change', (now) => {
      const before = now?.sending.window;
      return before ? { sending: { window: { ...before, ...part(before) } } } : {};
    });
  const begin = (): SendWindow => ({ ...OFFICE_HOURS, timeZone: draft.sending.timeZone ?? ownZone() });
  return (
    <div>
      <Tick
        className={styles.check}
        label={whenTexts.window}
        checked={window !== null}
        onTick={(checked) => put(checked ? begin() : null)}
      />
      {window === null ? null : (
        <div className={styles.hours}>
          <Days saved={window.days} onSave={(days) => change(() => ({ days }))} />
          <Hours window={window} onChange={(part) => void change(() => part)} />
        </div>
      )}
    </div>
  );
}

/** The last day stays: hours without a day would never come. */
export function toggled(days: readonly number[], day: number): number[] {
  if (!days.includes(day)) return [...days, day].toSorted((one, other) => one - other);
  return days.length === 1 ? [...days] : days.filter((other) => other !== day);
}

function Days({ saved, onSave }: { saved: number[]; onSave: (days: number[]) => Promise<boolean> }) {
  const [days, choose] = useWish(saved, onSave);
  const styles = useStyles();
  const prose = useProse();
  return (
    <div className={styles.days} role="group" aria-label={whenTexts.days}>
      {whenTexts.shortDays.map((short, index) => {
        const chosen = days.includes(index + 1);
        return (
          <button
            key={short}
            type="button"
            className={mergeClasses(styles.day, chosen && styles.chosen)}
            aria-pressed={chosen}
            aria-disabled={chosen && days.length === 1}
            onClick={() => choose(toggled(days, index + 1))}
          >
            <span aria-hidden="true">{short}</span>
            <span className={prose.hidden}>{whenTexts.dayNames[index]}</span>
          </button>
        );
      })}
    </div>
  );
}

const TIME = /^\d\d:\d\d$/;
/** A time field knows no 24:00. */
const shown = (to: string) => (to === '24:00' ? '00:00' : to);
const meant = (to: string) => (to === '00:00' ? '24:00' : to);

function Hours({ window, onChange }: { window: SendWindow; onChange: (part: Partial<SendWindow>) => void }) {
  const styles = useStyles();
  const prose = useProse();
  // One text for both: they are saved together, or, while they are alike, neither.
  const typed = useTyped(`${window.from}|${shown(window.to)}`, (text) => {
    const [start, end] = pairOf(text);
    if (TIME.test(start) && TIME.test(end) && start !== meant(end)) onChange({ from: start, to: meant(end) });
  });
  const [from, to] = pairOf(typed.text);
  const same = from === meant(to);
  const overnight = !same && meant(to) < from;
  const hint = same ? whenTexts.sameTime : overnight ? whenTexts.overnight : whenTexts.windowHint;
  return (
    <div className={styles.pair}>
      <Field label={whenTexts.from} validationState={same ? 'error' : 'none'}>
        <Input type="time" value={from} onChange={(_, data) => typed.type(`${data.value}|${to}`)} onBlur={typed.flush} />
      </Field>
      <Field label={whenTexts.to} validationState={same ? 'error' : 'none'}>
        <Input type="time" value={to} onChange={(_, data) => typed.type(`${from}|${data.value}`)} onBlur={typed.flush} />
      </Field>
      <p className={mergeClasses(prose.small, styles.wide, same && prose.bad)} role="status">
        {hint}
      </p>
    </div>
  );
}

function pairOf(text: string): [string, string] {
  const [first = '', second = ''] = text.split('|');
  return [first, second];
}
