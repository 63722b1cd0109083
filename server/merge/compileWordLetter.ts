/** Word letter → compiled letter: opened, resolved and read once, then every message is only joined from its parts. */
import { distinctFields } from '../../shared/merge/fieldNames.ts';
import { type CompiledLetter, NOTHING_MORE } from './compiledLetter.ts';
import { documentWriter } from './docx/documentWriter.ts';
import { type Block, leafInlines, notesIn, paragraphsOf } from './letter/letterTree.ts';
import { decimalMarkOf } from './letter/decimalMarkOf.ts';
import { letterNotes } from './letter/letterNotes.ts';
import { readDocx } from './letter/readDocx.ts';
import { emailHtml } from './mailHtml/emailHtml.ts';
import { plainText } from './mailHtml/plainText.ts';
import type { MergeScope } from './mergeScope.ts';
import { openPackage } from './ooxml/openPackage.ts';
import { type Read, readable } from './readResult.ts';
import { resolveLetter } from './resolveLetter.ts';

/** `letterhead`: the first page's header stands above the text of the mail and its footer below. */
export function compileWordLetter(bytes: Uint8Array, letterhead = false): Read<CompiledLetter> {
  const opened = openPackage(bytes);
  if (!opened.ok) return opened;
  const notes = letterNotes();
  const resolved = resolveLetter(opened.value, notes);
  const letter = readDocx(opened.value, resolved, notes, letterhead);
  const [html, text] = [emailHtml(letter), plainText(letter)];
  const document = documentWriter(opened.value, resolved);
  const noted = notesIn(letter.blocks).flatMap((note) => note.blocks);
  const fields = fieldsOf([...letter.above, ...letter.blocks, ...noted, ...letter.below]);
  const { remarks, images, questions } = notes;
  const { controls, skips, repeats } = resolved;
  return readable(
    {
      ...NOTHING_MORE,
      fields,
      places: fields.map((field) => ({ field, where: 'text' })),
      asideFields: distinctFields([...fields, ...fieldsOf(letter.asides)]).slice(fields.length),
      controls,
      questions,
      skips,
      repeats,
      letterhead: letter.letterhead,
      language: letter.language,
      decimalMark: decimalMarkOf(opened.value),
      remarks,
      images,
      render: (scope) => ({ html: html.render(freshScope(scope)), text: text.render(freshScope(scope)) }),
      document: (scope) => document(freshScope(scope)),
    },
    remarks,
  );
}

/** HTML and text are two renderings of one letter: what SET put down in one may not be there when the other begins. */
function freshScope(scope: MergeScope): MergeScope {
  const bookmarks = new Map(scope.bookmarks);
  const fresh: MergeScope = { ...scope, bookmarks };
  fresh.rows = scope.rows.map((row) => (row === scope ? fresh : { ...row, bookmarks }));
  return fresh;
}

function fieldsOf(blocks: readonly Block[]): string[] {
  const names: string[] = [];
  for (const paragraph of paragraphsOf(blocks)) {
    for (const inline of leafInlines(paragraph.inlines)) {
      if (inline.kind === 'slot') names.push(...inline.slot.fields);
      if ('link' in inline) {
        for (const part of inline.link?.parts ?? []) if (typeof part !== 'string') names.push(...part.fields);
      }
    }
  }
  return distinctFields(names);
}
