/** Two pages, one ruler: how much of the reference's look the measured page has. A share from 0 to 1 for each property. */
import { alignText } from './fidelityAlign.ts';
import { CELL_PROPERTIES, type Look, type Page, type Property, RUN_PROPERTIES, type Run } from './fidelityLook.ts';
import { compareTables } from './fidelityTables.ts';

export type Tally = { right: number; all: number };
export type Score = { share: number; byProperty: Map<Property, Tally>; misses: Miss[] };
export type Miss = { property: Property; text: string; wanted: string; found: string; weight: number };

/** Looks of two characters that stand for the same one; `found` is missing where the page does not have it. */
type Pair = { wanted: Run; found: Run | undefined; text: string };

export function scorePage(reference: Page, page: Page): Score {
  const byProperty = new Map<Property, Tally>(
    [...RUN_PROPERTIES, ...CELL_PROPERTIES].map((name) => [name, { right: 0, all: 0 }]),
  );
  const misses: Miss[] = [];
  const count = (property: Property, right: number, weight: number, miss: () => Omit<Miss, 'property' | 'weight'>) => {
    const tally = byProperty.get(property);
    if (tally === undefined) return;
    tally.all += weight;
    tally.right += right * weight;
    if (right < 1) misses.push({ property, weight: weight * (1 - right), ...miss() });
  };
  for (const { wanted, found, text } of pairsOf(reference, page)) {
    for (const property of RUN_PROPERTIES) {
      const right = found !== undefined && isSame(property, wanted, found) ? 1 : 0;
      const miss = () => ({
        text,
        wanted: String(wanted.look[property]),
        found: found === undefined ? '(not found)' : String(found.look[property]),
      });
      count(property, right, text.length, miss);
    }
  }
  for (const cell of compareTables(reference.tables, page.tables)) {
    for (const property of CELL_PROPERTIES) {
      const { right, wanted, found } = cell[property];
      count(property, right, Math.max(8, cell.text.length), () => ({ text: cell.text, wanted, found }));
    }
  }
  const tallies = [...byProperty.values()];
  const [right, all] = [sum(tallies.map((tally) => tally.right)), sum(tallies.map((tally) => tally.all))];
  return { share: all === 0 ? 1 : right / all, byProperty, misses: misses.toSorted((a, b) => b.weight - a.weight) };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Split at the finest borders of both sides. */
function pairsOf(reference: Page, page: Page): Pair[] {
  const pairs: Pair[] = [];
  for (const { wanted, found, char } of alignText(reference.runs, page.runs)) {
    const last = pairs.at(-1);
    if (last !== undefined && last.wanted === wanted && last.found === found) last.text += char;
    else pairs.push({ wanted, found, text: char });
  }
  return pairs;
}

/** Points that nobody sees. */
const LENGTH_ROOM = 1.5;

function isSame(property: (typeof RUN_PROPERTIES)[number], wanted: Run, found: Run): boolean {
  const [want, have]: [Look, Look] = [wanted.look, found.look];
  switch (property) {
    case 'font':
      return want.font.toLowerCase() === have.font.toLowerCase();
    case 'size':
      return isSize(want, have);
    case 'color':
    case 'background':
      return isColor(want[property], have[property]);
    case 'indent':
      return Math.abs(want.indent - have.indent) <= LENGTH_ROOM;
    case 'first':
      return isFirst(wanted, found);
    default:
      return want[property] === have[property];
  }
}

/** Raised and lowered text is drawn at 58 to 85 per cent, depending on the program. */
function isSize(want: Look, have: Look): boolean {
  if (!want.raised || !have.raised) return Math.abs(want.size - have.size) <= 0.26;
  const share = have.size / (want.size || 1);
  return share >= 0.54 && share <= 0.86;
}

/** Behind a list's mark the text itself begins at the indent, whether the mark hangs in the text or is the list's own. */
function isFirst(wanted: Run, found: Run): boolean {
  if (wanted.item && found.item && Math.abs(found.look.first) <= LENGTH_ROOM) return true;
  return Math.abs(wanted.look.first - found.look.first) <= LENGTH_ROOM;
}

export function isColor(want: string, have: string): boolean {
  if (want === have) return true;
  return [1, 3, 5].every(
    (at) => Math.abs(Number.parseInt(want.slice(at, at + 2), 16) - Number.parseInt(have.slice(at, at + 2), 16)) <= 3,
  );
}
