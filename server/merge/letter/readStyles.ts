/** Styles of the document: defaults, inheritance, and how a run's or paragraph's final format comes about (ISO/IEC 29500-1 17.7.2). */
import type { ParagraphFormat, RunFormat } from './letterTree.ts';
import { childOf, childrenOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import {
  type ParagraphProperties,
  readParagraphProperties,
  readRunProperties,
  type RunProperties,
  type Toggle,
} from './readFormat.ts';
import type { Theme } from './readTheme.ts';
import { readTableStyle, type TableStyle } from './tableStyle.ts';

export type ListIndents = {
  indents: (numId: string, level: number) => ParagraphProperties;
  levelOf: (numId: string, styleId: string) => number | undefined;
};

type Style = { kind: string; basedOn: string | undefined; name: string; element: Xml };

export type Styles = {
  theme: Theme;
  /** All style ids and the default of each kind resolved; `numbering` gives the indents of a list level, and the level of a style. */
  paragraph: (
    styleId: string | undefined,
    direct: ParagraphProperties,
    table: ParagraphProperties,
    numbering: ListIndents,
  ) => { format: ParagraphFormat; numId: string | undefined; level: number };
  run: (
    paragraphStyle: string | undefined,
    characterStyle: string | undefined,
    direct: RunProperties,
    table: RunProperties,
  ) => RunFormat;
  table: (styleId: string | undefined) => TableStyle;
  /** Id of the style a paragraph has when it names none. */
  defaultParagraph: string;
};

export const PLAIN_RUN: RunFormat = {
  font: null,
  size: 10,
  bold: false,
  italic: false,
  underline: null,
  strike: false,
  color: null,
  background: null,
  vertical: null,
  caps: null,
  hidden: false,
  rtl: false,
  language: null,
  letterSpacing: 0,
  raised: 0,
  scripts: null,
};

const PLAIN_PARAGRAPH: ParagraphFormat = {
  styleId: '',
  align: 'left',
  indentLeft: 0,
  indentRight: 0,
  firstLine: 0,
  before: 0,
  after: 0,
  line: { kind: 'times', times: 1 },
  background: null,
  borders: {},
  contextual: false,
  rtl: false,
  outline: null,
  tabs: {},
};

export function readStyles(root: Xml | undefined, theme: Theme): Styles {
  const styles = new Map<string, Style>();
  const defaults = new Map<string, string>();
  for (const element of childrenOf(root, 'w:style')) {
    const [id, kind] = [element.attributes['w:styleId'] ?? '', element.attributes['w:type'] ?? 'paragraph'];
    styles.set(id, { kind, element, basedOn: valueOf(element, 'w:basedOn'), name: valueOf(element, 'w:name') ?? '' });
    if (['1', 'true', 'on'].includes(element.attributes['w:default'] ?? '')) defaults.set(kind, id);
  }
  const docDefaults = childOf(root, 'w:docDefaults');
  const baseRun = readRunProperties(childOf(childOf(docDefaults, 'w:rPrDefault'), 'w:rPr'), theme);
  const baseParagraph = readParagraphProperties(childOf(childOf(docDefaults, 'w:pPrDefault'), 'w:pPr'), theme);
  const chain = chainReader(styles);
  const runOf = remembered((id) => merged(chain(id), (style) => readRunProperties(childOf(style.element, 'w:rPr'), theme)));
  const paragraphOf = remembered((id) => {
    const layers = chain(id).map((style) => paragraphProperties(style, theme));
    return { ...(Object.assign({}, ...layers) as ParagraphProperties), tabs: tabsOf(layers) };
  });
  const defaultParagraph = defaults.get('paragraph') ?? 'Normal';
  return {
    theme,
    defaultParagraph,
    paragraph(styleId, direct, table, numbering) {
      const id = styleId !== undefined && styles.has(styleId) ? styleId : defaultParagraph;
      return resolveParagraph(id, baseParagraph, table, paragraphOf(id), direct, numbering);
    },
    run(paragraphStyle, characterStyle, direct, table) {
      const id = paragraphStyle !== undefined && styles.has(paragraphStyle) ? paragraphStyle : defaultParagraph;
      return resolveRun(baseRun, [table, runOf(id), characterStyle === undefined ? {} : runOf(characterStyle)], direct);
    },
    table: remembered((id) => {
      const elements = chain(id === '' ? (defaults.get('table') ?? '') : id).map((style) => style.element);
      return readTableStyle(elements, theme);
    }),
  };
}

function paragraphProperties(style: Style, theme: Theme): ParagraphProperties {
  const found = readParagraphProperties(childOf(style.element, 'w:pPr'), theme);
  const heading = /^heading ([1-9])$/i.exec(style.name);
  return heading === null || found.outline !== undefined ? found : { ...found, outline: Number(heading[1]) - 1 };
}

/** Word itself allows eleven levels. */
const CHAIN_MAX = 50;

/** From the root of the inheritance to the style itself; a loop ends where it closes. */
function chainReader(styles: ReadonlyMap<string, Style>): (id: string) => Style[] {
  return (id) => {
    const chain: Style[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = id; next !== undefined && !seen.has(next) && seen.size < CHAIN_MAX; ) {
      seen.add(next);
      const style = styles.get(next);
      if (style === undefined) break;
      chain.unshift(style);
      next = style.basedOn;
    }
    return chain;
  };
}

function merged<T extends object>(chain: Style[], read: (style: Style) => T): T {
  return Object.assign({}, ...chain.map(read)) as T;
}

function remembered<T>(make: (id: string) => T, fallback = ''): (id: string | undefined) => T {
  const made = new Map<string, T>();
  return (given) => {
    const id = given ?? fallback;
    const found = made.get(id) ?? make(id);
    made.set(id, found);
    return found;
  };
}

function resolveParagraph(
  styleId: string,
  base: ParagraphProperties,
  table: ParagraphProperties,
  style: ParagraphProperties,
  direct: ParagraphProperties,
  numbering: ListIndents,
): { format: ParagraphFormat; numId: string | undefined; level: number } {
  const numId = direct.numId ?? style.numId;
  const ofStyle = direct.numId === undefined && style.numId !== undefined ? numbering.levelOf(style.numId, styleId) : undefined;
  const level = direct.level ?? ofStyle ?? style.level ?? 0;
  const list = numId === undefined || numId === '0' ? {} : numbering.indents(numId, level);
  // A list chosen on the paragraph sets the indents of its style aside; a list that the style brings does not.
  const layers = direct.numId === undefined ? [base, table, list, style, direct] : [base, table, style, list, direct];
  const {
    numId: _id,
    level: _level,
    ...format
  } = Object.assign({ ...PLAIN_PARAGRAPH }, ...layers) as ParagraphFormat & ParagraphProperties;
  const written = layers.map((layer) => layer.align).findLast((align) => align !== undefined) ?? 'left';
  const align = format.rtl ? MIRRORED[written] : written;
  return { format: { ...format, align, styleId, tabs: tabsOf(layers) }, numId: numId === '0' ? undefined : numId, level };
}

/** In a paragraph from right to left, `left` means where lines start (17.3.1.13). */
const MIRRORED: Record<ParagraphFormat['align'], ParagraphFormat['align']> = {
  left: 'right',
  right: 'left',
  center: 'center',
  justify: 'justify',
};

function tabsOf(layers: readonly ParagraphProperties[]): ParagraphFormat['tabs'] {
  return Object.assign({}, ...layers.map((layer) => layer.tabs)) as ParagraphFormat['tabs'];
}

/** Toggle properties of the style levels cancel each other out (17.7.3); what stands on the run itself is final. */
function resolveRun(base: RunProperties, levels: RunProperties[], direct: RunProperties): RunFormat {
  const all: RunProperties = Object.assign({}, base, ...levels, direct) as RunProperties;
  const toggle = (name: Toggle): boolean => {
    const own = direct[name];
    if (own !== undefined) return own;
    const set = levels.filter((level) => level[name] === true).length;
    return set === 0
      ? levels.every((level) => level[name] === undefined) && base[name] === true
      : set % 2 === 1 || base[name] === true;
  };
  const rtl = all.rtl ?? false;
  const looks = {
    font: all.font ?? FONT,
    size: all.size ?? PLAIN_RUN.size,
    bold: toggle('bold'),
    italic: toggle('italic'),
  };
  return {
    ...looks,
    underline: all.underline ?? null,
    strike: toggle('strike') || toggle('doubleStrike'),
    color: all.color ?? null,
    background: all.background ?? null,
    vertical: all.vertical ?? null,
    caps: toggle('allCaps') ? 'all' : toggle('smallCaps') ? 'small' : null,
    hidden: toggle('hidden'),
    rtl,
    language: (rtl ? all.complexLanguage : all.language) ?? null,
    letterSpacing: all.letterSpacing ?? 0,
    raised: all.raised ?? 0,
    scripts: {
      eastAsia: all.eastAsia ?? null,
      hint: all.hintEastAsia ?? false,
      complex: {
        font: all.complexFont ?? null,
        size: all.complexSize ?? PLAIN_RUN.size,
        bold: toggle('complexBold'),
        italic: toggle('complexItalic'),
      },
      all: rtl || all.complex === true,
    },
  };
}

/** Word's own where nobody names one. */
const FONT = 'Times New Roman';
