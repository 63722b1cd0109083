/** Which cell of a row a field means. */
import { normalName } from '../../shared/merge/fieldNames.ts';

/**
 * Index of a field's column, for every spelling of the field. Where a list has both `Name` and `name`, each spelling has
 * its own column, unless the field was given another column altogether. A name that nobody asked about before (the usual
 * headings that GREETINGLINE looks for) is that of a column, if there is one.
 */
export function columnFinder(
  columns: Readonly<Record<string, string | null>>,
  headers: readonly string[],
): (field: string) => number | undefined {
  const places = new Map(headers.map((header, index) => [header, index]));
  const chosen = new Map(Object.entries(columns));
  const byNormal = new Map<string, string>();
  for (const [field, column] of chosen)
    if (column !== null && places.has(column) && !byNormal.has(normalName(field))) byNormal.set(normalName(field), column);
  const asked = new Set([...chosen.keys()].map(normalName));
  const byHeading = new Map(headers.map((header, index): [string, number] => [normalName(header), index]).toReversed());
  byHeading.delete('');
  return (field) => {
    const exact = chosen.get(field);
    if (exact !== undefined) return exact === null ? undefined : places.get(exact);
    const column = byNormal.get(normalName(field));
    if (column === undefined)
      return asked.has(normalName(field)) ? undefined : (places.get(field) ?? byHeading.get(normalName(field)));
    return (normalName(column) === normalName(field) ? places.get(field) : undefined) ?? places.get(column);
  };
}
