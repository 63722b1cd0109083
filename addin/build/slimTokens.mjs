// Loader for Fluent's design tokens: takes out what the pane never uses.
// - tokens.js, 450 lines of `name: 'var(--name)'`, becomes a rule that says the same;
// - the colours of personas (28 families, for avatars and tags) go, and with them a third of what each theme writes into the page.
const PARTS = {
  'tokens.js': [
    [/export const tokens = \{[^]*?\n\};/, "export const tokens = new Proxy({}, { get: (_, name) => 'var(--' + name + ')' });"],
  ],
  'sharedColorNames.js': [[/personaSharedColorNames = \[[^\]]*\]/, 'personaSharedColorNames = []']],
  'colorPalette.js': [[/personaSharedColors = \{[^}]*\}/, 'personaSharedColors = {}']],
};

export default function slimTokens(source) {
  const file = this.resourcePath.split(/[\\/]/).at(-1);
  return PARTS[file].reduce((slim, [fat, thin]) => {
    if (!fat.test(slim)) throw new Error(`Fluent's ${file} looks different now: see addin/build/slimTokens.mjs`);
    return slim.replace(fat, thin);
  }, source);
}
