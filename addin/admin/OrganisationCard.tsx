/** One organisation: how much of its number is used, what the number comes from, and who counts as outside. */
import { makeStyles, mergeClasses, Switch, tokens } from '@fluentui/react-components';
import { changeTenant, type Tenant } from '../../shared/api/tenants.ts';
import { useAction } from '../api/useCall.ts';
import { formatList, formatNumber } from '../ui/format.ts';
import { Card, Fold } from '../ui/Panel.tsx';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { readWhole } from '../ui/readWhole.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import { useWish } from '../ui/useWish.ts';
import { TextField } from './formFields.tsx';

const words = adminTexts.tenants;
const LICENCES_MOST = 10_000_000;
const DAY_MOST = 100_000_000;

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere' },
  bar: {
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
    '@media (forced-colors: active)': { border: '1px solid CanvasText', forcedColorAdjust: 'none' },
  },
  part: { height: '100%', backgroundColor: tokens.colorBrandBackground },
  full: { backgroundColor: tokens.colorStatusWarningBackground3 },
  inside: { paddingTop: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
});

export function OrganisationCard({ tenant, onChanged }: { tenant: Tenant; onChanged: () => void }) {
  const prose = useProse();
  const styles = useStyles();
  const action = useAction(changeTenant);
  const change = async (body: Partial<Pick<Tenant, 'licences' | 'perDay' | 'trial'>>) => {
    const answer = await action.run({ params: { tid: tenant.tid }, body });
    onChanged();
    return answer.ok;
  };
  const [trial, chooseTrial] = useWish(tenant.trial, (wanted) => change({ trial: wanted }));
  const name = tenant.domains?.[0] ?? tenant.tid;
  return (
    <Card label={name}>
      <div className={prose.tight}>
        <h2 className={mergeClasses(prose.h3, styles.name)}>{name}</h2>
        <p className={prose.small}>{words.mailboxes(tenant.mailboxes)}</p>
      </div>
      <Budget tenant={tenant} />
      <NumberField
        label={words.licences}
        hint={words.licencesHint}
        most={LICENCES_MOST}
        value={tenant.licences}
        onSave={(licences) => void change({ licences })}
      />
      <Switch label={words.trial} checked={trial} disabled={action.busy} onChange={(_, data) => chooseTrial(data.checked)} />
      <NumberField
        label={words.perDay}
        hint={words.perDayHint}
        most={DAY_MOST}
        value={tenant.perDay}
        onSave={(perDay) => void change({ perDay })}
      />
      {action.failure ? <SmallProblem failure={action.failure} /> : null}
      <Fold summary={words.outside}>
        <div className={mergeClasses(prose.tight, styles.inside)}>
          <p className={prose.small}>
            {tenant.domains === null ? words.outsideUnknown : words.outsideOf(formatList(tenant.domains))}
          </p>
          <p className={prose.small}>{`${words.id}: ${tenant.tid}`}</p>
        </div>
      </Fold>
    </Card>
  );
}

function Budget({ tenant }: { tenant: Tenant }) {
  const prose = useProse();
  const styles = useStyles();
  const { budget, usedToday } = tenant;
  if (budget === null) return <p className={mergeClasses(prose.small, prose.numbers)}>{words.usedAlone(usedToday)}</p>;
  const full = usedToday >= budget;
  return (
    <div className={prose.tight} role="status">
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={words.bar}
        aria-valuemin={0}
        aria-valuemax={budget}
        aria-valuenow={Math.min(usedToday, budget)}
        aria-valuetext={words.used(usedToday, budget)}
      >
        <div
          className={mergeClasses(styles.part, full && styles.full)}
          style={{ width: `${Math.min(100, (usedToday / budget) * 100)}%` }}
        />
      </div>
      <p className={mergeClasses(prose.small, prose.numbers)}>{words.used(usedToday, budget)}</p>
      {full ? <p className={prose.small}>{words.usedUp}</p> : null}
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  hint: string;
  most: number;
  value: number | null;
  onSave: (value: number | null) => void;
}

/** Saved while it is typed, like everything in the pane; what is no number waits until it is one. */
function NumberField({ label, hint, most, value, onSave }: NumberFieldProps) {
  const read = (text: string) => (text.trim() === '' ? null : (readWhole(text, 1, most) ?? undefined));
  const typed = useTyped(value === null ? '' : String(value), (text) => {
    const wanted = read(text);
    if (wanted !== undefined && wanted !== value) onSave(wanted);
  });
  const problem = read(typed.text) === undefined ? words.wrong(formatNumber(most)) : null;
  return (
    <TextField
      label={label}
      hint={hint}
      type="number"
      value={typed.text}
      problem={problem}
      onChange={typed.type}
      onLeave={typed.flush}
    />
  );
}
