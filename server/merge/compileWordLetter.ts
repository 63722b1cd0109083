/** Word letter → compiled letter: opened and read once, then every row is only joined from its parts. */
import { distinctFields } from '../../shared/merge/fieldNames.ts';
import { emailHtml } from './mailHtml/emailHtml.ts';
import { type Block, leafInlines, paragraphsOf } from './letter/letterTree.ts';
import { openPackage } from './ooxml/openPackage.ts';
import { plainText } from './mailHtml/plainText.ts';
import { readDocx } from './letter/readDocx.ts';
import { type Read, readable } from './readResult.ts';
import { type CompiledLetter, NOTHING_MORE } from './compiledLetter.ts';

export function compileWordLetter(bytes: Uint8Array): Read<CompiledLetter> {
  const opened = openPackage(bytes);
  if (!opened.ok) return opened;
  const letter = readDocx(opened.value);
  const [html, text] = [emailHtml(letter), plainText(letter.blocks)];
  const { remarks, images } = letter.notes;
  const render: CompiledLetter['render'] = (scope) => ({ html: html.render(scope), text: text.render(scope) });
  const fields = fieldsOf(letter.blocks);
  const asideFields = distinctFields([...fields, ...fieldsOf(letter.asides)]).slice(fields.length);
  return readable(
    {
      ...NOTHING_MORE,
      fields,
      places: fields.map((field) => ({ field, where: 'text' })),
      asideFields,
      language: letter.language,
      remarks,
      images,
      render,
    },
    remarks,
  );
}

function fieldsOf(blocks: readonly Block[]): string[] {
  const names: string[] = [];
  for (const paragraph of paragraphsOf(blocks)) {
    for (const inline of leafInlines(paragraph.inlines)) {
      if (inline.kind === 'slot') names.push(...inline.slot.fields);
      if (inline.kind !== 'break' && inline.kind !== 'tab') {
        for (const part of inline.link?.parts ?? []) if (typeof part !== 'string') names.push(...part.fields);
      }
    }
  }
  return distinctFields(names);
}
