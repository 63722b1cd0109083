/**
 * LibreOffice's reading of a letter (flat OpenDocument text) → the look of every run and cell. This reader knows nothing of ours:
 * it has its own walk over the text and its own inheritance of styles.
 */
import { type XmlElement, XmlText } from '@rgrove/parse-xml';
import { bare, type Look, type Page, type Run } from './fidelityLook.ts';
import {
  elementsOf,
  familyKey,
  joined,
  lengthOf,
  type OdfStyles,
  OUTLINE,
  type Properties,
  readFlat,
  textOf,
} from './fidelityOdfStyles.ts';
import { backgroundOf, readOdfTable } from './fidelityOdfTable.ts';

export type Reference = Page & {
  /** What each merge field shows, by its name without blanks and letter case. */
  shown: ReadonlyMap<string, string>;
};

type Around = { background: string; list: string | undefined; level: number; item: boolean };
export type Walk = { styles: OdfStyles; page: Page; shown: Map<string, string>; paragraphs: number };
/** `tabs`: what stands at the tab stops that are still to come. */
type Line = { walk: Walk; paragraph: Omit<Run, 'text'>; base: Properties; later: XmlElement[]; tabs: string[] };

const START: Around = { background: '#ffffff', list: undefined, level: 0, item: false };
const BLOCKS = new Set(['text:section', 'text:index-body', 'text:table-of-content', 'text:index-title', 'text:list-header']);

export function readReference(flat: string): Reference {
  const { styles, body } = readFlat(flat);
  const walk: Walk = { styles, page: { runs: [], tables: [] }, shown: new Map(), paragraphs: 0 };
  walkBlocks(body, walk, START);
  return { ...walk.page, shown: walk.shown };
}

export function walkBlocks(parent: XmlElement, walk: Walk, around: Around): void {
  for (const element of elementsOf(parent)) {
    if (element.name === 'text:p' || element.name === 'text:h') walkParagraph(element, walk, around);
    else if (element.name === 'text:list') walkList(element, walk, around);
    else if (element.name === 'table:table')
      readOdfTable(element, walk, around.background, (cell, background) => walkBlocks(cell, walk, { ...START, background }));
    else if (BLOCKS.has(element.name)) walkBlocks(element, walk, around);
    else if (element.name.startsWith('draw:')) walkBoxes(element, walk);
  }
}

function walkList(list: XmlElement, walk: Walk, around: Around): void {
  const inside: Around = {
    ...around,
    list: list.attributes['text:style-name'] ?? around.list,
    level: around.level + 1,
    item: false,
  };
  for (const entry of elementsOf(list)) {
    let fresh = entry.name === 'text:list-item';
    for (const element of elementsOf(entry)) {
      const isText = element.name === 'text:p' || element.name === 'text:h';
      if (isText) walkParagraph(element, walk, { ...inside, item: fresh });
      else if (element.name === 'text:list') walkList(element, walk, inside);
      fresh &&= !isText;
    }
  }
}

function walkParagraph(element: XmlElement, walk: Walk, around: Around): void {
  const { styles } = walk;
  const name = element.attributes['text:style-name'];
  const shape = styles.of('paragraph', name, 'style:paragraph-properties');
  const outline = Number(element.attributes['text:outline-level'] ?? 0);
  const heading = element.name === 'text:h' && around.list === undefined && styles.numbersHeadings(outline);
  const [list, level] = heading ? [OUTLINE, outline] : [around.list, around.level];
  const indents = styles.indents(name, list, level);
  const later: XmlElement[] = [];
  const base = styles.of('paragraph', name, 'style:text-properties');
  walk.paragraphs += 1;
  const look: Look = {
    ...PLAIN,
    align: alignOf(shape),
    indent: lengthOf(indents.left),
    first: lengthOf(indents.first),
    background: backgroundOf(shape) ?? around.background,
  };
  const rtl = (shape['style:writing-mode'] ?? '').startsWith('rl');
  const paragraph = { look, paragraph: walk.paragraphs, item: heading || around.item, rtl };
  const line: Line = { walk, paragraph, base, later, tabs: styles.tabs(name) };
  walkInline(element, line, base);
  for (const box of later) walkBoxes(box, walk);
}

const PLAIN: Look = {
  font: '',
  size: 0,
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  color: '',
  background: '#ffffff',
  align: 'left',
  indent: 0,
  first: 0,
  raised: false,
};

/** LibreOffice writes `start` for left and `end` for right, whichever way the text runs. */
function alignOf(shape: Properties): Look['align'] {
  const align = shape['fo:text-align'] ?? 'start';
  return align === 'center' || align === 'justify' ? align : align === 'end' || align === 'right' ? 'right' : 'left';
}

/** Text boxes stand beside the text; they are read after the paragraph that holds them. */
function walkBoxes(element: XmlElement, walk: Walk): void {
  for (const child of elementsOf(element)) {
    if (child.name === 'draw:text-box') walkBlocks(child, walk, START);
    else if (child.name === 'text:note-body') walkBlocks(child, walk, START);
    else if (child.name.startsWith('draw:')) walkBoxes(child, walk);
  }
}

