/** Content controls → columns: by tag, then by title (the first of the two that has a column). */
import { matchColumns } from '../../shared/merge/fieldNames.ts';
import type { CompiledLetter } from './compiledLetter.ts';

/** `name`: the one that has the column; where none has, the tag, or the title of a control without one. */
export type MatchedControl = { name: string; column: string | null };

/** In order of appearance, each name once. `chosen`: field → column as a person chose it, '' = none. */
export function matchControls(
  controls: CompiledLetter['controls'],
  headers: readonly string[],
  chosen: Readonly<Record<string, string | null>> = {},
): MatchedControl[] {
  const choices = Object.fromEntries(Object.entries(chosen).map(([field, column]) => [field, column ?? '']));
  const found = new Map<string, MatchedControl>();
  const all = new Set(controls.flatMap(({ names }) => names));
  const matched = matchColumns([...all], headers, choices);
  for (const { names } of controls) {
    const name = names.find((one) => (matched[one] ?? null) !== null) ?? names[0];
    if (name !== undefined && !found.has(name)) found.set(name, { name, column: matched[name] ?? null });
  }
  return [...found.values()];
}
