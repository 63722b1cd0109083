/** Fields of the letter ↔ columns of the list: those without a column on top, the others in compact lines. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { Choice } from '../ui/Choice.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { chooseColumn } from './chooseColumn.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
  },
  name: { overflowWrap: 'anywhere' },
  hint: { gridColumnStart: 2, color: tokens.colorStatusWarningForeground1 },
});

export function FieldColumns({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  // The order of the moment the step was opened: a line must not jump away when its column is chosen.
  const [order] = useState(() => orderFields(draft));
  const present = Object.keys(draft.columns);
  const fields = [...order.filter((field) => present.includes(field)), ...present.filter((field) => !order.includes(field))];
  const choose = (field: string, column: string) =>
    work.change('change', (now) => ({
      columns: chooseColumn({ ...draft, ...now, list: now?.list ?? draft.list }, field, column),
    }));
  return (
    <section className={prose.stack} aria-label={mergeTexts.check.fields}>
      <h3 className={prose.h3}>{mergeTexts.check.fields}</h3>
      {fields.length === 0 ? <p className={prose.small}>{mergeTexts.check.noFields}</p> : null}
      <ul className={prose.list}>
        {fields.map((field) => (
          <li key={field}>
            <ColumnChoice
              field={field}
              column={draft.columns[field] ?? null}
              headers={draft.list.headers}
              onChoose={(column) => choose(field, column)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ColumnChoiceProps {
  field: string;
  column: string | null;
  headers: readonly string[];
  onChoose: (column: string) => Promise<boolean>;
}

function ColumnChoice({ field, column, headers, onChoose }: ColumnChoiceProps) {
  const styles = useStyles();
  const prose = useProse();
  const hint = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={columnChoiceId(field)} className={mergeClasses(prose.p, styles.name)}>{`«${field}»`}</label>
      <Choice
        id={columnChoiceId(field)}
        value={column ?? ''}
        aria-describedby={column === null ? hint : undefined}
        onChoose={onChoose}
      >
        <option value="">{mergeTexts.check.noColumn}</option>
        {headers.map((header) => (
          <option key={header} value={header}>
            {header}
          </option>
        ))}
      </Choice>
      {column === null ? (
        <span id={hint} className={mergeClasses(prose.small, styles.hint)}>
          {mergeTexts.check.unmatched}
        </span>
      ) : null}
    </div>
  );
}

/** Where a finding about a field jumps to. */
export function columnChoiceId(field: string): string {
  return `column-of-${field}`;
}

function orderFields(draft: Filled): string[] {
  const missing = (field: string) => (draft.columns[field] == null ? 0 : 1);
  return Object.keys(draft.columns).toSorted((one, other) => missing(one) - missing(other));
}
