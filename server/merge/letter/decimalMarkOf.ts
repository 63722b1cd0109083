/** What the fields of a letter take for a decimal mark (w:decimalSymbol, ISO/IEC 29500-1 17.15.1.30); null where it does not say. */
import type { WordPackage } from '../ooxml/openPackage.ts';
import { childOf } from '../ooxml/parseXml.ts';

export function decimalMarkOf(opened: WordPackage): string | null {
  const related = [...opened.relationships(opened.main).values()];
  const settings = related.find(({ type, external }) => !external && type.endsWith('/settings'));
  if (settings === undefined) return null;
  return childOf(opened.xml(settings.target), 'w:decimalSymbol')?.attributes['w:val'] ?? null;
}
