/** Styles of a flat OpenDocument text → properties with everything inherited (OpenDocument 1.3 part 3, chapter 16). */
import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';

export type Properties = Readonly<Record<string, string>>;
export type Kind = 'paragraph' | 'text' | 'table' | 'table-cell' | 'table-column' | 'table-row';

export type OdfStyles = {
  /** Properties of one group along the parents; `defaults`: with the default style of the kind below. */
  of: (kind: Kind, name: string | undefined, group: string, defaults?: boolean) => Properties;
  /** Indents of a numbered paragraph: its own, or those of the level. */
  indents: (paragraphStyle: string | undefined, list: string | undefined, level: number) => { left: string; first: string };
  /** Kinds of the tab stops of a paragraph, from left to right. */
  tabs: (paragraphStyle: string | undefined) => string[];
  /** Does this level of headings have numbers? */
  numbersHeadings: (level: number) => boolean;
  /** Name of a declared font → family. */
  family: (fontName: string) => string;
};

/** Name under which the numbering of headings is kept. */
export const OUTLINE = ' outline';

type Style = { element: XmlElement; parent: string | undefined; automatic: boolean };

export function elementsOf(element: XmlElement | null | undefined, name?: string): XmlElement[] {
  return (element?.children ?? []).filter(
    (child): child is XmlElement => child instanceof XmlElement && (name === undefined || child.name === name),
  );
}

export function readFlat(text: string): { styles: OdfStyles; body: XmlElement } {
  const root = parseXml(text).root;
  const body = elementsOf(elementsOf(root, 'office:body')[0], 'office:text')[0];
  if (body === undefined) throw new Error('This is no flat OpenDocument text.');
  return { styles: readStyles(root), body };
}

function readStyles(root: XmlElement | null): OdfStyles {
  const [common, automatic] = [elementsOf(root, 'office:styles')[0], elementsOf(root, 'office:automatic-styles')[0]];
  const styles = new Map<string, Style>();
  const lists = new Map<string, XmlElement>();
  for (const [group, isAutomatic] of [[common, false] as const, [automatic, true] as const]) {
    for (const element of elementsOf(group)) {
      const { 'style:name': name = '', 'style:family': family = '', 'style:parent-style-name': parent } = element.attributes;
      if (element.name === 'style:style') styles.set(`${family} ${name}`, { element, parent, automatic: isAutomatic });
      else if (element.name === 'text:list-style') lists.set(name, element);
      else if (element.name === 'text:outline-style') lists.set(OUTLINE, element);
      else if (element.name === 'style:default-style')
        styles.set(`default ${family}`, { element, parent: undefined, automatic: false });
    }
  }
  const fonts = new Map(
    elementsOf(elementsOf(root, 'office:font-face-decls')[0], 'style:font-face').map((face) => [
      face.attributes['style:name'] ?? '',
      unquoted(face.attributes['svg:font-family'] ?? ''),
    ]),
  );
  const chain = (kind: Kind, name: string | undefined) => chainOf(styles, kind, name);
  return {
    of(kind, name, group, defaults = true) {
      const found = chain(kind, name);
      const base = defaults ? styles.get(`default ${kind}`) : undefined;
      const all = [...found, ...(base === undefined ? [] : [base])].toReversed();
      return joined(all.map((style) => groupOf(style, group)));
    },
    indents: (paragraphStyle, list, level) => indentsOf(chain('paragraph', paragraphStyle), lists, list, level),
    tabs: (name) => tabsOf(chain('paragraph', name)),
    numbersHeadings: (level) =>
      elementsOf(lists.get(OUTLINE)).some(
        (shape) => Number(shape.attributes['text:level']) === level && (shape.attributes['style:num-format'] ?? '') !== '',
      ),
    family: (name) => fonts.get(name) ?? unquoted(name),
  };
}

