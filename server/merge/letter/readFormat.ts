/** Properties as they stand in the markup (w:rPr, w:pPr, borders) → partial formats. What is not said stays unsaid. */
import type { ParagraphFormat, RunFormat, TabKind, TabStops, Underline } from './letterTree.ts';
import { childOf, elementsOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { readBorders } from './readBorders.ts';
import { readBackground, readColor, readShading } from './readColors.ts';
import { type FontProperties, readFonts } from './readFonts.ts';
import type { Theme } from './readTheme.ts';
import { nameTable } from '../nameTable.ts';

/** Properties that toggle through the style hierarchy (17.7.3). */
export const TOGGLES = [
  'bold',
  'italic',
  'complexBold',
  'complexItalic',
  'allCaps',
  'smallCaps',
  'strike',
  'doubleStrike',
  'hidden',
] as const;
export type Toggle = (typeof TOGGLES)[number];

export type RunProperties = Partial<Omit<RunFormat, 'bold' | 'italic' | 'strike' | 'caps' | 'hidden' | 'font' | 'scripts'>> &
  Partial<Record<Toggle, boolean>> &
  FontProperties & { complexSize?: number; complex?: boolean; complexLanguage?: string };
export type ParagraphProperties = Partial<ParagraphFormat> & { numId?: string; level?: number };

const TOGGLE_ELEMENTS: Record<Toggle, string> = {
  bold: 'w:b',
  italic: 'w:i',
  complexBold: 'w:bCs',
  complexItalic: 'w:iCs',
  allCaps: 'w:caps',
  smallCaps: 'w:smallCaps',
  strike: 'w:strike',
  doubleStrike: 'w:dstrike',
  hidden: 'w:vanish',
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
  const found: RunProperties = readFonts(childOf(rPr, 'w:rFonts'), theme);
  for (const toggle of TOGGLES) {
    const value = onOff(rPr, TOGGLE_ELEMENTS[toggle]);
    if (value !== undefined) found[toggle] = value;
  }
  const [size, complexSize] = [fontSize(valueOf(rPr, 'w:sz')), fontSize(valueOf(rPr, 'w:szCs'))];
  if (size !== undefined) found.size = size;
  if (complexSize !== undefined) found.complexSize = complexSize;
  const color = childOf(rPr, 'w:color');
  if (color !== undefined) found.color = readColor(color, 'w:val', theme);
  readDecoration(rPr, theme, found);
  return found;
}

/** Half points, or points where it says so. */
function fontSize(written: string | undefined): number | undefined {
  const size = Number.parseFloat(written ?? '');
  if (!(size > 0)) return undefined;
  return Math.min(400, written?.endsWith('pt') === true ? size : size / 2);
}

function readDecoration(rPr: Xml, theme: Theme, found: RunProperties): void {
  const underline = valueOf(rPr, 'w:u');
  if (underline !== undefined) found.underline = underlineOf(underline);
  const background = readBackground(rPr, theme);
  if (background !== undefined) found.background = background;
  const vertical = valueOf(rPr, 'w:vertAlign');
  if (vertical !== undefined) found.vertical = vertical === 'superscript' ? 'super' : vertical === 'subscript' ? 'sub' : null;
  const raised = Number(valueOf(rPr, 'w:position') ?? Number.NaN);
  if (Number.isFinite(raised)) found.raised = Math.max(-200, Math.min(200, raised / 2));
  const [rtl, complex] = [onOff(rPr, 'w:rtl'), onOff(rPr, 'w:cs')];
  if (rtl !== undefined) found.rtl = rtl;
  if (complex !== undefined) found.complex = complex;
  readLanguages(childOf(rPr, 'w:lang'), found);
  const spacing = points(valueOf(rPr, 'w:spacing'));
  if (spacing !== undefined) found.letterSpacing = Math.max(-20, Math.min(100, spacing));
}

/** One for each kind of script (17.3.2.20). */
function readLanguages(lang: Xml | undefined, found: RunProperties): void {
  const [language, complex] = [languageTag(lang?.attributes['w:val']), languageTag(lang?.attributes['w:bidi'])];
  if (language !== null) found.language = language;
  if (complex !== null) found.complexLanguage = complex;
}

export function languageTag(written: string | undefined): string | null {
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(written ?? '') ? (written ?? null) : null;
}

function underlineOf(value: string): Underline | null {
  if (value === 'none') return null;
  if (/^double|wavyDouble/i.test(value)) return 'double';
  if (/^wav/i.test(value)) return 'wavy';
  if (/^dotted/i.test(value)) return 'dotted';
  return /dash|dot/i.test(value) ? 'dashed' : 'solid';
}

const ALIGNMENTS = nameTable<ParagraphFormat['align']>({
  left: 'left',
  start: 'left',
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
  lowKashida: 'justify',
  mediumKashida: 'justify',
  highKashida: 'justify',
  thaiDistribute: 'justify',
});

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

const TAB_KINDS = nameTable<TabKind>({ center: 'center', right: 'right', end: 'right', decimal: 'decimal', bar: 'bar' });

/** Word takes 64 stops in a paragraph. */
const TABS_MAX = 64;

/** Stops of the levels of a style add up (17.3.1.38); `clear` takes one away. */
function readTabs(tabs: Xml): TabStops {
  const stops: Record<string, TabKind | null> = {};
  for (const tab of elementsOf(tabs).slice(0, TABS_MAX)) {
    const [at, kind] = [points(tab.attributes['w:pos']), tab.attributes['w:val'] ?? 'left'];
    if (at !== undefined) stops[String(at)] = kind === 'clear' ? null : (TAB_KINDS[kind] ?? 'left');
  }
  return stops;
}

/** Hundredths of a character count where there is no length beside them; a character is as wide as plain East Asian text. */
const CHARACTER = 10.5;

/** `left` means where lines start, also in text from right to left (17.3.1.12). */
function readIndents(ind: Xml | undefined, found: ParagraphProperties): void {
  const one = (name: string) => points(ind?.attributes[name]) ?? characters(ind?.attributes[`${name}Chars`]);
  const [left, right] = [one('w:start') ?? one('w:left'), one('w:end') ?? one('w:right')];
  const [hanging, first] = [one('w:hanging'), one('w:firstLine')];
  if (left !== undefined) found.indentLeft = left;
  if (right !== undefined) found.indentRight = right;
  if (hanging !== undefined) found.firstLine = -hanging;
  else if (first !== undefined) found.firstLine = first;
}

function characters(written: string | undefined): number | undefined {
  const hundredths = Number(written ?? Number.NaN);
  return Number.isFinite(hundredths) ? Math.max(-500, Math.min(500, (hundredths / 100) * CHARACTER)) : undefined;
}

/** Automatic spacing is what HTML gives a paragraph: 14 points (17.3.1.33). */
const AUTO_SPACING = 14;

function readSpacing(spacing: Xml | undefined, found: ParagraphProperties): void {
  if (spacing === undefined) return;
  const auto = (name: string) => ['1', 'true', 'on'].includes(spacing.attributes[name] ?? '');
  const room = (name: string) => points(spacing.attributes[name]) ?? lines(spacing.attributes[`${name}Lines`]);
  const before = auto('w:beforeAutospacing') ? AUTO_SPACING : room('w:before');
  const after = auto('w:afterAutospacing') ? AUTO_SPACING : room('w:after');
  if (before !== undefined) found.before = Math.max(0, before);
  if (after !== undefined) found.after = Math.max(0, after);
  const line = points(spacing.attributes['w:line']);
  if (line === undefined || line <= 0) return;
  const rule = spacing.attributes['w:lineRule'];
  if (rule === 'exact' || rule === 'exactly') found.line = { kind: 'exactly', points: line };
  else found.line = rule === 'atLeast' ? { kind: 'atLeast', points: line } : { kind: 'times', times: line / 12 };
}

/** Hundredths of a line of 12 points. */
function lines(written: string | undefined): number | undefined {
  const hundredths = Number(written ?? Number.NaN);
  return Number.isFinite(hundredths) ? Math.min(500, (hundredths / 100) * 12) : undefined;
}

function readNumberProperties(numPr: Xml | undefined, found: ParagraphProperties): void {
  const [numId, level] = [valueOf(numPr, 'w:numId'), valueOf(numPr, 'w:ilvl')];
  if (numId !== undefined) found.numId = numId;
  if (level !== undefined) found.level = Math.max(0, Math.min(8, Number(level) || 0));
}
