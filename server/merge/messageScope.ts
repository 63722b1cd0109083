/** What one message may ask: its rows' values with the policies of empty fields. Every message gets scopes of its own. */
import type { FieldPolicy, MergeSettings } from '../../shared/api/mergeSettings.ts';
import { normalName } from '../../shared/merge/fieldNames.ts';
import { columnFinder } from './columnFinder.ts';
import { exactCell } from './exactCell.ts';
import { isBlank, type PolicyFinder } from './fieldPolicies.ts';
import type { ListTable } from './lists/listTable.ts';
import type { MergeScope } from './mergeScope.ts';
import type { MessagePlan } from './planMessages.ts';

export type ScopeSource = {
  table: ListTable;
  /** Field → column, those of matched content controls included. */
  columns: Readonly<Record<string, string | null>>;
  policies: PolicyFinder;
  /** Of this field the letter itself says what happens where it is empty, so no policy concerns it. */
  optional: (field: string) => boolean;
  /** Some field's policy takes its line away; where none does, nobody has to ask. */
  dropsLines: boolean;
  answers: MergeSettings['answers'];
  locale: string;
  now: string;
};

/** A field as this merge fills it, worked out once for each of its spellings. */
type Bound = { place: number; standard: string; drops: boolean };

export function scopeMaker(source: ScopeSource): (plan: MessagePlan) => MergeScope {
  const { table, now, locale } = source;
  const bind = binder(source);
  const has = (field: string) => bind(field).place >= 0;
  const answers = new Map(Object.entries(source.answers));
  const answer = (key: string) => answers.get(key);

  function rowScope(index: number, at: number, plan: MessagePlan, bookmarks: Map<string, string>): MergeScope {
    const cells = table.rows[index];
    if (cells === undefined) throw new RangeError(`The list has no row ${index + 1}`);
    return {
      value(field: string) {
        const bound = bind(field);
        const cell = cells[bound.place];
        return cell === undefined || isBlank(cell) ? bound.standard : cell;
      },
      exact: (field: string) => exactCell(table, index, bind(field).place),
      has,
      rows: [],
      position: at + 1,
      record: plan.records?.[at] ?? index + 1,
      sequence: plan.sequence,
      answer,
      bookmarks,
      drops: source.dropsLines
        ? (fields: readonly string[]) => fields.some((field) => dropsAt(bind(field), cells))
        : dropsNothing,
      keepsLines: !source.dropsLines,
      now,
      locale,
    };
  }

  return (plan) => {
    const bookmarks = new Map<string, string>();
    const scopes = plan.rows.map((index, at) => rowScope(index, at, plan, bookmarks));
    const [first] = scopes;
    if (first === undefined) throw new RangeError('A message without a row');
    for (const scope of scopes) scope.rows = scopes;
    return first;
  };
}

function dropsNothing(): boolean {
  return false;
}

function dropsAt(bound: Bound, cells: readonly string[]): boolean {
  return bound.drops && isBlank(cells[bound.place] ?? '');
}

function binder({ table, columns, policies, optional }: ScopeSource): (field: string) => Bound {
  const find = columnFinder(columns, table.headers);
  const asked = new Set(Object.keys(columns).map(normalName));
  const bySpelling = new Map<string, Bound>();
  return (field) => {
    const known = bySpelling.get(field);
    if (known !== undefined) return known;
    // A heading that a field looks for by itself is no field of the letter, so it has no policy.
    const policy: FieldPolicy = optional(field) || !asked.has(normalName(field)) ? 'empty' : policies(field);
    const standard = typeof policy === 'object' ? policy.default : '';
    const bound = { place: find(field) ?? -1, standard, drops: policy === 'drop-line' };
    bySpelling.set(field, bound);
    return bound;
  };
}
