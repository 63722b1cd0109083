/** The letters of the bench, and the HTML that each maker makes of them: ours, mammoth's, LibreOffice's. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { scopeOf } from '../../server/merge/mergeScope.ts';
import { compileLetter } from '../../server/merge/renderMessage.ts';
import { bare } from './fidelityLook.ts';
import { textOf } from './fidelityOdfStyles.ts';

export type Letter = { name: string; path: string };

const SAMPLES = new URL('../../samples/', import.meta.url).pathname;

export function letterFiles(env: Readonly<Record<string, string | undefined>> = process.env): Letter[] {
  const corpus = env['CORPUS_DIR'];
  const folders = [...(corpus === undefined ? [] : [join(corpus, 'docx')]), SAMPLES];
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => /\.(docx|dotx)$/.test(file))
      .toSorted()
      .map((file) => ({ name: basename(file, extname(file)), path: join(folder, file) })),
  );
}

const run = promisify(execFile);

/** All letters in one start of LibreOffice; answers the folder with `<name>.<kind>`, or null where there is none. */
export async function convertAll(paths: string[], kind: 'fodt' | 'html'): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'fidelity-'));
  if (paths.length === 0) return folder;
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  try {
    await run('soffice', [profile, '--headless', '--convert-to', kind, '--outdir', folder, ...paths], { timeout: 180_000 });
    return folder;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export async function mammothHtml(path: string): Promise<string> {
  const made = await mammoth.convertToHtml({ buffer: readFileSync(path) });
  return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${made.value}</body></html>`;
}

/**
 * The mail for a row in which every field has the text that the letter shows in its place, so that all makers show the same words.
 * `shown`: what LibreOffice shows, by the field's plain name.
 */
export function ourHtml(path: string, shown: ReadonlyMap<string, string>): string {
  const bytes = readFileSync(path);
  const read = compileLetter({ kind: 'docx', bytes, name: basename(path) });
  if (!read.ok) throw new Error(read.text);
  const controls = controlsOf(bytes).shown;
  const value = (field: string) => {
    const name = bare(field).replaceAll('_', '');
    return shown.get(name) ?? controls.get(name) ?? `{{${field}}}`;
  };
  return read.value.render(scopeOf(value)).html.replaceAll(/src="cid:[^"]*"/g, `src="${BLANK}"`);
}

/** Pictures are not compared; one transparent pixel keeps their place. */
const BLANK = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

type Controls = { shown: Map<string, string>; prompts: string[] };

/** What the content controls of a letter show, by tag and by title; what those without a name show that nobody filled in. */
export function controlsOf(bytes: Uint8Array): Controls {
  const part = unzipSync(bytes, { filter: (file) => file.name === 'word/document.xml' })['word/document.xml'];
  const found: Controls = { shown: new Map(), prompts: [] };
  const root = part === undefined ? null : parseXml(new TextDecoder().decode(part)).root;
  if (root !== null) visitControls(root, found);
  return found;
}

function visitControls(element: XmlElement, found: Controls): void {
  for (const child of element.children) if (child instanceof XmlElement) visitControls(child, found);
  if (element.name !== 'w:sdt') return;
  const own = descendant(element, 'w:sdtPr');
  const inside = (name: string) => (own === undefined ? undefined : descendant(own, name));
  const content = descendant(element, 'w:sdtContent');
  const text = runText(content);
  const names = [inside('w:tag'), inside('w:alias')].map((name) => bare(name?.attributes['w:val'] ?? '').replaceAll('_', ''));
  for (const name of names) if (name !== '' && !found.shown.has(name)) found.shown.set(name, text);
  if (content !== undefined && names.every((name) => name === '') && inside('w:showingPlcHdr') !== undefined)
    found.prompts.push(...paragraphTexts(content));
}

function paragraphTexts(content: XmlElement): string[] {
  const paragraphs = content.children.filter((child) => child instanceof XmlElement && child.name === 'w:p');
  const texts = (paragraphs.length === 0 ? [content] : paragraphs).map((one) => (one instanceof XmlElement ? runText(one) : ''));
  return texts.filter((text) => text.trim() !== '');
}

function descendant(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    if (!(child instanceof XmlElement)) continue;
    const found = child.name === name ? child : descendant(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function runText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  if (element.name === 'w:t') return textOf(element);
  return element.children.map((child) => (child instanceof XmlElement ? runText(child) : '')).join('');
}

/** For looking at: the HTML beside the page of LibreOffice. */
export function keep(folder: string, name: string, html: string): void {
  writeFileSync(join(folder, `${name}.html`), html);
}
