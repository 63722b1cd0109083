/** The colours of the Office around the pane, as overrides of Fluent's tokens. What would be hard to read is not taken over. */

export type Shade = 'light' | 'dark';

/** Fluent's themes. Only their colours are of interest. */
export type Standard = Readonly<Record<Shade, Readonly<Record<string, unknown>>>>;

export interface Look {
  shade: Shade;
  /** In place of those of Fluent's theme of that shade. */
  tokens: Readonly<Record<string, string>>;
}

/** `Office.context.officeTheme`: colours like `#1F1F1F`. Outlook gives the colours alone, and a member may be anything. */
export interface OfficeColours {
  bodyBackgroundColor?: unknown;
  bodyForegroundColor?: unknown;
  controlBackgroundColor?: unknown;
  controlForegroundColor?: unknown;
  isDarkTheme?: unknown;
}

/** Red, green, blue, each 0 to 255. */
type Colour = readonly number[];

/** WCAG 2.2, 1.4.3: text of any size. */
const TEXT = 4.5;
/** What is shown on the pane's ground and on its cards, and the least contrast it needs there: text, edges of fields (1.4.11); edges of buttons and what rests are to be seen at all. */
const SHOWN: Readonly<Record<string, number>> = {
  colorNeutralForeground2: TEXT,
  colorNeutralForeground3: TEXT,
  colorNeutralForeground4: TEXT,
  colorBrandForegroundLink: TEXT,
  colorBrandForegroundLinkHover: TEXT,
  colorBrandForeground1: TEXT,
  colorStatusDangerForeground3: TEXT,
  colorStatusWarningForeground1: TEXT,
  colorStatusSuccessForeground1: TEXT,
  colorPaletteRedForeground1: TEXT,
  colorNeutralStrokeAccessible: 3,
  colorCompoundBrandStroke: 3,
  colorNeutralStroke1: 1.4,
  colorNeutralForegroundDisabled: 1.7,
};
/** Further surfaces that carry the text colour and stay Fluent's own. */
const OTHER_SURFACES = ['colorNeutralBackground3', 'colorStatusWarningBackground1', 'colorBrandBackground2'];

/** Null where Office says nothing that can be used: the system decides then. */
export function lookOfOffice(theme: OfficeColours | null | undefined, standard: Standard): Look | null {
  const page = colourOf(theme?.bodyBackgroundColor);
  const card = colourOf(theme?.controlBackgroundColor);
  const ground = page ?? card;
  if (!ground)
    return typeof theme?.isDarkTheme === 'boolean' ? { shade: theme.isDarkTheme ? 'dark' : 'light', tokens: {} } : null;
  // What is painted decides, whatever `isDarkTheme` says.
  const shade = shadeOf(ground);
  const own = (token: string) => colourOf(standard[shade][token]) ?? extremeOf(shade);
  // Office's “Dark Gray” had light controls on a dark ground; one text colour cannot serve both.
  const surfaces = [
    page ?? own('colorNeutralBackground2'),
    card && shadeOf(card) === shade ? card : own('colorNeutralBackground1'),
  ];
  const everywhere = [...surfaces, ...OTHER_SURFACES.map(own)];
  const legible = [theme?.bodyForegroundColor, theme?.controlForegroundColor]
    .map(colourOf)
    .find((text) => text && leastContrast(text, everywhere) >= TEXT);
  const lifted = Object.entries(SHOWN).map(([token, least]) => [token, lift(own(token), surfaces, least, shade)] as const);
  const all = [
    ['colorNeutralBackground2', surfaces[0]],
    ['colorNeutralBackground1', surfaces[1]],
    ['colorNeutralForeground1', legible ?? lift(own('colorNeutralForeground1'), everywhere, TEXT, shade)],
    ...lifted,
  ] as const;
  return { shade, tokens: Object.fromEntries(all.map(([token, colour]) => [token, hexOf(colour ?? ground)])) };
}

/** Where white is read better than black it is dark. One of both always has 4.58 at least. */
function shadeOf(ground: Colour): Shade {
  return contrast(ground, extremeOf('dark')) > contrast(ground, extremeOf('light')) ? 'dark' : 'light';
}

/** White in the dark, black in the light. */
function extremeOf(shade: Shade): Colour {
  return shade === 'dark' ? [255, 255, 255] : [0, 0, 0];
}

/** In steps of a tenth towards white or black, until it can be read. */
function lift(colour: Colour, surfaces: readonly Colour[], least: number, shade: Shade): Colour {
  const end = extremeOf(shade);
  let lifted = colour;
  for (let step = 1; step <= 10 && leastContrast(lifted, surfaces) < least; step += 1)
    lifted = colour.map((part, at) => Math.round(part + (((end[at] ?? 0) - part) * step) / 10));
  return lifted;
}

function leastContrast(text: Colour, surfaces: readonly Colour[]): number {
  return Math.min(...surfaces.map((surface) => contrast(text, surface)));
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(one: Colour, two: Colour): number {
  const [a, b] = [luminance(one), luminance(two)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** WCAG's relative luminance. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Null for everything that is not six hexadecimal digits. */
export function colourOf(value: unknown): Colour | null {
  const digits = /^#?([0-9a-f]{6})$/i.exec(typeof value === 'string' ? value : '')?.[1];
  return digits === undefined ? null : [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}

function hexOf(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
