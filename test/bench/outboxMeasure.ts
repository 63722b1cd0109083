/**
 * Ours and a peer in turn (A B A B …), as pairs. How much of the computer others used meanwhile is read from the kernel; a pair
 * during which it was much is measured again, for a while. What is said: medians, the ratio of each pair, how far they lie apart.
 */
import { readFileSync } from 'node:fs';
import type { Line } from './ratio.ts';

export interface Side {
  /** Carries out one round; answers how many a second. */
  round(): Promise<number>;
}

/** A round of ours should take about this long. */
const ROUND_SECONDS = 4;
/** And each mailbox sends as many at least, as in the campaigns that people send: the first one of each opens a connection, which is another measure. */
const MAILS_EACH = 100;

/** Three rounds that do not count: they warm up, and tell how many mails make a round. */
export async function mailsOfRound(sideOf: (mails: number) => Side, mailboxes: number, first: number): Promise<number> {
  const whole = (mails: number) => Math.max(MAILS_EACH, Math.ceil(mails / mailboxes)) * mailboxes;
  let mails = whole(first);
  for (let round = 0; round < 3; round += 1) mails = whole((await sideOf(mails).round()) * ROUND_SECONDS);
  return mails;
}

export interface PairsAsk {
  ours: Side;
  peer: Side;
  /** Pairs that count. */
  rounds?: number;
  /** Processes of the bench besides this one. */
  pids: readonly number[];
}

export interface Pairs {
  ours: number;
  peer: number;
  ratio: number;
  /** Half of the pairs lie this far apart, as a share of the median ratio. */
  spread: number;
  /** Cores that others used, on average. */
  foreign: number | null;
  measured: number;
  clean: number;
  counted: number;
}

/** performance.md's rule: more than this of a core used by others, and a run is not clean. */
const CLEAN = 0.3;
/** Pairs in all, for each that counts. */
const PATIENCE = 2.5;

interface Pair {
  ours: number;
  peer: number;
  foreign: number | null;
}

export async function inPairs({ ours, peer, rounds = 5, pids }: PairsAsk): Promise<Pairs> {
  await ours.round();
  await peer.round();
  const pairs: Pair[] = [];
  const clean = () => pairs.filter(({ foreign }) => foreign === null || foreign < CLEAN);
  while (clean().length < rounds && pairs.length < rounds * PATIENCE) pairs.push(await onePair({ ours, peer, pids }));
  const quietest = pairs.toSorted((a, b) => (a.foreign ?? 0) - (b.foreign ?? 0)).slice(0, Math.max(rounds, clean().length));
  const ratios = quietest.map((pair) => pair.ours / pair.peer);
  return {
    ours: quantile(
      quietest.map((pair) => pair.ours),
      0.5,
    ),
    peer: quantile(
      quietest.map((pair) => pair.peer),
      0.5,
    ),
    ratio: quantile(ratios, 0.5),
    spread: (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / quantile(ratios, 0.5),
    foreign: quietest.some(({ foreign }) => foreign === null) ? null : mean(quietest.map(({ foreign }) => foreign ?? 0)),
    measured: pairs.length,
    clean: clean().length,
    counted: quietest.length,
  };
}

async function onePair({ ours, peer, pids }: Omit<PairsAsk, 'rounds'>): Promise<Pair> {
  const before = cpuNow(pids);
  const rates = { ours: await ours.round(), peer: await peer.round() };
  return { ...rates, foreign: foreignCores(before, cpuNow(pids)) };
}

export interface CpuUse {
  at: number;
  /** Seconds of CPU time: of everything on this computer, and of the bench. */
  all: number;
  own: number;
}

/** Null where the kernel does not say it the way Linux does. */
export function cpuNow(pids: readonly number[]): CpuUse | null {
  try {
    const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0] = firstLine('/proc/stat').split(/\s+/).slice(1).map(Number);
    const own = [process.pid, ...pids].reduce((sum, pid) => sum + ticksOf(pid), 0);
    return { at: performance.now() / 1000, all: (user + nice + system + irq + soft) / TICKS, own: own / TICKS };
  } catch {
    return null;
  }
}

/** USER_HZ: what the kernel counts in, on every Linux that Node runs on. */
const TICKS = 100;

function firstLine(path: string): string {
  return readFileSync(path, 'utf8').split('\n')[0] ?? '';
}

/** proc(5): utime and stime are the 14th and 15th; the name before them may hold blanks. */
function ticksOf(pid: number): number {
  const fields = firstLine(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

export function foreignCores(before: CpuUse | null, after: CpuUse | null): number | null {
  if (!before || !after) return null;
  return Math.max(0, (after.all - before.all - (after.own - before.own)) / (after.at - before.at));
}

export interface Wanted {
  what: string;
  peer: string;
  goal: number;
  /** In place of "mails/s". */
  unit?: string;
  /** Facts that stand behind the numbers. */
  note?: string;
}

/** Missed only where the ratio is below the goal by more than the spread. */
export function verdict(pairs: Pairs, { what, peer, goal, unit = 'mails/s', note }: Wanted): Line {
  const { ratio, spread } = pairs;
  const word = ratio >= goal ? 'ok  ' : ratio * (1 + spread) >= goal ? 'near' : 'MISS';
  const sides = `ours ${whole(pairs.ours)} ${unit}, ${peer} ${whole(pairs.peer)} ${unit}`;
  const more = note === undefined ? '' : `; ${note}`;
  return {
    ok: word !== 'MISS',
    text: `${word} ${what}: ${ratio.toFixed(3)} (goal ≥ ${goal}) ± ${percent(spread)}; ${sides}; ${circumstances(pairs)}${more}`,
  };
}

function circumstances({ foreign, measured, clean, counted }: Pairs): string {
  const others = foreign === null ? 'CPU of others unknown' : `others used ${foreign.toFixed(2)} core`;
  return `median of ${counted} of ${measured} pairs (${clean} clean), ${others}`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
