/** The pane stays small, and what is kept for ever keeps its name. Needs a built pane (npm test builds it). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { tokens, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { describe, expect, test } from '@jest/globals';
import { gzipBytes, PANE_LIMITS, paneSizes } from './support/paneSizes.ts';

const dist = join(import.meta.dirname, '..', 'addin', 'dist');
const built = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
const text = (name: string) => readFileSync(join(dist, name), 'utf8');
const LANGUAGES = ['en', 'de'] as const;
type Slim = (this: { resourcePath: string }, source: string) => string;
type SlimTheme = (this: { resourcePath: string; addContextDependency: () => void }) => string;

describe.each(LANGUAGES)('the pane in %s, after gzip', (language) => {
  const sizes = paneSizes(dist, language);

  test.each(['initial', 'all', 'msal'] as const)('%s', (kind) => {
    expect(sizes[kind]).toBeLessThanOrEqual(PANE_LIMITS[kind]);
  });

  test('the sign-in library is in no part that others need', () => {
    const parts = sizes.scripts.filter((name) => !name.startsWith('msal'));
    expect(parts.filter((name) => /msal\.js|@azure\/msal/.test(text(`static/${name}`)))).toEqual([]);
  });
});

test('the pages of the connection window are without React', () => {
  expect(gzipBytes(join(dist, 'dialog/finish.js'))).toBeLessThan(2000);
  expect(text('dialog/finish.js')).not.toMatch(/react/i);
});

test('both languages share React and Fluent', () => {
  const [english = [], german = []] = LANGUAGES.map((language) => paneSizes(dist, language).scripts);
  const shared = (names: string[]) => names.filter((name) => /^(react|fluent)\./.test(name));
  expect(shared(german)).toEqual(shared(english));
  expect(shared(english)).toHaveLength(2);
});

test('no file of an earlier build is left', () => {
  const wanted = new Set(LANGUAGES.flatMap((language) => paneSizes(dist, language).scripts));
  expect(readdirSync(join(dist, 'static')).filter((name) => name.endsWith('.js') && !wanted.has(name))).toEqual([]);
});

test('every text file that is worth it lies there compressed, and is the same inside', () => {
  const texts = built.filter((name) => /\.(js|html|css)$/.test(name) && readFileSync(join(dist, name)).length >= 600);
  expect(texts.length).toBeGreaterThan(20);
  for (const name of texts) {
    const [br, gz] = ['br', 'gz'].map((ending) => readFileSync(join(dist, `${name}.${ending}`)));
    expect(brotliDecompressSync(br ?? Buffer.alloc(0)).toString()).toBe(text(name));
    expect(gunzipSync(gz ?? Buffer.alloc(0)).toString()).toBe(text(name));
  }
});

describe('what was left out of Fluent is not missed', () => {
  const scripts = built.filter((name) => /^static\/.*\.js$/.test(name)).map(text);

  test('every token says what Fluent’s own table says', async () => {
    const { default: slimTokens } = (await import(join(dist, '..', 'build', 'slimTokens.mjs'))) as { default: Slim };
    const table = join(dist, '..', '..', 'node_modules', '@fluentui', 'tokens', 'lib', 'tokens.js');
    const slim = slimTokens.call({ resourcePath: table }, readFileSync(table, 'utf8'));
    const ours = ((await import(`data:text/javascript,${encodeURIComponent(slim)}`)) as { tokens: Record<string, string> })
      .tokens;
    expect(Object.keys(tokens).length).toBeGreaterThan(400);
    expect(Object.entries(tokens).filter(([name, value]) => ours[name] !== value)).toEqual([]);
  });

  describe('every token that something asks for has its value in both themes', () => {
    const asked = Object.keys(tokens).filter((name) => scripts.some((script) => new RegExp(`(?:--|\\.)${name}\\b`).test(script)));

    test.each(Object.entries({ lightTheme: webLightTheme, darkTheme: webDarkTheme }))('%s', async (name, whole) => {
      const slim: Record<string, unknown> = await slimTheme(name);
      expect(asked.length).toBeGreaterThan(100);
      expect(asked.filter((token) => slim[token] !== whole[token as keyof typeof whole])).toEqual([]);
      expect(Object.keys(slim).length).toBeLessThan(Object.keys(whole).length / 2);
    });
  });
});

/** As the build has it. */
async function slimTheme(name: string): Promise<Record<string, unknown>> {
  const { default: slimThemes } = (await import(join(dist, '..', 'build', 'slimThemes.mjs'))) as { default: SlimTheme };
  const made = (file: string) => slimThemes.call({ resourcePath: `/x/${file}`, addContextDependency: () => undefined });
  const light = made('lightTheme.js');
  const source = name === 'lightTheme' ? light : light + made('darkTheme.js').replace(/^import .*$/m, '');
  const themes = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Record<string, Record<string, unknown>>;
  return themes[name === 'lightTheme' ? 'webLightTheme' : 'webDarkTheme'] ?? {};
}

test('both pages exist in both languages', () => {
  for (const page of ['pane.html', 'office/taskpane.html', 'de/pane.html', 'de/office/taskpane.html'])
    expect([page, existsSync(join(dist, page))]).toEqual([page, true]);
});
