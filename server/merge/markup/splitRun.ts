/** w:r → runs that hold one field mark, or code, or only content, each with the look of the run; and what they say as code. */
import { childOf, elementsOf, isElement, textOf, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { textElement, withChildren } from './newMarkup.ts';
import { isContent, THING } from './storyItems.ts';

type Part = 'mark' | 'code' | 'content';

export function splitRun(run: Xml): Xml[] {
  const parts: { part: Part; children: XmlChild[] }[] = [];
  for (const child of run.children) {
    if (!isContent(child)) continue;
    const part = partOf(child);
    const last = parts.at(-1);
    if (last === undefined || part === 'mark' || last.part !== part) parts.push({ part, children: [child] });
    else last.children.push(child);
  }
  if (parts.length <= 1) return [run];
  const look = looksOf(run);
  return parts.map(({ children }) => withChildren(run, [...look, ...children]));
}

function partOf(child: Xml): Part {
  return child.name === 'w:fldChar' ? 'mark' : child.name === 'w:instrText' ? 'code' : 'content';
}

function looksOf(run: Xml): Xml[] {
  const rPr = childOf(run, 'w:rPr');
  return rPr === undefined ? [] : [rPr];
}

/** `styles`: ids of the character styles that hide words. */
export function isHidden(rPr: Xml | undefined, styles?: ReadonlySet<string>): boolean {
  const vanish = childOf(rPr, 'w:vanish');
  if (vanish !== undefined) return !/^(?:0|false|off)$/.test(vanish.attributes['w:val'] ?? '');
  return styles?.has(childOf(rPr, 'w:rStyle')?.attributes['w:val'] ?? '') === true;
}

export function runText(run: Xml): string {
  return elementsOf(run).map(partText).join('');
}

const MARKS: Record<string, string> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '\u2011',
  'w:softHyphen': '\u00ad',
  'w:drawing': THING,
  'w:pict': THING,
  'w:object': THING,
  'mc:AlternateContent': THING,
  'w:ruby': THING,
};

function partText(part: Xml): string {
  if (part.name === 'w:t' || part.name === 'w:instrText') return textOf(part);
  if (part.name !== 'w:sym') return MARKS[part.name] ?? '';
  const code = Number.parseInt(part.attributes['w:char'] ?? '', 16);
  return code > 0 && code <= 0xffff ? String.fromCharCode(code) : '';
}

/** The characters `from` to `to` of a run as text: what was code is shown. Null where nothing is left. */
export function sliceRun(run: Xml, from: number, to: number): Xml | null {
  const kept: XmlChild[] = [];
  let at = 0;
  for (const child of run.children) {
    if (!isContent(child)) continue;
    const text = partText(child);
    const [first, last] = [Math.max(0, from - at), Math.min(text.length, to - at)];
    at += text.length;
    if (text === '' || first < last) kept.push(...sliced(child, text, first, last));
  }
  return kept.length === 0 ? null : withChildren(run, [...looksOf(run), ...kept]);
}

function sliced(child: Xml, text: string, first: number, last: number): Xml[] {
  if (child.name !== 'w:t' && child.name !== 'w:instrText') return [child];
  if (child.name === 'w:t' && first === 0 && last === text.length) return [child];
  return first < last ? [textElement(text.slice(first, last))] : [];
}

/** The same run with another look. */
export function withLook(run: Xml, rPr: Xml | undefined): Xml {
  const content = run.children.filter((child) => !isElement(child) || child.name !== 'w:rPr');
  return withChildren(run, rPr === undefined ? content : [rPr, ...content]);
}
