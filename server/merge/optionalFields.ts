/** Which fields of a letter may be empty without a fault: those that are optional at every place where they stand. */
import { distinctFields, normalName } from '../../shared/merge/fieldNames.ts';

/** Takes the slots and tests of a letter; the spelling is the one that comes first. */
export function optionalFields(users: readonly { fields: readonly string[]; optional?: readonly string[] }[]): string[] {
  const needed = new Set<string>();
  for (const { fields, optional = [] } of users) {
    const free = new Set(optional.map(normalName));
    for (const field of fields) if (!free.has(normalName(field))) needed.add(normalName(field));
  }
  return distinctFields(users.flatMap((user) => user.optional ?? [])).filter((field) => !needed.has(normalName(field)));
}
