/** The letters of the bench, and the HTML that each maker makes of them: ours, mammoth's, LibreOffice's. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import mammoth from 'mammoth';
import { scopeOf } from '../../server/merge/mergeScope.ts';
import { compileLetter } from '../../server/merge/renderMessage.ts';
import { controlsOf, withOpenControls } from './fidelityControls.ts';
import { bare } from './fidelityLook.ts';

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

/** The letters as LibreOffice is to read them for the reference: content controls filled in and open. */
export function forReference(letters: Letter[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fidelity-'));
  return letters.map(({ name, path }) => {
    const open = withOpenControls(readFileSync(path));
    if (open === null) return path;
    const copy = join(folder, `${name}${extname(path)}`);
    writeFileSync(copy, open);
    return copy;
  });
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
  const controls = controlsOf(bytes);
  const value = (field: string) => {
    const name = bare(field).replaceAll('_', '');
    return shown.get(name) ?? controls.get(name) ?? `{{${field}}}`;
  };
  return read.value.render(scopeOf(value)).html.replaceAll(/src="cid:[^"]*"/g, `src="${BLANK}"`);
}

/** Pictures are not compared; one transparent pixel keeps their place. */
const BLANK = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** For looking at: the HTML beside the page of LibreOffice. */
export function keep(folder: string, name: string, html: string): void {
  writeFileSync(join(folder, `${name}.html`), html);
}
