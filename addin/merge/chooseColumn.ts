/** The choices to send when somebody picks another column for a field. */
import { matchColumns } from '../../shared/merge/fieldNames.ts';
import type { Filled } from './wizard.ts';

/**
 * All choices that differ from the automatic match, and the new one. An empty text means "no column". What matches by
 * itself is not written down, so that another list can match by itself again.
 */
export function chooseColumn(draft: Pick<Filled, 'list' | 'columns'>, field: string, column: string): Record<string, string> {
  const wanted = { ...draft.columns, [field]: column === '' ? null : column };
  const automatic = matchColumns(Object.keys(wanted), draft.list.headers);
  const chosen = Object.entries(wanted).filter(([name, value]) => name === field || value !== automatic[name]);
  return Object.fromEntries(chosen.map(([name, value]) => [name, value ?? '']));
}
