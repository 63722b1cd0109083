// Loader for Fluent's design tokens: takes out what the pane never uses.
// - tokens.js, 450 lines of `name: 'var(--name)'`, becomes a rule that says the same, and the few that have a default besides;
// - the colours of personas (28 families, for avatars and tags) go, and with them a third of what each theme writes into the page.
// Two of them stay as empty places: the dark theme sets their shade by hand.
const PARTS = {
  'tokens.js': [[/export const tokens = (\{[^]*?\n\});/, tokensByRule]],
  'sharedColorNames.js': [[/personaSharedColorNames = \[[^\]]*\]/, () => 'personaSharedColorNames = []']],
  'colorPalette.js': [[/personaSharedColors = \{[^}]*\}/, () => 'personaSharedColors = { darkRed: {}, plum: {} }']],
};

export default function slimTokens(source) {
  const file = this.resourcePath.split(/[\\/]/).at(-1);
  return PARTS[file].reduce((slim, [fat, thin]) => {
    if (!fat.test(slim)) throw new Error(`Fluent's ${file} looks different now: see addin/build/slimTokens.mjs`);
    return slim.replace(fat, thin);
  }, source);
}

export function tokensByRule(_all, table) {
  const lines = [...table.matchAll(/(\w+): (['"`])(.*?)\2/g)];
  const own = lines.filter(([, name, , value]) => value !== `var(--${name})`).map(([, name, , value]) => [name, value]);
  const exceptions = JSON.stringify(Object.fromEntries(own));
  return `export const tokens = new Proxy(${exceptions}, { get: (own, name) => own[name] ?? 'var(--' + name + ')' });`;
}