/**
 * A nearer style settles the colour: "the window's text colour" and a colour are one question asked in two attributes, and so are
 * the border and its four sides, the name of a declared font and a family.
 */
export function joined(groups: Properties[]): Properties {
  const all: Record<string, string> = {};
  for (const group of groups) {
    if ('fo:color' in group) delete all['style:use-window-font-color'];
    if ('fo:border' in group) for (const side of ['top', 'right', 'bottom', 'left']) delete all[`fo:border-${side}`];
    for (const script of ['', '-asian', '-complex'])
      if (`style:font-name${script}` in group || familyKey(script) in group) {
        delete all[`style:font-name${script}`];
        delete all[familyKey(script)];
      }
    Object.assign(all, group);
  }
  return all;
}

export function familyKey(script: string): string {
  return script === '' ? 'fo:font-family' : `style:font-family${script}`;
}

function groupOf(style: Style, group: string): Properties {
  return elementsOf(style.element, group)[0]?.attributes ?? {};
}

function tabsOf(chain: Style[]): string[] {
  for (const style of chain) {
    const stops = elementsOf(elementsOf(style.element, 'style:paragraph-properties')[0], 'style:tab-stops')[0];
    if (stops === undefined) continue;
    const sorted = elementsOf(stops).toSorted(
      (a, b) => lengthOf(a.attributes['style:position']) - lengthOf(b.attributes['style:position']),
    );
    return sorted.map((stop) => stop.attributes['style:type'] ?? 'left');
  }
  return [];
}

/** The style itself first. */
function chainOf(styles: ReadonlyMap<string, Style>, kind: Kind, name: string | undefined): Style[] {
  const chain: Style[] = [];
  for (let next = name; next !== undefined && chain.length < 50; ) {
    const style = styles.get(`${kind} ${next}`);
    if (style === undefined) break;
    chain.push(style);
    next = style.parent;
  }
  return chain;
}

/**
 * The level's indents hold unless a style nearer than the one that brings the list says its own (this is how LibreOffice
 * decides, and Word: ISO/IEC 29500-1 17.9.23).
 */
function indentsOf(
  chain: Style[],
  lists: ReadonlyMap<string, XmlElement>,
  list: string | undefined,
  level: number,
): { left: string; first: string } {
  const own = joined(chain.toReversed().map((style) => groupOf(style, 'style:paragraph-properties')));
  const plain = { left: own['fo:margin-left'] ?? '0pt', first: own['fo:text-indent'] ?? '0pt' };
  if (list === undefined) return plain;
  for (const style of chain) {
    const properties = groupOf(style, 'style:paragraph-properties');
    if ('fo:margin-left' in properties || 'fo:text-indent' in properties) return plain;
    if (style.element.attributes['style:list-style-name'] !== undefined) break;
  }
  const shape = elementsOf(lists.get(list)).find((found) => Number(found.attributes['text:level']) === level);
  const alignment = elementsOf(elementsOf(shape, 'style:list-level-properties')[0], 'style:list-level-label-alignment')[0];
  if (alignment === undefined) return plain;
  return { left: alignment.attributes['fo:margin-left'] ?? '0pt', first: alignment.attributes['fo:text-indent'] ?? '0pt' };
}

function unquoted(name: string): string {
  return name.replaceAll("'", '').replaceAll('"', '').trim();
}

/** "0.1972in", "1.27cm", "11pt" → points. */
export function lengthOf(text: string | undefined): number {
  const found = /^(-?[\d.]+)(in|cm|mm|pt|pc|px)?$/.exec(text ?? '');
  const perUnit: Record<string, number> = { in: 72, cm: 72 / 2.54, mm: 72 / 25.4, pt: 1, pc: 12, px: 0.75 };
  return found === null ? 0 : Number(found[1]) * (perUnit[found[2] ?? 'pt'] ?? 1);
}

export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (child instanceof XmlText ? child.text : 'attributes' in child ? textOf(child) : ''))
    .join('');
}
