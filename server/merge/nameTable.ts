/** A table that knows its own names only: of a plain object `constructor` and `toString`, which any file may say, are names too. */
export function nameTable<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
