/** Colours, shading and highlighting of WordprocessingML → `#rrggbb`; null = automatic, or nothing painted. */
import { childOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import type { Theme } from './readTheme.ts';
import { nameTable } from '../nameTable.ts';

const HIGHLIGHTS = nameTable<string>({
  yellow: '#ffff00',
  green: '#00ff00',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  blue: '#0000ff',
  red: '#ff0000',
  darkBlue: '#000080',
  darkCyan: '#008080',
  darkGreen: '#008000',
  darkMagenta: '#800080',
  darkRed: '#800000',
  darkYellow: '#808000',
  darkGray: '#808080',
  lightGray: '#c0c0c0',
  black: '#000000',
  white: '#ffffff',
});

/** Attribute with the colour → its theme companions: name, tint, shade. */
const THEMED = {
  'w:val': ['w:themeColor', 'w:themeTint', 'w:themeShade'],
  'w:color': ['w:themeColor', 'w:themeTint', 'w:themeShade'],
  'w:fill': ['w:themeFill', 'w:themeFillTint', 'w:themeFillShade'],
} as const;

/** A colour attribute with its theme companions, which go before it where the letter has that theme (17.3.2.6). */
export function readColor(element: Xml, attribute: keyof typeof THEMED, theme: Theme): string | null {
  const [name, tint, shade] = THEMED[attribute];
  const themed = element.attributes[name];
  const found =
    themed === undefined || themed === 'none' ? null : theme.color(themed, element.attributes[tint], element.attributes[shade]);
  const written = element.attributes[attribute] ?? 'auto';
  return found ?? (/^[0-9a-f]{6}$/i.test(written) ? `#${written.toLowerCase()}` : null);
}

/** Highlighting covers shading; `none` takes away what a style highlights (17.3.2.15). Undefined: nothing is said. */
export function readBackground(rPr: Xml, theme: Theme): string | null | undefined {
  const highlight = valueOf(rPr, 'w:highlight');
  if (highlight !== undefined && highlight !== 'none') return HIGHLIGHTS[highlight] ?? null;
  const shading = childOf(rPr, 'w:shd');
  if (shading !== undefined) return readShading(shading, theme);
  return highlight === undefined ? undefined : null;
}

/** Share of the front colour in a pattern: percentages as they are named, stripes and grids as dense as they look (17.18.78). */
function density(pattern: string): number {
  if (pattern === 'solid') return 1;
  const percent = /^pct(\d+)$/.exec(pattern)?.[1];
  if (percent !== undefined) return Math.min(100, Number(percent)) / 100;
  if (/^thin.*(Stripe|Cross)$/i.test(pattern)) return 0.25;
  return /(Stripe|Cross)$/i.test(pattern) ? 0.5 : 0;
}

/** A fill, or a pattern as the mixed colour it looks like (17.3.5). */
export function readShading(shading: Xml, theme: Theme): string | null {
  const fill = readColor(shading, 'w:fill', theme);
  const share = density(shading.attributes['w:val'] ?? 'clear');
  if (share === 0) return fill;
  const [front, back] = [readColor(shading, 'w:color', theme) ?? '#000000', fill ?? '#ffffff'];
  const mixed = [1, 3, 5].map((at) => {
    const [top, bottom] = [Number.parseInt(front.slice(at, at + 2), 16), Number.parseInt(back.slice(at, at + 2), 16)];
    return Math.round(top * share + bottom * (1 - share));
  });
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Automatic text is white on a ground as dark as this, else black (17.3.2.6); weights of the channels as the eye has them. */
export function automaticOn(background: string): '#ffffff' | '#000000' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 <= DARK ? '#ffffff' : '#000000';
}

const DARK = 62;
