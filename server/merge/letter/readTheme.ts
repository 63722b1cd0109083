/** The document theme: the fonts and colours that styles name indirectly (ISO/IEC 29500-1 20.1.6). */
import { childOf, elementsOf, findDeep, type Xml } from '../ooxml/parseXml.ts';

export type Theme = {
  /** `minorHAnsi`, `majorAscii` … → font name. */
  font: (themeFont: string) => string | null;
  /** `accent1`, `text2` … → `#rrggbb`, with Word's tint and shade (hexadecimal 00–FF). */
  color: (themeColor: string, tint?: string, shade?: string) => string | null;
};

/** Names in WordprocessingML → names in the theme (17.18.97 with the usual colour mapping). */
const COLOR_NAMES: Record<string, string> = {
  dark1: 'dk1',
  light1: 'lt1',
  dark2: 'dk2',
  light2: 'lt2',
  text1: 'dk1',
  background1: 'lt1',
  text2: 'dk2',
  background2: 'lt2',
  hyperlink: 'hlink',
  followedHyperlink: 'folHlink',
};

export function readTheme(root: Xml | undefined): Theme {
  const fonts = findDeep(root, 'a:fontScheme');
  const colors = findDeep(root, 'a:clrScheme');
  const typeface = (group: string) => childOf(childOf(fonts, group), 'a:latin')?.attributes['typeface'] ?? null;
  const [major, minor] = [typeface('a:majorFont'), typeface('a:minorFont')];
  const palette = new Map(elementsOf(colors).map((entry) => [entry.name.slice(2), paletteColor(entry)]));
  return {
    font: (themeFont) => (themeFont.startsWith('major') ? major : minor),
    color(themeColor, tint, shade) {
      const hex = palette.get(COLOR_NAMES[themeColor] ?? themeColor) ?? null;
      return hex === null ? null : shaded(hex, tint, shade);
    },
  };
}

function paletteColor(entry: Xml): string | null {
  const rgb = childOf(entry, 'a:srgbClr')?.attributes['val'];
  const system = childOf(entry, 'a:sysClr')?.attributes['lastClr'];
  const hex = rgb ?? system ?? '';
  return /^[0-9a-f]{6}$/i.test(hex) ? `#${hex.toLowerCase()}` : null;
}

/** Tint mixes with white, shade with black; per channel, which is close to Word's luminance rule. */
function shaded(hex: string, tint: string | undefined, shade: string | undefined): string {
  const mix = (channel: number) => {
    if (tint !== undefined && tint !== '') return channel * share(tint) + 255 * (1 - share(tint));
    return shade !== undefined && shade !== '' ? channel * share(shade) : channel;
  };
  const channels = [1, 3, 5].map((at) => Math.round(mix(Number.parseInt(hex.slice(at, at + 2), 16))));
  return `#${channels.map((channel) => (Number.isFinite(channel) ? channel : 0).toString(16).padStart(2, '0')).join('')}`;
}

function share(hex: string): number {
  return Math.min(255, Number.parseInt(hex, 16)) / 255;
}
