/** Word letter → compiled letter. */
import { distinctFields, splitFields } from '../../shared/merge/fieldNames.ts';
import { escapeHtml, valueHtml, valueText } from './escapeHtml.ts';
import { mailTemplate } from './mailTemplate.ts';
import { openPackage } from './openPackage.ts';
import { isElement, textOf, type Xml } from './parseXml.ts';
import { type Read, readable } from './readResult.ts';
import type { CompiledLetter } from './renderMessage.ts';

export function compileWordLetter(bytes: Uint8Array): Read<CompiledLetter> {
  const opened = openPackage(bytes);
  if (!opened.ok) return opened;
  const [html, text, fields] = [mailTemplate(), mailTemplate(), [] as string[]];
  for (const paragraph of paragraphs(opened.value.xml(opened.value.main))) {
    html.add('<p>');
    for (const part of splitFields(textOf(paragraph))) {
      if (part.kind === 'text') {
        html.add(escapeHtml(part.text));
        text.add(part.text);
      } else if (part.kind === 'field') {
        fields.push(part.field);
        html.add((value) => valueHtml(value(part.field)));
        text.add((value) => valueText(value(part.field)));
      }
    }
    html.add('</p>');
    text.add('\n\n');
  }
  const render: CompiledLetter['render'] = (value) => ({ html: html.render(value), text: text.render(value).trim() });
  return readable({ fields: distinctFields(fields), remarks: [], images: [], render });
}

function paragraphs(element: Xml | undefined): Xml[] {
  return (element?.children ?? []).filter(isElement).flatMap((child) => (child.name === 'w:p' ? [child] : paragraphs(child)));
}
