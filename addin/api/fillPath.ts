export type Values = Record<string, string | number | boolean | undefined>;

/** `/a/:id` + `{ id: 'x y' }` + `{ limit: 5 }` → `/a/x%20y?limit=5`. A missing parameter is a mistake in our code. */
export function fillPath(path: string, params: Values = {}, query: Values = {}): string {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`No value for :${name} in ${path}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}
