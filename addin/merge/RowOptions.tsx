/** Which rows become mails, how many of them one, and in which order. Folded away: most lists need none of it. */
import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { MergeSettings, RowFilter } from '../../shared/api/mergeSettings.ts';
import { FILTER_TESTS } from '../../shared/api/mergeSettings.ts';
import { Choice } from '../ui/Choice.tsx';
import { Fold } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const texts = optionTexts.rows;
const VALUE_MAX = 500;
const FILTERS_MAX = 20;

const useStyles = makeStyles({
  filter: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    alignItems: 'end',
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
  inside: { marginTop: tokens.spacingVerticalS },
});

export function RowOptions({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const styles = useStyles();
  const { merge, list } = draft;
  const set = (change: Partial<MergeSettings>) => work.change('change', { merge: change });
  return (
    <Fold summary={texts.fold} open={isUsed(merge)}>
      <div className={mergeClasses(prose.stack, prose.choices, styles.inside)}>
        <GroupBy draft={draft} set={set} />
        <Field label={texts.duplicates}>
          <Choice value={merge.duplicates} onChoose={(chosen) => set({ duplicates: chosen === 'first' ? 'first' : 'send' })}>
            <option value="send">{texts.duplicatesSend}</option>
            <option value="first">{texts.duplicatesFirst}</option>
          </Choice>
        </Field>
        <Order merge={merge} headers={list.headers} set={set} />
        <Filters draft={draft} work={work} />
      </div>
    </Fold>
  );
}

function isUsed({ groupBy, duplicates, order, filters }: MergeSettings): boolean {
  return groupBy !== null || duplicates === 'first' || order !== null || filters.length > 0;
}

type SetMerge = (change: Partial<MergeSettings>) => Promise<boolean>;

function GroupBy({ draft, set }: { draft: Filled; set: SetMerge }) {
  const { groupBy } = draft.merge;
  const useless = groupBy !== null && !draft.letter.repeats;
  return (
    <Field
      label={texts.groupBy}
      {...(groupBy === null ? {} : { hint: texts.groupHint })}
      {...(useless ? { validationState: 'warning' as const, validationMessage: texts.groupUseless } : {})}
    >
      <Choice value={groupBy ?? ''} onChoose={(column) => set({ groupBy: column || null })}>
        <option value="">{texts.groupNone}</option>
        {groupBy === null || draft.list.headers.includes(groupBy) ? null : <option>{groupBy}</option>}
        {draft.list.headers.map((header) => (
          <option key={header}>{header}</option>
        ))}
      </Choice>
    </Field>
  );
}

function Order({ merge, headers, set }: { merge: MergeSettings; headers: string[]; set: SetMerge }) {
  const value = merge.order === null ? '' : `${merge.order.descending ? '-' : '+'}${merge.order.column}`;
  const choose = (chosen: string) =>
    set({ order: chosen === '' ? null : { column: chosen.slice(1), descending: chosen.startsWith('-') } });
  return (
    <Field label={texts.order}>
      <Choice value={value} onChoose={choose}>
        <option value="">{texts.orderList}</option>
        {headers.map((header) => [
          <option key={`+${header}`} value={`+${header}`}>
            {texts.orderUp(header)}
          </option>,
          <option key={`-${header}`} value={`-${header}`}>
            {texts.orderDown(header)}
          </option>,
        ])}
      </Choice>
    </Field>
  );
}

function Filters({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const { filters } = draft.merge;
  const [first = ''] = draft.list.headers;
  const put = (make: (now: RowFilter[]) => RowFilter[]) =>
    work.change('change', (now) => ({ merge: { filters: make((now ?? draft).merge.filters) } }));
  return (
    <section className={prose.tight} aria-label={texts.filters}>
      {filters.length > 0 ? <h3 className={prose.h3}>{texts.filters}</h3> : null}
      {filters.map((filter, index) => (
        <Filter
          key={index}
          filter={filter}
          headers={draft.list.headers}
          onChange={(make) => put((now) => now.map((one, at) => (at === index ? make(one) : one)))}
          onRemove={() => void put((now) => now.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          size="small"
          disabled={filters.length >= FILTERS_MAX}
          onClick={() => void put((now) => [...now, { column: first, test: 'filled' }])}
        >
          {texts.addFilter}
        </Button>
      </div>
    </section>
  );
}

interface FilterProps {
  filter: RowFilter;
  headers: string[];
  /** From what it is when its turn comes: a choice just before may not be answered yet. */
  onChange: (make: (now: RowFilter) => RowFilter) => Promise<boolean>;
  onRemove: () => void;
}

function Filter({ filter, headers, onChange, onRemove }: FilterProps) {
  const styles = useStyles();
  const asks = filter.test !== 'filled' && filter.test !== 'empty';
  const typed = useTyped(filter.value ?? '', (value) => void onChange((now) => ({ ...now, value })));
  const chooseTest = (chosen: string) => {
    const test = FILTER_TESTS.find((one) => one === chosen) ?? 'is';
    const value = test === 'filled' || test === 'empty' ? {} : { value: typed.text };
    return onChange(({ column }) => ({ column, test, ...value }));
  };
  return (
    <fieldset className={styles.filter}>
      <Field label={texts.column}>
        <Choice value={filter.column} onChoose={(column) => onChange((now) => ({ ...now, column }))}>
          {headers.includes(filter.column) ? null : <option>{filter.column}</option>}
          {headers.map((header) => (
            <option key={header}>{header}</option>
          ))}
        </Choice>
      </Field>
      <Field label={texts.test}>
        <Choice value={filter.test} onChoose={chooseTest}>
          {FILTER_TESTS.map((test) => (
            <option key={test} value={test}>
              {texts.tests[test]}
            </option>
          ))}
        </Choice>
      </Field>
      {asks ? (
        <Field label={texts.value}>
          <Input
            value={typed.text}
            input={{ maxLength: VALUE_MAX }}
            onChange={(_, data) => typed.type(data.value)}
            onBlur={typed.flush}
          />
        </Field>
      ) : null}
      <div>
        <Button
          size="small"
          onClick={onRemove}
          aria-label={`${texts.removeFilter}: ${filter.column} ${texts.tests[filter.test]}`}
        >
          {texts.removeFilter}
        </Button>
      </div>
    </fieldset>
  );
}
