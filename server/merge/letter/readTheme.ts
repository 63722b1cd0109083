/** The document theme: the fonts and colours that styles name indirectly (ISO/IEC 29500-1 20.1.6). */
import { childOf, childrenOf, elementsOf, findDeep, type Xml } from '../ooxml/parseXml.ts';
import { tinted } from './tintColor.ts';
import { nameTable } from '../nameTable.ts';

export type Theme = {
  /** `minorHAnsi`, `majorEastAsia`, `minorBidi` … → font name. */
  font: (themeFont: string) => string | null;
  /** `accent1`, `text2` … → `#rrggbb`, with Word's tint and shade (hexadecimal 00–FF). */
  color: (themeColor: string, tint?: string, shade?: string) => string | null;
};

/** Names in WordprocessingML (17.18.97) → names in the theme, as documents map them where they say nothing else. */
const COLOR_NAMES = nameTable<string>({
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
});

/** `settings`: the part that says which languages the fonts are for, and how colours are mapped. */
export function readTheme(root: Xml | undefined, settings?: Xml): Theme {
  const fonts = findDeep(root, 'a:fontScheme');
  const colors = findDeep(root, 'a:clrScheme');
  const languages = childOf(settings, 'w:themeFontLang')?.attributes ?? {};
  const group = (name: string) => fontsOf(childOf(fonts, name), languages);
  const [major, minor] = [group('a:majorFont'), group('a:minorFont')];
  const palette = new Map(elementsOf(colors).map((entry) => [entry.name.slice(2), paletteColor(entry)]));
  const names = { ...COLOR_NAMES, ...mappedNames(childOf(settings, 'w:clrSchemeMapping')) };
  return {
    font(themeFont) {
      const from = themeFont.startsWith('major') ? major : minor;
      return themeFont.endsWith('EastAsia') ? from.eastAsia : themeFont.endsWith('Bidi') ? from.complex : from.latin;
    },
    color(themeColor, tint, shade) {
      const hex = palette.get(names[themeColor] ?? themeColor) ?? null;
      return hex === null ? null : tinted(hex, tint, shade);
    },
  };
}

type Fonts = { latin: string | null; eastAsia: string | null; complex: string | null };

/** Where the theme names no font for a kind of script, the one for the script of the document's language counts. */
function fontsOf(group: Xml | undefined, languages: Readonly<Record<string, string>>): Fonts {
  const typeface = (name: string) => childOf(group, name)?.attributes['typeface'] || null;
  const byScript = (language: string | undefined) => {
    const script = scriptOf(language ?? '');
    return childrenOf(group, 'a:font').find((font) => font.attributes['script'] === script)?.attributes['typeface'] || null;
  };
  return {
    latin: typeface('a:latin'),
    eastAsia: typeface('a:ea') ?? byScript(languages['w:eastAsia']),
    complex: typeface('a:cs') ?? byScript(languages['w:bidi']),
  };
}

/** Language → script (ISO 15924) as themes name them. */
const SCRIPTS: [RegExp, string][] = [
  [/^ja\b/i, 'Jpan'],
  [/^ko\b/i, 'Hang'],
  [/^zh-(TW|HK|MO|Hant)/i, 'Hant'],
  [/^zh\b/i, 'Hans'],
  [/^(ar|fa|ur|ps|sd)\b/i, 'Arab'],
  [/^(he|yi)\b/i, 'Hebr'],
  [/^th\b/i, 'Thai'],
  [/^(hi|mr|ne|sa)\b/i, 'Deva'],
];

function scriptOf(language: string): string {
  return SCRIPTS.find(([pattern]) => pattern.test(language))?.[1] ?? '';
}

const MAPPED: Record<string, string> = { 'w:bg1': 'background1', 'w:t1': 'text1', 'w:bg2': 'background2', 'w:t2': 'text2' };

function mappedNames(mapping: Xml | undefined): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [attribute, name] of Object.entries(MAPPED)) {
    const target = COLOR_NAMES[mapping?.attributes[attribute] ?? ''];
    if (target !== undefined) names[name] = target;
  }
  return names;
}

function paletteColor(entry: Xml): string | null {
  const rgb = childOf(entry, 'a:srgbClr')?.attributes['val'];
  const system = childOf(entry, 'a:sysClr')?.attributes;
  const hex = rgb ?? system?.['lastClr'] ?? (system?.['val'] === 'window' ? 'ffffff' : system === undefined ? '' : '000000');
  return /^[0-9a-f]{6}$/i.test(hex) ? `#${hex.toLowerCase()}` : null;
}
