import { webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { describe, expect, test } from '@jest/globals';
import { colourOf, contrast, lookOfOffice, type OfficeColours, type Shade } from '../../../addin/office/officeLook.ts';

const THEMES = { light: webLightTheme, dark: webDarkTheme };
const office = (page?: unknown, text?: unknown, control?: unknown, controlText?: unknown): OfficeColours => ({
  bodyBackgroundColor: page,
  bodyForegroundColor: text,
  controlBackgroundColor: control,
  controlForegroundColor: controlText,
});
const shown = (theme: OfficeColours) => {
  const look = lookOfOffice(theme, THEMES);
  return (
    look && [
      look.shade,
      look.tokens['colorNeutralBackground2'],
      look.tokens['colorNeutralBackground1'],
      look.tokens['colorNeutralForeground1'],
    ]
  );
};

describe('ground, cards and text are those of the Office around the pane', () => {
  test.each<[string, OfficeColours, [Shade, string, string, string]]>([
    ['white', office('#FFFFFF', '#444444', '#FFFFFF', '#444444'), ['light', '#ffffff', '#ffffff', '#444444']],
    ['colorful', office('#E6E6E6', '#262626', '#FFFFFF', '#262626'), ['light', '#e6e6e6', '#ffffff', '#262626']],
    ['black', office('#262626', '#F0F0F0', '#363636', '#F0F0F0'), ['dark', '#262626', '#363636', '#f0f0f0']],
    ['dark gray of today', office('#444444', '#FFFFFF', '#525252', '#FFFFFF'), ['dark', '#444444', '#525252', '#ffffff']],
    [
      'dark gray of Office 2016: light controls',
      office('#666666', '#F0F0F0', '#D4D4D4', '#262626'),
      ['dark', '#666666', '#292929', '#f0f0f0'],
    ],
    ['without the hash', office('1f1f1f', 'ffffff', '292929', 'ffffff'), ['dark', '#1f1f1f', '#292929', '#ffffff']],
  ])('%s', (_name, theme, expected) => {
    expect(shown(theme)).toEqual(expected);
  });
});

describe('what cannot be read or understood is Fluent’s own', () => {
  test.each<[string, OfficeColours, [Shade, string, string, string]]>([
    ['text like the ground', office('#FFFFFF', '#EEEEEE', '#FFFFFF', '#DDDDDD'), ['light', '#ffffff', '#ffffff', '#242424']],
    [
      'the text of the controls serves',
      office('#FFFFFF', '#EEEEEE', '#FFFFFF', '#333333'),
      ['light', '#ffffff', '#ffffff', '#333333'],
    ],
    ['text is no colour', office('#1F1F1F', 'papaya', '#292929', 7), ['dark', '#1f1f1f', '#292929', '#ffffff']],
    ['only the ground', office('#0A0A0A'), ['dark', '#0a0a0a', '#292929', '#ffffff']],
    ['only the controls', office(undefined, undefined, '#F3F2F1'), ['light', '#fafafa', '#f3f2f1', '#242424']],
    ['no ground that is a colour', office('window', '#FFFFFF', '#333333', '#FFFFFF'), ['dark', '#1f1f1f', '#333333', '#ffffff']],
    [
      'what is painted decides, not the flag',
      { ...office('#1F1F1F'), isDarkTheme: false },
      ['dark', '#1f1f1f', '#292929', '#ffffff'],
    ],
  ])('%s', (_name, theme, expected) => {
    expect(shown(theme)).toEqual(expected);
  });
});

test.each<[string, OfficeColours | null | undefined, Shade | null]>([
  ['no theme at all', undefined, null],
  ['null', null, null],
  ['empty', {}, null],
  ['nonsense', { bodyBackgroundColor: 'papaya', controlBackgroundColor: '#12', isDarkTheme: '#000001' }, null],
  ['only dark', { isDarkTheme: true }, 'dark'],
  ['only not dark', { isDarkTheme: false }, 'light'],
])('%s: %s', (_name, theme, shade) => {
  expect(lookOfOffice(theme, THEMES)).toEqual(shade && { shade, tokens: {} });
});

test('colours that are Fluent’s own change nothing that is read', () => {
  for (const shade of ['light', 'dark'] as const) {
    const theme = THEMES[shade];
    const { colorNeutralBackground2: page, colorNeutralBackground1: card, colorNeutralForeground1: text } = theme;
    const look = lookOfOffice(office(page, text, card, text), THEMES);
    expect(Object.entries(look?.tokens ?? {}).filter(([token, value]) => theme[token as keyof typeof theme] !== value)).toEqual(
      [],
    );
  }
});

/** Every gray, and strong colours, as ground and cards. */
const GROUNDS = Array.from({ length: 52 }, (_, at) => `#${(at * 5).toString(16).padStart(2, '0').repeat(3)}`).concat(
  '#C43E1C #0078D4 #FFFF00 #00FF00 #0000FF #FF00FF #767676 #757575'.split(' '),
);
const LESS: Record<string, number> = {
  colorNeutralStrokeAccessible: 3,
  colorCompoundBrandStroke: 3,
  colorNeutralStroke1: 1.4,
  colorNeutralForegroundDisabled: 1.7,
};

test.each(GROUNDS)('on %s every text has 4.5 : 1, and every edge what it needs', (ground) => {
  for (const card of [ground, '#808080', undefined]) {
    const { shade = 'light', tokens = {} } = lookOfOffice(office(ground, ground, card, ground), THEMES) ?? {};
    expect(tokens['colorNeutralBackground2']).toBe(ground.toLowerCase());
    const value = (token: string) => colourOf(tokens[token] ?? THEMES[shade][token as 'colorBrandBackground']) ?? [];
    const surfaces = [value('colorNeutralBackground2'), value('colorNeutralBackground1')];
    const poor = Object.keys(tokens)
      .filter((token) => !/Background/.test(token))
      .flatMap((token) => surfaces.map((surface) => [token, contrast(value(token), surface)] as const))
      .filter(([token, ratio]) => ratio < (LESS[token] ?? 4.5));
    expect(poor).toEqual([]);
  }
});
