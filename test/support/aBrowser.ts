/**
 * A real Chromium for the end-to-end tests: the one CHROMIUM_PATH names, else one that is installed, else the one that
 * comes as a package with its own libraries. Where none starts, the tests fail and say what was tried.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

async function packaged(): Promise<Candidate> {
  const place = tmpdir();
  if (![PROGRAM, 'al2023', 'fonts'].every((name) => existsSync(join(place, name)))) await unpack(place);
  return {
    path: join(place, PROGRAM),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
    env: { LD_LIBRARY_PATH: join(place, 'al2023', 'lib'), FONTCONFIG_PATH: join(place, 'fonts') },
  };
}

const PROGRAM = 'chromium';

/** The package unpacks its libraries only on the platform it was made for; here it is told to, because a bare machine lacks them too. */
const UNPACK = `
  const { default: pack, inflate } = await import('@sparticuz/chromium');
  await pack.executablePath();
  await inflate(${JSON.stringify(fileURLToPath(new URL('../../node_modules/@sparticuz/chromium/bin/al2023.tar.br', import.meta.url)))});`;

/**
 * The package takes whatever lies at its place for whole. So it unpacks aside, and everything is put there whole, the program last:
 * two test processes may begin at once, and one may be ended in the middle.
 */
async function unpack(place: string): Promise<void> {
  const aside = mkdtempSync(join(place, 'mergepost-chromium-'));
  try {
    const env = { ...process.env, TMPDIR: aside, NODE_OPTIONS: '' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], { cwd: import.meta.dirname, env });
    const names = readdirSync(aside).filter((name) => name !== PROGRAM);
    for (const name of [...names, PROGRAM]) putInPlace(join(aside, name), join(place, name));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Somebody else may have been quicker. */
function putInPlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

function definedOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
