/** Fields of the letter ↔ columns of the list: those without a column on top. */
import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useProse } from '../ui/prose.ts';
import { texts } from '../ui/texts.ts';
import { chooseColumn } from './chooseColumn.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const useStyles = makeStyles({
  grid: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

export function FieldColumns({ draft, work }: { draft: Filled; work: DraftWork }) {
  const styles = useStyles();
  const prose = useProse();
  const fields = orderFields(draft);
  const choose = (field: string, column: string) => void work.change('change', { columns: chooseColumn(draft, field, column) });
  return (
    <section className={prose.stack} aria-label={texts.check.fields}>
      <h3 className={prose.h3}>{texts.check.fields}</h3>
      {fields.length === 0 ? <p className={prose.small}>{texts.check.noFields}</p> : null}
      <div className={styles.grid}>
        {fields.map((field) => (
          <ColumnChoice
            key={field}
            field={field}
            column={draft.columns[field] ?? null}
            headers={draft.list.headers}
            sample={sampleOf(draft, field)}
            onChoose={(column) => choose(field, column)}
          />
        ))}
      </div>
    </section>
  );
}

interface ColumnChoiceProps {
  field: string;
  column: string | null;
  headers: readonly string[];
  sample: string | null;
  onChoose: (column: string) => void;
}

function ColumnChoice({ field, column, headers, sample, onChoose }: ColumnChoiceProps) {
  const missing = column === null;
  return (
    <Field
      label={`«${field}»`}
      {...(missing ? { validationMessage: texts.check.unmatched, validationState: 'warning' as const } : {})}
      {...(sample ? { hint: sample } : {})}
    >
      <Select
        id={columnChoiceId(field)}
        aria-label={texts.check.fieldColumn(field)}
        value={column ?? ''}
        onChange={(_, data) => onChoose(data.value)}
      >
        <option value="">{texts.check.noColumn}</option>
        {headers.map((header) => (
          <option key={header} value={header}>
            {header}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Where a finding about a field jumps to. */
export function columnChoiceId(field: string): string {
  return `column-of-${field}`;
}

function orderFields(draft: Filled): string[] {
  const fields = Object.keys(draft.columns);
  const missing = (field: string) => (draft.columns[field] == null ? 0 : 1);
  return fields.toSorted((one, other) => missing(one) - missing(other));
}

function sampleOf(draft: Filled, field: string): string | null {
  const column = draft.columns[field];
  const value = column == null ? undefined : draft.list.firstRows[0]?.[draft.list.headers.indexOf(column)];
  return value ? `${texts.check.example} ${value}` : null;
}
