/** What a letter shows of other places: linked pictures, texts, objects, frames. Nobody here fetches them; Word does, as soon as a document is opened. */
import type { WordPackage } from './openPackage.ts';

/** Links are followed by people only; templates and lists of Word's own merge never go along. */
const HARMLESS =
  /\/(?:hyperlink|attachedTemplate|mailMergeSource|mailMergeHeaderSource|mailMergeRecipientData|recipientData|attachedToolbars)$/;

/** `type`: of a relationship that leads outside of the package. */
export function isFetched(type: string): boolean {
  return !HARMLESS.test(type);
}

/** Each once, as written. */
export function outsideAddresses(opened: WordPackage): string[] {
  const found = new Set<string>();
  for (const name of opened.names) {
    const [, folder, part] = /^(.*)_rels\/([^/]+)\.rels$/i.exec(name) ?? [];
    if (folder === undefined || part === undefined) continue;
    for (const { type, target, external } of opened.relationships(`${folder}${part}`).values())
      if (external && isFetched(type)) found.add(target);
  }
  return [...found];
}
