/** Properties as they stand in the markup (w:rPr, w:pPr, borders) → partial formats. What is not said stays unsaid. */
import type { BorderLine, Borders, ParagraphFormat, RunFormat, TabKind, TabStops, Underline } from './letterTree.ts';
import { childOf, elementsOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import type { Theme } from './readTheme.ts';

/** Properties that toggle through the style hierarchy (17.7.3). */
export const TOGGLES = ['bold', 'italic', 'allCaps', 'smallCaps', 'strike', 'doubleStrike', 'hidden'] as const;
export type Toggle = (typeof TOGGLES)[number];

export type RunProperties = Partial<Omit<RunFormat, 'bold' | 'italic' | 'strike' | 'caps' | 'hidden'>> &
  Partial<Record<Toggle, boolean>>;
export type ParagraphProperties = Partial<ParagraphFormat> & { numId?: string; level?: number };

const TOGGLE_ELEMENTS: Record<Toggle, string> = {
  bold: 'w:b',
  italic: 'w:i',
  allCaps: 'w:caps',
  smallCaps: 'w:smallCaps',
  strike: 'w:strike',
  doubleStrike: 'w:dstrike',
  hidden: 'w:vanish',
};

const HIGHLIGHTS: Record<string, string> = {
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
};

/** On, off, or not said (ST_OnOff). */
export function onOff(parent: Xml | undefined, name: string): boolean | undefined {
  const element = childOf(parent, name);
  if (element === undefined) return undefined;
  return !['0', 'false', 'off'].includes(element.attributes['w:val'] ?? '1');
}

/** Twentieths of a point, or a number with a unit as strict files write it (ST_TwipsMeasure) → points. */
export function points(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const found = /^(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?$/.exec(text.trim());
  if (found === null) return undefined;
  const [number, unit] = [Number(found[1]), found[2]];
  const perUnit: Record<string, number> = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, pc: 12, pi: 12 };
  const value = unit === undefined ? number / 20 : number * (perUnit[unit] ?? 1);
  return Math.max(-2000, Math.min(2000, value));
}

export function readRunProperties(rPr: Xml | undefined, theme: Theme): RunProperties {
  if (rPr === undefined) return {};
  const found: RunProperties = {};
  for (const toggle of TOGGLES) {
    const value = onOff(rPr, TOGGLE_ELEMENTS[toggle]);
    if (value !== undefined) found[toggle] = value;
  }
  const font = readFont(childOf(rPr, 'w:rFonts'), theme);
  if (font !== undefined) found.font = font;
  const size = Number(valueOf(rPr, 'w:sz')?.replace(/pt$/, ''));
  if (Number.isFinite(size) && size > 0)
    found.size = Math.min(400, valueOf(rPr, 'w:sz')?.endsWith('pt') === true ? size : size / 2);
  const color = childOf(rPr, 'w:color');
  if (color !== undefined) found.color = readColor(color, 'w:val', theme);
  readDecoration(rPr, theme, found);
  return found;
}

function readDecoration(rPr: Xml, theme: Theme, found: RunProperties): void {
  const underline = valueOf(rPr, 'w:u');
  if (underline !== undefined) found.underline = underlineOf(underline);
  const background = readBackground(rPr, theme);
  if (background !== undefined) found.background = background;
  const vertical = valueOf(rPr, 'w:vertAlign');
  if (vertical !== undefined) found.vertical = vertical === 'superscript' ? 'super' : vertical === 'subscript' ? 'sub' : null;
  const rtl = onOff(rPr, 'w:rtl');
  if (rtl !== undefined) found.rtl = rtl;
  const spacing = points(valueOf(rPr, 'w:spacing'));
  if (spacing !== undefined) found.letterSpacing = spacing;
}

function readFont(fonts: Xml | undefined, theme: Theme): string | undefined {
  if (fonts === undefined) return undefined;
  const themed = fonts.attributes['w:asciiTheme'] ?? fonts.attributes['w:hAnsiTheme'];
  const byTheme = themed === undefined ? null : theme.font(themed);
  return byTheme ?? fonts.attributes['w:ascii'] ?? fonts.attributes['w:hAnsi'];
}

function underlineOf(value: string): Underline | null {
  if (value === 'none') return null;
  if (/^double|wavyDouble/i.test(value)) return 'double';
  if (/^wav/i.test(value)) return 'wavy';
  if (/^dotted/i.test(value)) return 'dotted';
  return /dash|dot/i.test(value) ? 'dashed' : 'solid';
}

/** A colour attribute with its theme companions; null = automatic. */
export function readColor(element: Xml, attribute: 'w:val' | 'w:fill' | 'w:color', theme: Theme): string | null {
  const written = element.attributes[attribute] ?? 'auto';
  if (/^[0-9a-f]{6}$/i.test(written)) return `#${written.toLowerCase()}`;
  const [name, tint, shade] =
    attribute === 'w:fill'
      ? ['w:themeFill', 'w:themeFillTint', 'w:themeFillShade']
      : ['w:themeColor', 'w:themeTint', 'w:themeShade'];
  const themed = element.attributes[name ?? ''];
  return themed === undefined ? null : theme.color(themed, element.attributes[tint ?? ''], element.attributes[shade ?? '']);
}

function readBackground(rPr: Xml, theme: Theme): string | null | undefined {
  const highlight = valueOf(rPr, 'w:highlight');
  if (highlight !== undefined && highlight !== 'none') return HIGHLIGHTS[highlight] ?? null;
  const shading = childOf(rPr, 'w:shd');
  if (shading !== undefined) return readShading(shading, theme);
  return highlight === undefined ? undefined : null;
}

/** A fill, or a percentage pattern as the mixed colour it looks like (17.18.78). */
export function readShading(shading: Xml, theme: Theme): string | null {
  const fill = readColor(shading, 'w:fill', theme);
  const pattern = shading.attributes['w:val'] ?? 'clear';
  const percent = pattern === 'solid' ? 100 : Number(/^pct(\d+)$/.exec(pattern)?.[1] ?? 0);
  if (percent === 0) return fill;
  const [front, back] = [readColor(shading, 'w:color', theme) ?? '#000000', fill ?? '#ffffff'];
  const mixed = [1, 3, 5].map((at) => {
    const [top, bottom] = [Number.parseInt(front.slice(at, at + 2), 16), Number.parseInt(back.slice(at, at + 2), 16)];
    return Math.round((top * percent + bottom * (100 - percent)) / 100);
  });
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const ALIGNMENTS: Record<string, ParagraphFormat['align']> = {
  left: 'left',
  start: 'left',
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
};

export function readParagraphProperties(pPr: Xml | undefined, theme: Theme): ParagraphProperties {
  if (pPr === undefined) return {};
  const found: ParagraphProperties = {};
  const align = ALIGNMENTS[valueOf(pPr, 'w:jc') ?? ''];
  if (align !== undefined) found.align = align;
  readIndents(childOf(pPr, 'w:ind'), found);
  readSpacing(childOf(pPr, 'w:spacing'), found);
  const shading = childOf(pPr, 'w:shd');
  if (shading !== undefined) found.background = readShading(shading, theme);
  const borders = childOf(pPr, 'w:pBdr');
  if (borders !== undefined) found.borders = readBorders(borders, theme);
  const [contextual, rtl] = [onOff(pPr, 'w:contextualSpacing'), onOff(pPr, 'w:bidi')];
  if (contextual !== undefined) found.contextual = contextual;
  if (rtl !== undefined) found.rtl = rtl;
  const outline = Number(valueOf(pPr, 'w:outlineLvl') ?? Number.NaN);
  if (outline >= 0) found.outline = outline < 9 ? Math.floor(outline) : null;
  const tabs = childOf(pPr, 'w:tabs');
  if (tabs !== undefined) found.tabs = readTabs(tabs);
  readNumberProperties(childOf(pPr, 'w:numPr'), found);
  return found;
}

const TAB_KINDS: Record<string, TabKind> = { center: 'center', right: 'right', end: 'right', decimal: 'decimal', bar: 'bar' };

/** Stops of the levels of a style add up (17.3.1.38); `clear` takes one away. */
function readTabs(tabs: Xml): TabStops {
  const stops: Record<string, TabKind | null> = {};
  for (const tab of elementsOf(tabs)) {
    const [at, kind] = [points(tab.attributes['w:pos']), tab.attributes['w:val'] ?? 'left'];
    if (at !== undefined) stops[String(at)] = kind === 'clear' ? null : (TAB_KINDS[kind] ?? 'left');
  }
  return stops;
}

function readIndents(ind: Xml | undefined, found: ParagraphProperties): void {
  const at = (...names: string[]) => names.map((name) => points(ind?.attributes[name])).find((value) => value !== undefined);
  const [left, right] = [at('w:left', 'w:start'), at('w:right', 'w:end')];
  const [hanging, first] = [at('w:hanging'), at('w:firstLine')];
  if (left !== undefined) found.indentLeft = left;
  if (right !== undefined) found.indentRight = right;
  if (hanging !== undefined) found.firstLine = -hanging;
  else if (first !== undefined) found.firstLine = first;
}

/** Automatic spacing is what HTML gives a paragraph: 14 points (17.3.1.33). */
const AUTO_SPACING = 14;

function readSpacing(spacing: Xml | undefined, found: ParagraphProperties): void {
  if (spacing === undefined) return;
  const auto = (name: string) => ['1', 'true', 'on'].includes(spacing.attributes[name] ?? '');
  const before = auto('w:beforeAutospacing') ? AUTO_SPACING : points(spacing.attributes['w:before']);
  const after = auto('w:afterAutospacing') ? AUTO_SPACING : points(spacing.attributes['w:after']);
  if (before !== undefined) found.before = Math.max(0, before);
  if (after !== undefined) found.after = Math.max(0, after);
  const line = points(spacing.attributes['w:line']);
  if (line === undefined || line <= 0) return;
  const rule = spacing.attributes['w:lineRule'];
  if (rule === 'exact' || rule === 'exactly') found.line = { kind: 'exactly', points: line };
  else found.line = rule === 'atLeast' ? { kind: 'atLeast', points: line } : { kind: 'times', times: line / 12 };
}

function readNumberProperties(numPr: Xml | undefined, found: ParagraphProperties): void {
  const [numId, level] = [valueOf(numPr, 'w:numId'), valueOf(numPr, 'w:ilvl')];
  if (numId !== undefined) found.numId = numId;
  if (level !== undefined) found.level = Math.max(0, Math.min(8, Number(level) || 0));
}

const BORDER_SIDES: Record<string, keyof Borders> = {
  'w:top': 'top',
  'w:bottom': 'bottom',
  'w:left': 'left',
  'w:start': 'left',
  'w:right': 'right',
  'w:end': 'right',
  'w:insideH': 'insideH',
  'w:insideV': 'insideV',
};

export function readBorders(element: Xml | undefined, theme: Theme): Borders {
  const borders: Borders = {};
  for (const side of elementsOf(element)) {
    const name = BORDER_SIDES[side.name];
    if (name !== undefined) borders[name] = readBorder(side, theme);
  }
  return borders;
}

/** Width in eighths of a point (17.18.2); patterns that HTML does not know become the nearest one. */
function readBorder(side: Xml, theme: Theme): BorderLine | null {
  const value = side.attributes['w:val'] ?? 'nil';
  if (value === 'nil' || value === 'none') return null;
  const width = Math.max(0.5, Math.min(12, (Number(side.attributes['w:sz']) || 4) / 8));
  const style = /dash/i.test(value)
    ? 'dashed'
    : /dot/i.test(value)
      ? 'dotted'
      : /double|triple|thinThick|thickThin/i.test(value)
        ? 'double'
        : 'solid';
  return { style, width: style === 'double' ? Math.max(2.25, width) : width, color: readColor(side, 'w:color', theme) };
}
