/**
 * Does the mail keep the letter's look? For each run of text the style that Chromium computes for our HTML is compared with
 * LibreOffice's own reading of the letter, tables by widths, lines and shading; mammoth's and LibreOffice's HTML beside it, by the
 * same ruler. `node test/bench/fidelityBench.ts [part of a letter's name]` also lists what differs. CORPUS_DIR adds its letters.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../support/aBrowser.ts';
import { byHandLetters } from './fidelityByHand.ts';
import { corrected, EXCEPTIONS, NEVER_COUNTED } from './fidelityExceptions.ts';
import { signsOf } from './fidelityControls.ts';
import { convertAll, forReference, keep, type Letter, letterFiles, mammothHtml, ourHtml } from './fidelityLetters.ts';
import { bare, CELL_PROPERTIES, type Page, type Property, RUN_PROPERTIES } from './fidelityLook.ts';
import { readReference } from './fidelityReference.ts';
import { type Score, scorePage, sum } from './fidelityScore.ts';

const MAKERS = ['ours', 'mammoth', 'LibreOffice'] as const;
type Maker = (typeof MAKERS)[number];
const PROPERTIES = [...RUN_PROPERTIES, ...CELL_PROPERTIES];
/** `signs`: how many of the letter's are compared, and how many it has. */
export type LetterScore = { letter: string; signs: [number, number]; scores: Partial<Record<Maker, Score>> };

const RULER = readFileSync(new URL('./fidelityRuler.mjs', import.meta.url), 'utf8');
/** Wide enough for the letter's own width. */
const WINDOW = { width: 1000, height: 1400 };

export async function measure(browser: Browser, html: string): Promise<Page> {
  const page = await browser.newPage({ viewport: WINDOW });
  try {
    await page.setContent(html, { waitUntil: 'domcontentloaded' });
    await page.addScriptTag({ content: RULER });
    return await page.evaluate('measurePage()');
  } finally {
    await page.close();
  }
}

export async function fidelityOf(letters: Letter[]): Promise<LetterScore[]> {
  const paths = letters.map(({ path }) => path);
  const [flat, exported] = [await convertAll(forReference(letters), 'fodt'), await convertAll(paths, 'html')];
  const browser = await aBrowser();
  const found: LetterScore[] = [];
  try {
    for (const letter of letters) {
      if (flat === null || exported === null) break;
      const read = readReference(readFileSync(join(flat, `${letter.name}.fodt`), 'utf8'));
      const reference = corrected(letter.name, read);
      const pages: Record<Maker, string> = {
        ours: ourHtml(letter.path, reference.shown),
        mammoth: await mammothHtml(letter.path),
        LibreOffice: readFileSync(join(exported, `${letter.name}.html`), 'utf8'),
      };
      const folder = process.env['FIDELITY_KEEP'];
      if (folder !== undefined) for (const maker of MAKERS) keep(folder, `${letter.name}.${maker}`, pages[maker]);
      const scores: LetterScore['scores'] = {};
      for (const maker of MAKERS) scores[maker] = scorePage(reference, await measure(browser, pages[maker]));
      found.push({ letter: letter.name, signs: [signsIn(reference), signsOf(readFileSync(letter.path))], scores });
    }
    found.push(...(await byHand(browser)));
  } finally {
    await browser.close();
  }
  return found;
}

/** Letters whose look a person wrote down from the markup; LibreOffice reads the same letters beside us. */
async function byHand(browser: Browser): Promise<LetterScore[]> {
  const letters = byHandLetters();
  const exported = await convertAll(
    letters.map(({ path }) => path),
    'html',
  );
  const found: LetterScore[] = [];
  for (const { name, path, page } of letters) {
    const made: [Maker, string][] = [
      ['ours', ourHtml(path, new Map())],
      ['mammoth', await mammothHtml(path)],
    ];
    if (exported !== null) made.push(['LibreOffice', readFileSync(join(exported, `${name}.html`), 'utf8')]);
    const scores: LetterScore['scores'] = {};
    for (const [maker, html] of made) scores[maker] = scorePage(page, await measure(browser, html));
    found.push({ letter: `by hand: ${name}`, signs: [signsIn(page), signsOf(readFileSync(path))], scores });
  }
  return found;
}

