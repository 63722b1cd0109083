/**
 * The subject as the first person gets it: a live sample while somebody types. What is sent is rendered by the server, which
 * alone knows filters and conditions: with those in it there is no sample here ('').
 */
import { matchColumns, normalName, splitFields } from '../../shared/merge/fieldNames.ts';
import type { Filled } from './wizard.ts';

export function sampleSubject(subject: string, draft: Pick<Filled, 'list' | 'columns'>): string {
  const { headers, firstRows } = draft.list;
  const known = new Map(Object.entries(draft.columns).map(([field, column]) => [normalName(field), column]));
  const valueOf = (field: string): string => {
    const column = known.has(normalName(field)) ? known.get(normalName(field)) : matchColumns([field], headers)[field];
    return column == null ? `{{${field}}}` : (firstRows[0]?.[headers.indexOf(column)] ?? '');
  };
  const parts = splitFields(subject);
  if (parts.some((part) => part.kind === 'directive' || (part.kind === 'field' && part.filters !== undefined))) return '';
  return parts.map((part) => (part.kind === 'field' ? valueOf(part.field) : part.text)).join('');
}
