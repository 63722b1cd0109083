/** How much of the built pane is sent, in bytes after gzip: the scripts a page names, and all that may follow them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface PaneSizes {
  /** The scripts the page itself names: what has to be there before anything is shown. */
  initial: number;
  /** Those and every part that is loaded later, without the sign-in library. */
  all: number;
  /** The sign-in library that is loaded only where Office signs people in itself; 0 where it is not in the build. */
  msal: number;
  /** Names of the scripts under /static, those of the page first. */
  scripts: string[];
}

/** What issue and plan allow, in bytes after gzip. */
export const PANE_LIMITS = { initial: 120_000, all: 220_000, msal: 85_000 };

const FOLDERS = { en: '', de: 'de/' };

/** @param dist the folder of the built pane. */
export function paneSizes(dist: string, language: keyof typeof FOLDERS): PaneSizes {
  const page = readFileSync(join(dist, `${FOLDERS[language]}pane.html`), 'utf8');
  const named = [...page.matchAll(/src="?\/static\/([^\s">]+\.js)/g)].map(([, name = '']) => name);
  const scripts = [...named, ...laterScripts(dist, named)];
  const sign = (name: string) => name.startsWith('msal');
  const bytes = (names: string[]) => names.reduce((sum, name) => sum + gzipBytes(join(dist, 'static', name)), 0);
  return {
    initial: bytes(named),
    all: bytes(scripts.filter((name) => !sign(name))),
    msal: bytes(scripts.filter(sign)),
    scripts,
  };
}

/** The runtime knows the parts as `{30:"3cf6e23c",…}[id]`, and those with a name as `{903:"msal"}[id]`. */
function laterScripts(dist: string, named: string[]): string[] {
  const runtime = named.find((name) => name.startsWith('runtime.')) ?? '';
  const tables = [...readFileSync(join(dist, 'static', runtime), 'utf8').matchAll(/\{((?:\d+:"[\w-]+",?)+)\}/g)].map(
    ([, inside = '']) =>
      Object.fromEntries([...inside.matchAll(/(\d+):"([\w-]+)"/g)].map(([, id = '', value = '']) => [id, value])),
  );
  const hashes = tables.find((table) => Object.values(table).every((value) => /^[0-9a-f]{8}$/.test(value))) ?? {};
  const names = tables.find((table) => table !== hashes) ?? {};
  const scripts = Object.entries(hashes).map(([id, hash]) => `${names[id] ?? id}.${hash}.js`);
  const missing = scripts.filter((name) => !existsSync(join(dist, 'static', name)));
  if (scripts.length === 0 || missing.length > 0)
    throw new Error(`The parts that ${runtime} loads later cannot be told: ${missing.join(', ')}`);
  return scripts;
}

export function gzipBytes(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}