function signsIn({ runs }: Page): number {
  return sum(runs.map((run) => bare(run.text).length));
}

export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

function mean(scores: LetterScore[], maker: Maker): number | undefined {
  const shares = scores.flatMap((score) => score.scores[maker]?.share ?? []);
  return shares.length === 0 ? undefined : shares.reduce((total, share) => total + share, 0) / shares.length;
}

function table(scores: LetterScore[]): string {
  const line = (name: string, cells: (number | undefined)[]) =>
    `${name.padEnd(36)}${cells.map((share) => percent(share).padStart(13)).join('')}`;
  return [
    `${'letter'.padEnd(36)}${MAKERS.map((maker) => maker.padStart(13)).join('')}     signs of its text compared`,
    ...scores.map(({ letter, signs: [compared, all], scores: made }) => {
      const shares = MAKERS.map((maker) => made[maker]?.share);
      return `${line(letter, shares)}     ${compared === all ? 'all' : `${compared} of`} ${all}`;
    }),
    line(
      'overall (mean of the letters)',
      MAKERS.map((maker) => mean(scores, maker)),
    ),
  ].join('\n');
}

/** The same, by what was compared: where points are lost. */
function properties(scores: LetterScore[]): string {
  return PROPERTIES.map(
    (property) =>
      `${property.padEnd(36)}${MAKERS.map((maker) => percent(shareOf(scores, maker, property)).padStart(13)).join('')}`,
  ).join('\n');
}

function shareOf(scores: LetterScore[], maker: Maker, property: Property): number | undefined {
  const tallies = scores.flatMap((score) => score.scores[maker]?.byProperty.get(property) ?? []);
  const all = sum(tallies.map((tally) => tally.all));
  return all === 0 ? undefined : sum(tallies.map((tally) => tally.right)) / all;
}

/** One line for each piece of text: what differs there. */
function misses(scores: LetterScore[]): string {
  return scores
    .flatMap(({ letter, scores: made }) => {
      const byText = new Map<string, string[]>();
      for (const miss of made.ours?.misses ?? []) {
        const said = byText.get(miss.text) ?? [];
        byText.set(miss.text, said);
        if (miss.found !== '(not found)') said.push(`${miss.property} ${miss.found} for ${miss.wanted}`);
        else if (said.length === 0) said.push('not found');
      }
      return [...byText].map(([text, said]) => `${letter}: “${text.slice(0, 40)}”: ${said.join(', ')}`);
    })
    .join('\n');
}

export type BenchResult = { passed: boolean; report: string };

const GOAL = 0.98;

/**
 * Goal: 98 % overall, ahead of both peers overall and behind neither on any letter. Most text is plain in most ways, so a property
 * that is lost altogether costs little overall; therefore each must reach the goal by itself.
 */
export async function run(only = ''): Promise<BenchResult> {
  const scores = await fidelityOf(letterFiles().filter(({ name }) => name.includes(only)));
  const behind = scores.flatMap(({ letter, scores: made }) =>
    (['mammoth', 'LibreOffice'] as const).flatMap((peer) =>
      (made[peer]?.share ?? 0) > (made.ours?.share ?? 0) + 1e-9 ? [`behind ${peer} on ${letter}`] : [],
    ),
  );
  const low = PROPERTIES.filter((property) => (shareOf(scores, 'ours', property) ?? 1) < GOAL);
  const passed = (mean(scores, 'ours') ?? 0) >= GOAL && behind.length === 0 && low.length === 0;
  const lows = low.map((property) => `below ${percent(GOAL)}: ${property}`);
  const detail = only === '' ? [] : [misses(scores)];
  const wrong = [NEVER_COUNTED, ...EXCEPTIONS].map(({ letters, why }) => `not counted in ${letters.join(', ')}: ${why}`);
  return { passed, report: [table(scores), '', properties(scores), '', ...wrong, ...behind, ...lows, ...detail].join('\n') };
}

if (process.argv[1] === import.meta.filename) {
  const { report } = await run(process.argv[2] ?? '');
  process.stdout.write(`${report}\n`);
}
