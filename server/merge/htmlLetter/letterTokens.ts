/** Tokens of a letter's HTML with what stands in double braces read: values, and tags of conditions and repeats. */
import { findTags, splitFields, type TagPart } from '../../../shared/merge/fieldNames.ts';
import { type BlockTag, readTag } from '../markup/tagSyntax.ts';
import type { MergeNotes, Slot } from '../mergeScope.ts';
import { decodeEntities } from './decodeEntities.ts';
import type { HtmlToken } from './scanHtml.ts';

export type LetterToken = HtmlToken | { kind: 'value'; slot: Slot } | { kind: 'tag'; tag: BlockTag };

export function letterTokens(tokens: readonly HtmlToken[], notes: MergeNotes): LetterToken[] {
  return tokens.flatMap((token) =>
    token.kind === 'text' && token.text.includes('{{') ? textTokens(token.text, notes) : [token],
  );
}

export function textTokens(text: string, notes: MergeNotes): LetterToken[] {
  return splitFields(text).flatMap((part): LetterToken[] => {
    if (part.kind === 'text') return [part];
    const tag = readTag(decoded(part), notes);
    if (tag.kind === 'value') return [tag];
    return tag.kind === 'nothing' ? [] : [{ kind: 'tag', tag }];
  });
}

/** In HTML a tag is written with character references: `{{#if A &lt; 5}}`, `{{A&nbsp;&amp;&nbsp;B}}`. */
function decoded(part: TagPart): TagPart {
  const written = part.kind === 'directive' ? part.text : [part.field, part.filters].filter((one) => one !== undefined).join('|');
  const plain = decodeEntities(written);
  return plain === written ? part : (findTags(`{{${plain}}}`)[0]?.part ?? part);
}
