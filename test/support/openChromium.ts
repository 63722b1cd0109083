import packaged from '@sparticuz/chromium';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A real Chromium for a test: CHROMIUM_PATH, else an installed one, else the one that comes as a package. Close it yourself. */
export async function openChromium(): Promise<Browser> {
  const found = [process.env.CHROMIUM_PATH, ...INSTALLED].find((path) => path !== undefined && existsSync(path));
  // As root (a container) Chromium starts without its own sandbox only; with little shared memory it must not use it.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  if (found !== undefined) return chromium.launch({ executablePath: found, args });
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...args] });
}
