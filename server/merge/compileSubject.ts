/** The subject of a mail → a line that is joined for each message. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { distinctFields, splitFields } from '../../shared/merge/fieldNames.ts';
import { valueHeader } from './mailHtml/escapeHtml.ts';
import type { MergeScope } from './mergeScope.ts';

/** `optional`: those of `fields` that may be empty (see Slot). */
export type CompiledSubject = {
  fields: string[];
  optional: string[];
  remarks: Remark[];
  render: (scope: MergeScope) => string;
};

export function compileSubject(subject: string): CompiledSubject {
  const parts = splitFields(valueHeader(subject));
  const fields = distinctFields(parts.flatMap((part) => (part.kind === 'field' ? [part.field] : [])));
  const remarks = parts.flatMap((part): Remark[] => {
    if (part.kind !== 'directive') return [];
    return [
      {
        code: 'FIELD_NOT_SUPPORTED',
        text: `The subject has {{${part.text}}}, which is not the name of a column. It is left out.`,
      },
    ];
  });
  const render = (scope: MergeScope) =>
    valueHeader(
      parts.map((part) => (part.kind === 'field' ? scope.value(part.field) : part.kind === 'text' ? part.text : '')).join(''),
    )
      .replace(/ {2,}/g, ' ')
      .trim();
  return { fields, optional: [], remarks, render };
}
