// Loader for Fluent's light and dark theme: gives them as plain tables of the tokens that something in the pane uses, a third of
// all. What makes them (every shade of every palette) is not sent, and what nobody asks for is not written into the page.
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const addin = path.dirname(import.meta.dirname);
const root = path.dirname(addin);
const { webDarkTheme, webLightTheme } = createRequire(import.meta.url)('@fluentui/tokens');

/** Fluent's packages that the pane draws with; test/paneSize.test.ts finds the token of one that is missing here. */
const DRAWN_WITH = ['button', 'checkbox', 'field', 'input', 'label', 'provider', 'select', 'switch', 'tabster'];

const THEMES = {
  'lightTheme.js': (used) => `export const webLightTheme = ${JSON.stringify(pick(webLightTheme, used))};`,
  // Only what the light one has not: most sizes and fonts are the same.
  'darkTheme.js': (used) => {
    const differs = (name) => used(name) && webDarkTheme[name] !== webLightTheme[name];
    return (
      "import { webLightTheme } from './lightTheme.js';\n" +
      `export const webDarkTheme = { ...webLightTheme, ...${JSON.stringify(pick(webDarkTheme, differs))} };`
    );
  },
};

export default function slimThemes() {
  for (const folder of ourFolders()) this.addContextDependency(folder);
  const words = wordsOf([...ours(), ...fluents()]);
  return THEMES[path.basename(this.resourcePath)]((name) => words.has(name));
}

function pick(theme, used) {
  return Object.fromEntries(Object.entries(theme).filter(([name]) => used(name)));
}

const OUTSIDE = ['assets', 'build', 'dist'];

function ourFolders() {
  return globSync('*/', { cwd: addin })
    .filter((name) => !OUTSIDE.includes(name))
    .map((name) => path.join(addin, name));
}

function ours() {
  return ourFolders().flatMap((folder) => globSync('**/*.{ts,tsx}', { cwd: folder }).map((file) => path.join(folder, file)));
}

function fluents() {
  const folders = DRAWN_WITH.map((name) => path.join(root, 'node_modules', '@fluentui', `react-${name}`, 'lib'));
  return folders.flatMap((folder) => globSync('**/*.js', { cwd: folder }).map((file) => path.join(folder, file)));
}

function wordsOf(files) {
  return new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/\w+/g) ?? []));
}
