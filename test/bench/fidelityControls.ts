/**
 * Content controls of a letter, and a copy of the letter in which they are filled in and opened. LibreOffice makes an input field
 * of a plain text control and drops the looks in it, so only from such a copy can it say how the text of a control looks.
 */
import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import { unzipSync, zipSync } from 'fflate';
import { bare } from './fidelityLook.ts';
import { textOf } from './fidelityOdfStyles.ts';

const PART = 'word/document.xml';

/** What the content controls of a letter show, by tag and by title: of those with one name, the first. */
export function controlsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const root = rootOf(bytes);
  const shown = new Map<string, string>();
  for (const control of root === null ? [] : descendants(root, 'w:sdt'))
    for (const name of namesOf(control)) if (!shown.has(name)) shown.set(name, runText(childOf(control, 'w:sdtContent')));
  return shown;
}

/** How many signs the text of a letter has. */
export function signsOf(bytes: Uint8Array): number {
  return bare(runText(rootOf(bytes) ?? undefined)).length;
}

/** `null`: the letter has no controls. */
export function withOpenControls(bytes: Uint8Array): Uint8Array | null {
  const root = rootOf(bytes);
  if (root === null || descendants(root, 'w:sdt').length === 0) return null;
  const made = writtenElement(root, { shown: controlsOf(bytes), filling: null });
  return zipSync({ ...unzipSync(bytes), [PART]: new TextEncoder().encode(made) });
}

/** What is put into the control around, and the w:rPr for it; null where it holds text of the letter. */
type Filling = { text: string; format: string };
type Way = { shown: ReadonlyMap<string, string>; filling: Filling | null };

function writtenElement(element: XmlElement, way: Way): string {
  if (element.name === 'w:sdt') return openedControl(element, way);
  const { filling } = way;
  const inside =
    element.name === 'w:r' && filling !== null && childOf(element, 'w:t') !== undefined
      ? `${filling.format}<w:t xml:space="preserve">${escaped(taken(filling))}</w:t>`
      : writtenInside(element, way);
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${element.name}${attributes.join('')}>${inside}</${element.name}>`;
}

function writtenInside(element: XmlElement, way: Way): string {
  return element.children
    .map((child) =>
      child instanceof XmlElement ? writtenElement(child, way) : child instanceof XmlText ? escaped(child.text) : '',
    )
    .join('');
}

/**
 * What is put over a prompt has the w:rPr of the control, not the look of the prompt (ISO/IEC 29500-1 17.5.2.39, 17.5.2.27). The
 * prompt of a control without a name asks the author for something and no reader; nobody fills it in, and its text goes.
 */
function openedControl(control: XmlElement, way: Way): string {
  const [properties, content] = [childOf(control, 'w:sdtPr'), childOf(control, 'w:sdtContent')];
  if (content === undefined) return '';
  if (properties === undefined || childOf(properties, 'w:showingPlcHdr') === undefined) return writtenInside(content, way);
  const text = namesOf(control).flatMap((name) => way.shown.get(name) ?? [])[0] ?? '';
  const own = childOf(properties, 'w:rPr');
  return writtenInside(content, { ...way, filling: { text, format: own === undefined ? '' : writtenElement(own, way) } });
}

/** All of it goes into the first run. */
function taken(filling: Filling): string {
  const { text } = filling;
  filling.text = '';
  return text;
}

function namesOf(control: XmlElement): string[] {
  const properties = childOf(control, 'w:sdtPr');
  const names = ['w:tag', 'w:alias'].map((name) =>
    properties === undefined ? '' : (childOf(properties, name)?.attributes['w:val'] ?? ''),
  );
  return names.map((name) => bare(name).replaceAll('_', '')).filter((name) => name !== '');
}

function rootOf(bytes: Uint8Array): XmlElement | null {
  const part = unzipSync(bytes, { filter: (file) => file.name === PART })[PART];
  return part === undefined ? null : parseXml(new TextDecoder().decode(part)).root;
}

function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child): child is XmlElement => child instanceof XmlElement && child.name === name);
}

function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) =>
    child instanceof XmlElement ? [...(child.name === name ? [child] : []), ...descendants(child, name)] : [],
  );
}

function runText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  if (element.name === 'w:t') return textOf(element);
  return element.children.map((child) => (child instanceof XmlElement ? runText(child) : '')).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