const LEFT_OUT = new Set(['text:note', 'office:annotation', 'text:tracked-changes', 'text:ruby-text', 'svg:desc', 'svg:title']);

function walkInline(parent: XmlElement, line: Line, properties: Properties): void {
  for (const child of parent.children) {
    if (child instanceof XmlText) addText(child.text, line, properties);
    else if ('attributes' in child) walkElement(child, line, properties);
  }
}

function walkElement(element: XmlElement, line: Line, properties: Properties): void {
  const { walk } = line;
  if (element.name === 'text:note' || element.name.startsWith('draw:')) line.later.push(element);
  if (LEFT_OUT.has(element.name) || element.name.startsWith('draw:')) return;
  if (element.name === 'text:database-display') {
    const field = bare(element.attributes['text:column-name'] ?? '').replaceAll('_', '');
    const text = textOf(element);
    if (!walk.shown.has(field) && text !== '') walk.shown.set(field, text);
  }
  if (element.name === 'text:tab') passTab(line);
  const name = element.attributes['text:style-name'];
  const own = name === undefined ? {} : walk.styles.of('text', name, 'style:text-properties', false);
  walkInline(element, line, sized(joined([properties, own]), properties));
}

/** Behind a tab the text is aligned at its stop. */
function passTab(line: Line): void {
  const stop = line.tabs.shift();
  const { look } = line.paragraph;
  if (stop === 'right' || stop === 'center') line.paragraph.look = { ...look, align: stop, indent: 0, first: 0 };
}

/** A size in percent is one of the size outside. */
function sized(all: Properties, outer: Properties): Properties {
  const made: Record<string, string> = { ...all };
  for (const key of ['fo:font-size', 'style:font-size-asian', 'style:font-size-complex']) {
    const size = all[key] ?? '';
    if (size.endsWith('%')) made[key] = `${(lengthOf(outer[key]) * Number.parseFloat(size)) / 100}pt`;
  }
  return made;
}

function addText(text: string, line: Line, properties: Properties): void {
  if (bare(text) === '' || properties['text:display'] === 'none') return;
  for (const piece of byScript(text)) {
    const look = lookOf(properties, piece.script, line);
    line.walk.page.runs.push({ ...line.paragraph, text: piece.text, look });
  }
}

type Script = '' | '-asian' | '-complex';

const ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
const COMPLEX = /[\u0600-\u06ff\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Syriac}]/u;

/**
 * ASCII is Latin (ISO/IEC 29500-1 17.3.2.26), but for digits and signs among text of a complex script; other signs go with the text
 * before them.
 */
function byScript(text: string): { text: string; script: Script }[] {
  const pieces: { text: string; script: Script | null }[] = [];
  for (const char of text) {
    const last = pieces.at(-1);
    const script = scriptOf(char, last?.script ?? null);
    if (last !== undefined && (script === null || last.script === script || last.script === null)) {
      last.text += char;
      last.script ??= script;
    } else pieces.push({ text: char, script });
  }
  return pieces.map((piece) => ({ text: piece.text, script: piece.script ?? '' }));
}

function scriptOf(char: string, before: Script | null): Script | null {
  if (ASIAN.test(char)) return '-asian';
  if (COMPLEX.test(char)) return '-complex';
  if (/[\p{L}]/u.test(char)) return '';
  if (/[\s\u00a0]/.test(char)) return null;
  return char < '\u0080' && before !== '-complex' ? '' : null;
}

function lookOf(properties: Properties, script: Script, line: Line): Look {
  const { styles } = line.walk;
  const of = (western: string, other: string) => properties[script === '' ? western : `${other}${script}`] ?? '';
  const name = of('style:font-name', 'style:font-name');
  const family = name === '' ? (properties[familyKey(script)] ?? '') : styles.family(name);
  const background = backgroundOf(properties) ?? line.paragraph.look.background;
  const automatic = properties['style:use-window-font-color'] === 'true' || properties['fo:color'] === undefined;
  return {
    ...line.paragraph.look,
    font: family,
    size: lengthOf(of('fo:font-size', 'style:font-size')),
    bold: /^(bold|[6-9]00)$/.test(of('fo:font-weight', 'style:font-weight')),
    italic: /italic|oblique/.test(of('fo:font-style', 'style:font-style')),
    underline: drawn(properties, 'underline'),
    strike: drawn(properties, 'line-through'),
    color: automatic ? (isDark(background) ? '#ffffff' : '#000000') : (properties['fo:color'] ?? ''),
    background,
    raised: /^\S+ [1-9]\d?%$/.test(properties['style:text-position'] ?? ''),
  };
}

function drawn(properties: Properties, what: string): boolean {
  return (
    (properties[`style:text-${what}-style`] ?? 'none') !== 'none' || (properties[`style:text-${what}-type`] ?? 'none') !== 'none'
  );
}

/** Automatic text turns white on a dark ground (LibreOffice: Color::IsDark). */
export function isDark(color: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return ((red ?? 0) * 76 + (green ?? 0) * 151 + (blue ?? 0) * 29) / 256 <= 62;
}
