/** What the build takes out of Fluent's styles is what no screen asks for, and nothing besides. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
type Slim = (this: { resourcePath: string }, source: string) => Promise<string>;
const { default: slimStyles, UNUSED_LOOKS } = (await import(join(root, 'addin/build/slimStyles.mjs'))) as {
  default: Slim;
  UNUSED_LOOKS: Record<string, string[]>;
};
const slim = (name: string, source: string) => slimStyles.call({ resourcePath: `/x/${name}` }, source);

const screens = globSync('addin/**/*.tsx', { cwd: root }).filter((file) => !file.startsWith('addin/dist/'));
/** What a screen would have to write to get one of the looks that are left out. */
const ASKED =
  /<(?:Button|Input|Select|Checkbox|Switch|Field)\b[^>]*?\b(?:shape=|orientation=|labelPosition=|appearance=\S*(?:outline|transparent|underline|filled))|<Switch\b[^>]*?size=|<Checkbox\b[^>]*?size="large"|<Input\b(?=[^>]*?size="large")[^>]*?content(?:Before|After)/;

test.each(screens)('%s asks for no look that is left out', (file) => {
  expect(ASKED.exec(readFileSync(join(root, file), 'utf8'))?.[0]).toBeUndefined();
});

test.each([
  '<Button shape="circular">',
  '<Field label="a" orientation="horizontal">',
  '<Input size="large" contentAfter="kg" />',
])('%s would be found', (source) => {
  expect(source).toMatch(ASKED);
});

describe('what is left of a style', () => {
  const source = `const a = __styles({ outline: { x: "f1" }, small: { y: ["f2", "f3"], z: "f4" } }, {
    d: [".f1{left:0;}", ".f2{left:0;}", ".f3{right:0;}", [".f4{padding:1px;}", { p: -1 }]],
    m: [["@media (forced-colors: active){.f2{color:Highlight;}}", { m: "(forced-colors: active)" }]] });
    const b = __resetStyles("r1", "r2", { r: [".r1{left:.5em;}", ".r2{right:.5em;}"], s: ["@media print{.r2{top:0;}}"] });`;

  test('its own rules, not the mirrored ones and not those of a look nobody asks for', async () => {
    const left = await slim('useButtonStyles.styles.js', source);
    expect(left).toMatch(/f2[^]*f4\{padding:1px;\}[^]*forced-colors: active[^]*r1\{left:\.5em/);
    expect(left).not.toMatch(/f1\b|f3|r2|outline/);
  });

  test('where nothing is listed, every look', async () => {
    expect(await slim('useOtherStyles.styles.js', source)).toMatch(/outline[^]*f1\{left/);
  });
});

test('every look that is left out exists', () => {
  for (const [name, looks] of Object.entries(UNUSED_LOOKS)) {
    const [file = ''] = globSync(`node_modules/@fluentui/react-*/lib/components/*/${name}`, { cwd: root });
    const source = readFileSync(join(root, file), 'utf8');
    expect([name, looks.filter((look) => !new RegExp(`^  ['"]?${look}['"]?: \\{`, 'm').test(source))]).toEqual([name, []]);
  }
});
