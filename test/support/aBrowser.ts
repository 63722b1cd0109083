/**
 * A real Chromium for the end-to-end tests: the one CHROMIUM_PATH names, else one that is installed, else the one that
 * comes as a package with its own libraries. Where none starts, the tests fail and say what was tried.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

interface Candidate {
  path: string;
  args: string[];
  env?: Record<string, string>;
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export async function aBrowser(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Browser> {
  const tried: string[] = [];
  for (const candidate of candidates(env)) {
    try {
      const { path, args, env: more } = await candidate();
      return await chromium.launch({ executablePath: path, args, env: { ...definedOf(env), ...more } });
    } catch (error) {
      tried.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  throw new Error(`No Chromium starts here. Install one, or set CHROMIUM_PATH to one. Tried:\n- ${tried.join('\n- ')}`);
}

function candidates(env: Readonly<Record<string, string | undefined>>): (() => Promise<Candidate>)[] {
  const named = env['CHROMIUM_PATH'];
  const plain = (path: string) => async (): Promise<Candidate> => ({ path, args: ['--no-sandbox'] });
  if (named) return [plain(named)];
  return [...INSTALLED.filter((path) => existsSync(path)).map(plain), packaged];
}

/** The package unpacks its libraries only on the platform it was made for; here it is told to, because a bare machine lacks them too. */
async function packaged(): Promise<Candidate> {
  const { default: pack, inflate } = await import('@sparticuz/chromium');
  const path = await pack.executablePath();
  const bin = new URL('../../node_modules/@sparticuz/chromium/bin/al2023.tar.br', import.meta.url).pathname;
  const libraries = join(await inflate(bin), 'lib');
  return {
    path,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(tmpdir(), 'fonts') },
  };
}

function definedOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
