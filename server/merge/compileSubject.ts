/** The subject of a mail → a line that is joined for each message: `{{Field | filters}}`, conditions and repeats, and `«Field»`. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { distinctFields, splitFields } from '../../shared/merge/fieldNames.ts';
import { valueHeader } from './mailHtml/escapeHtml.ts';
import { letterNotes } from './letter/letterNotes.ts';
import { readTag } from './markup/tagSyntax.ts';
import type { MergeScope } from './mergeScope.ts';
import { optionalFields } from './optionalFields.ts';

import { tagSequence } from './taggedTemplate.ts';

/** `optional`: those of `fields` that may be empty (see Slot). */
export type CompiledSubject = {
  fields: string[];
  optional: string[];
  remarks: Remark[];
  render: (scope: MergeScope) => string;
};

export function compileSubject(subject: string): CompiledSubject {
  const notes = letterNotes();
  const sequence = tagSequence();
  for (const part of splitFields(withoutChevrons(valueHeader(subject)))) {
    const read = part.kind === 'text' ? part : readTag(part, notes);
    if (read.kind === 'text') sequence.add(read.text);
    else if (read.kind === 'value') sequence.add((scope) => read.slot.evaluate(scope), [read.slot]);
    else if (read.kind !== 'nothing') sequence.addTag(read);
  }
  const { template, users } = sequence.finish(notes);
  return {
    fields: distinctFields(users.flatMap(({ fields }) => fields)),
    optional: optionalFields(users),
    remarks: notes.remarks.map((remark) => ({ ...remark, text: `In the subject: ${remark.text}` })),
    render: (scope) => valueHeader(template.render(scope)).replace(/ {2,}/g, ' ').trim(),
  };
}

/** «Name», as Word shows a field; with blanks inside it is a quotation « à la française ». */
function withoutChevrons(subject: string): string {
  return subject.replace(/«(?!\s)([^«»{}]{1,200})(?<!\s)»/g, '{{$1}}');
}
