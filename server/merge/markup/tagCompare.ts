/** How two values of a condition compare: as Word's IF does it, and `contains`, where letter case does not count. */
import { type Compared, comparisonOf } from '../fields/compareValues.ts';
import type { MergeScope } from '../mergeScope.ts';

/** One side of a comparison for a row. */
export type Side = (scope: MergeScope) => Compared;
export type Compare = (left: Side, right: Side) => (scope: MergeScope) => boolean;

/** Null: no sign of a comparison. */
export function compareBy(sign: string): Compare | null {
  if (sign === 'contains') return (left, right) => (scope) => contains(left(scope), right(scope));
  if (sign === 'contains not') return (left, right) => (scope) => !contains(left(scope), right(scope));
  const comparison = comparisonOf(sign);
  if (comparison === null) return null;
  return (left, right) => (scope) => comparison(trimmed(left(scope)), trimmed(right(scope)), scope.locale);
}

function contains(left: Compared, right: Compared): boolean {
  return trimmed(left).text.toLowerCase().includes(trimmed(right).text.toLowerCase());
}

/** Blanks at the ends are not seen in a sheet, and nobody can tell one kind of blank from another. */
function trimmed({ text, exact }: Compared): Compared {
  return { text: text.replaceAll('\u00a0', ' ').trim(), exact };
}
