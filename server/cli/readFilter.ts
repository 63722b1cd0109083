/** "City is not Berlin" → a filter. Pure. */
import type { RowFilter } from '../../shared/api/mergeSettings.ts';
import { normalName } from '../../shared/merge/fieldNames.ts';

/** In this order: a longer way of saying counts before a shorter one that it begins with. */
const WAYS: readonly [RegExp, RowFilter['test']][] = [
  [/^(?:is not empty|filled|is filled)$/i, 'filled'],
  [/^(?:is empty|empty|is not filled)$/i, 'empty'],
  [/^(?:is[- ]not\b|!=|<>)/i, 'is-not'],
  [/^(?:contains[- ]not\b|does not contain\b)/i, 'contains-not'],
  [/^contains\b/i, 'contains'],
  [/^(?:is less than\b|less than\b|less\b|before\b|<(?![=>]))/i, 'less'],
  [/^(?:is more than\b|more than\b|more\b|after\b|>(?!=))/i, 'more'],
  [/^(?:is\b|==?)/i, 'is'],
];

/** Null where no column of the list stands in front, or what follows is no test. */
export function readFilter(text: string, headers: readonly string[]): RowFilter | null {
  const trimmed = text.trim();
  // "First Name is Ada" must not become a filter of a column "First".
  for (const column of headers.toSorted((a, b) => b.length - a.length)) {
    const rest = behind(trimmed, column);
    const filter = rest === null ? null : testOf(rest, column);
    if (filter !== null) return filter;
  }
  return null;
}

function behind(text: string, column: string): string | null {
  if (column === '' || normalName(text.slice(0, column.length)) !== normalName(column)) return null;
  const rest = text.slice(column.length);
  return /^(?:\s|[=<>!])/.test(rest) ? rest.trim() : null;
}

function testOf(rest: string, column: string): RowFilter | null {
  for (const [way, test] of WAYS) {
    const found = way.exec(rest)?.[0];
    if (found === undefined) continue;
    if (test === 'filled' || test === 'empty') return { column, test };
    const value = rest
      .slice(found.length)
      .trim()
      .replace(/^(["'])(.*)\1$/s, '$2');
    return value === '' ? null : { column, test, value };
  }
  return null;
}
