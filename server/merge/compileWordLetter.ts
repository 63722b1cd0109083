/** Word letter → compiled letter: opened, resolved and read once, then every message is only joined from its parts. */
import { distinctFields } from '../../shared/merge/fieldNames.ts';
import { type CompiledLetter, NOTHING_MORE } from './compiledLetter.ts';
import { documentWriter } from './docx/documentWriter.ts';
import { findPlaces, type PlacedUse, placesOf, use } from './findPlaces.ts';
import { decimalMarkOf } from './letter/decimalMarkOf.ts';
import { letterNotes } from './letter/letterNotes.ts';
import { readDocx } from './letter/readDocx.ts';
import { emailHtml } from './mailHtml/emailHtml.ts';
import { plainText } from './mailHtml/plainText.ts';
import { tidyMarkup } from './markup/tidyMarkup.ts';
import type { MergeScope } from './mergeScope.ts';
import { openPackage, type WordPackage } from './ooxml/openPackage.ts';
import type { Xml } from './ooxml/parseXml.ts';
import { optionalFields } from './optionalFields.ts';
import { type Read, readable } from './readResult.ts';
import { type ResolvedLetter, resolveLetter } from './resolveLetter.ts';

/** `letterhead`: the first page's header stands above the text of the mail and its footer below. */
export function compileWordLetter(bytes: Uint8Array, letterhead = false): Read<CompiledLetter> {
  const opened = openPackage(bytes);
  if (!opened.ok) return opened;
  const notes = letterNotes();
  const resolved = resolveLetter(opened.value, notes, letterhead);
  const stories = new Map([...resolved.parts].map(([name, root]) => [name, tidyMarkup(root)]));
  const letter = readDocx(opened.value, resolved, stories, notes, letterhead);
  const excess = opened.value.excess();
  if (excess !== null) return excess;
  const [html, text] = [emailHtml(letter), plainText(letter)];
  const document = documentWriter(opened.value, resolved);
  const { remarks, images, questions, usual, spelled } = notes;
  const { controls, skips, repeats } = resolved;
  const own = resolved.remembers || letter.hasNotes ? freshScope : sameScope;
  return readable(
    {
      ...NOTHING_MORE,
      ...fieldsOf(opened.value, resolved, stories, letter.parts),
      controls,
      questions,
      usual,
      spelled,
      skips,
      repeats,
      letterhead: letter.letterhead,
      language: letter.language,
      decimalMark: decimalMarkOf(opened.value),
      remarks,
      images,
      render: (scope, htmlAlone = false) => ({
        html: html.render(own(scope)),
        text: htmlAlone ? '' : text.render(own(scope)),
      }),
      document: (scope) => document(own(scope)),
    },
    remarks,
  );
}

/** Mail and document are renderings of one letter: what SET put down in one may not be there when the other begins. */
function freshScope(scope: MergeScope): MergeScope {
  const bookmarks = new Map(scope.bookmarks);
  const fresh: MergeScope = { ...scope, bookmarks };
  fresh.rows = scope.rows.map((row) => (row === scope ? fresh : { ...row, bookmarks }));
  return fresh;
}

/** Nothing in the letter is put down or counted. */
function sameScope(scope: MergeScope): MergeScope {
  return scope;
}

/** `parts`: those that the mail shows. */
function fieldsOf(
  opened: WordPackage,
  resolved: ResolvedLetter,
  stories: ReadonlyMap<string, Xml>,
  parts: readonly string[],
): Pick<CompiledLetter, 'fields' | 'places' | 'optional' | 'asideFields'> {
  const placesIn = (name: string) => {
    const [root, kind] = [stories.get(name), resolved.kinds.get(name)];
    if (root === undefined || kind === undefined) return { shown: [], inCode: [] };
    const relationships = opened.relationships(name);
    const target = (id: string | undefined) => {
      const found = relationships.get(id ?? '');
      return found?.external === true ? found.target : undefined;
    };
    return findPlaces({ root, kind, target });
  };
  const found = parts.map(placesIn);
  const uses: PlacedUse[] = found.flatMap(({ shown }) => shown);
  if (resolved.skips !== null) uses.push(use(resolved.skips, 'condition'));
  const others = [...resolved.parts.keys()].filter((name) => !parts.includes(name)).map(placesIn);
  const aside = [...found.flatMap(({ inCode }) => inCode), ...others.flatMap(({ shown, inCode }) => [...shown, ...inCode])];
  const fields = distinctFields(uses.flatMap((user) => user.fields));
  return {
    fields,
    places: placesOf(uses),
    optional: optionalFields(uses),
    asideFields: distinctFields([...fields, ...aside.flatMap((user) => user.fields)]).slice(fields.length),
  };
}
