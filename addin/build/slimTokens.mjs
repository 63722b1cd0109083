// Loader for Fluent's design tokens: tokens.js, 450 lines of `name: 'var(--name)'`, becomes a rule that says the same, and the few
// that have a default besides.
const TABLE = /export const tokens = (\{[^]*?\n\});/;

export default function slimTokens(source) {
  if (!TABLE.test(source)) throw new Error("Fluent's tokens.js looks different now: see addin/build/slimTokens.mjs");
  return source.replace(TABLE, tokensByRule);
}

function tokensByRule(_all, table) {
  const lines = [...table.matchAll(/(\w+): (['"`])(.*?)\2/g)];
  const own = lines.filter(([, name, , value]) => value !== `var(--${name})`).map(([, name, , value]) => [name, value]);
  const exceptions = JSON.stringify(Object.fromEntries(own));
  return `export const tokens = new Proxy(${exceptions}, { get: (own, name) => own[name] ?? 'var(--' + name + ')' });`;
}
