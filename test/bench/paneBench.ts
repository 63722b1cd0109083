/**
 * `npm run bench -- pane`: what the built pane weighs, and how long it takes until its first button can be pressed, in a real
 * Chromium. `-- pane size` only weighs.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../support/aBrowser.ts';
import { aServer } from '../support/aServer.ts';
import { aSecureServer } from '../support/officeHost/aSecureServer.ts';
import { openInOffice } from '../support/officeHost/openInOffice.ts';
import { gzipBytes, PANE_LIMITS, paneSizes } from '../support/paneSizes.ts';
import type { Line } from './ratio.ts';

const DIST = join(import.meta.dirname, '..', '..', 'addin', 'dist');
/** The stock React and Fluent 9 task-pane template, production build: polyfill 81.6, react 47.5, taskpane 39.7 KB gzip. */
const TEMPLATE_BYTES = 168_900;
const LIMIT_MS = { browser: 1000, office: 500 };
const ROUNDS = 7;

export async function run(only?: string): Promise<Line[]> {
  if (!existsSync(join(DIST, 'pane.html'))) return [{ ok: false, text: 'MISS the pane has not been built: npm run build' }];
  const weighed = [...(['en', 'de'] as const).flatMap(weigh), dialogLine()];
  return only === 'size' ? weighed : [...weighed, ...(await time())];
}

function weigh(language: 'en' | 'de'): Line[] {
  const sizes = paneSizes(DIST, language);
  const beside = `, ${(sizes.initial / TEMPLATE_BYTES).toFixed(2)} × the stock React task-pane template (${kb(TEMPLATE_BYTES)})`;
  return (['initial', 'all', 'msal'] as const).map((kind) => {
    const ok = sizes[kind] <= PANE_LIMITS[kind];
    const text = `pane ${language}, ${kind}: ${kb(sizes[kind])} gzip (goal ≤ ${kb(PANE_LIMITS[kind])})`;
    return { ok, text: `${said(ok)} ${text}${kind === 'initial' ? beside : ''}` };
  });
}

function dialogLine(): Line {
  return { ok: true, text: `ok   connection window: ${kb(gzipBytes(join(DIST, 'dialog', 'finish.js')))} gzip, without React` };
}

async function time(): Promise<Line[]> {
  const browser = await aBrowser();
  try {
    return [await inBrowser(browser), await inOffice(browser, 'word'), await inOffice(browser, 'outlook')];
  } finally {
    await browser.close();
  }
}

async function inBrowser(browser: Browser): Promise<Line> {
  const server = await aServer();
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    // A context of its own has nothing in its cache.
    const context = await browser.newContext({ viewport: { width: 350, height: 700 } });
    await context.addInitScript(watchStart);
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(isUsable);
    rounds.push((await page.evaluate(read)).usable);
    await context.close();
  }
  await server.close();
  return timeLine(
    'from the address to the first button, plain browser, empty cache, warm server',
    rounds.slice(1),
    LIMIT_MS.browser,
  );
}

async function inOffice(browser: Browser, app: 'word' | 'outlook'): Promise<Line> {
  const server = await aSecureServer();
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const office = await openInOffice(browser, {
      app,
      server,
      prepare: async (context) => void (await context.addInitScript(watchStart)),
    });
    await office.pane.waitForFunction(isUsable);
    const { usable, ready } = await office.pane.evaluate(read);
    rounds.push(usable - ready);
    await office.close();
  }
  await server.close();
  return timeLine(`from Office.onReady to the first button, ${app} host page, empty cache`, rounds.slice(1), LIMIT_MS.office);
}

function timeLine(what: string, rounds: number[], limit: number): Line {
  const sorted = rounds.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const range = `${sorted[0]?.toFixed(0)}–${sorted.at(-1)?.toFixed(0)}`;
  const ok = median <= limit;
  return { ok, text: `${said(ok)} ${what}: ${median.toFixed(0)} ms (goal ≤ ${limit}), median of ${sorted.length}, ${range}` };
}

const said = (ok: boolean): string => (ok ? 'ok  ' : 'MISS');
const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

interface Marks {
  /** When the first button was on the screen and Office was ready, in ms since the page was asked for; 0 before that. */
  usable: number;
  ready: number;
}
type Marked = { marks: Marks };

/** In the page, before any script of it: notes both moments. Its handlers are there when React has drawn the button. */
function watchStart(): void {
  const marks: Marks = { usable: 0, ready: 0 };
  Object.assign(globalThis, { marks });
  type Page = { document: { querySelector: (selector: string) => unknown }; Office?: { onReady?: (then: () => void) => void } };
  const page = globalThis as unknown as Page & { requestAnimationFrame: (act: () => void) => void };
  const lookForOffice = () => {
    if (page.Office?.onReady) page.Office.onReady(() => (marks.ready = performance.now()));
    else setTimeout(lookForOffice, 1);
  };
  const lookForButton = () => {
    if (page.document.querySelector('#pane footer button')) page.requestAnimationFrame(() => (marks.usable = performance.now()));
    else page.requestAnimationFrame(lookForButton);
  };
  lookForOffice();
  lookForButton();
}

function isUsable(): boolean {
  return (globalThis as unknown as Marked).marks.usable > 0;
}

function read(): Marks {
  return (globalThis as unknown as Marked).marks;
}
