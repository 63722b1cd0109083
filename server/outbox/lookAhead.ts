/**
 * What a mailbox sends next, read ahead: some waiting rows of each running campaign, with the data to make their mails. It is a
 * copy that may be out of date; whoever sends one of these rows marks it first, and the guard of the mark knows better.
 */
import type { SendWindow } from '../../shared/api/pace.ts';
import type { MessageRows, RenderPrepared } from './campaignSide.ts';
import type { LetterTrouble } from './letterTrouble.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import { nextOpen } from './sendWindow.ts';
import { waitingRows, type WaitingRow } from './waitingRows.ts';

export type Ahead =
  /** `render(index, row.id)` builds its mail; throws where that is impossible for now. */
  | { kind: 'row'; campaignId: string; row: WaitingRow; render: RenderPrepared; index: number }
  /** Nothing may leave before then, as far as rows and windows are concerned. */
  | { kind: 'wait'; until: number }
  | { kind: 'idle' };

export interface LookAhead {
  /** The next message, campaigns taking turns; it stays the next one until it is taken. */
  next(): Promise<Ahead>;
  /** What `next` would answer, if that is known without asking anybody. */
  following(): Extract<Ahead, { kind: 'row' }> | undefined;
  /** The one after it in the same campaign, if it was read already. */
  afterNext(campaignId: string): Extract<Ahead, { kind: 'row' }> | undefined;
  /** It was marked, or has an end: the campaign's next one is next, when the others had their turn. */
  take(campaignId: string): void;
  /** True while it will be noticed here that nothing of the campaign waits any more. */
  isWatching(campaignId: string): boolean;
  /** Something changed: everything is read anew. */
  drop(): void;
  /** There may be more to do: which campaigns run, and those that had nothing, are looked at again. */
  lookAgain(): void;
}

export interface LookAheadDeps extends Pick<OutboxDeps, 'db' | 'now' | 'campaigns' | 'log'> {
  trouble: LetterTrouble;
  /** Waits until everything that ended is in the store: rows are read only then. */
  settled: () => Promise<void>;
}

/** So many rows are read at once: at 28 a minute for two minutes, in a fast lane for a few milliseconds. */
const ROWS_AHEAD = 64;
/** Which campaigns run, and whether one that had nothing has something now, is asked for again after this; whoever changes it says so, too. */
const KNOWN_MS = 1_000;
const MINUTE_MS = 60_000;

interface Shelf {
  rows: WaitingRow[];
  at: number;
  render: RenderPrepared;
  readAt: number;
  /** When the next row's own time comes: the rows are read anew. */
  nextAt: number;
  window: SendWindow | null;
  /** The minute for which `openAt` is known: windows open and close at whole minutes. */
  minute: number;
  openAt: number;
}

export function lookAhead(deps: LookAheadDeps, mailbox: string): LookAhead {
  let campaigns: string[] | undefined;
  let askedAt = 0;
  let served: string | undefined;
  let changes = 0;
  const shelves = new Map<string, Shelf>();

  async function next(): Promise<Ahead> {
    const now = deps.now();
    if (!isFresh(askedAt, now)) campaigns = undefined;
    const running = campaigns ?? (await readCampaigns(now));
    let until = Infinity;
    for (const campaignId of turnsAfter(served, running)) {
      const ahead = atHand(campaignId, now) ?? (await read(campaignId, now));
      if (ahead.kind === 'row') return ahead;
      if (ahead.kind === 'wait') until = Math.min(until, ahead.until);
    }
    return until === Infinity ? { kind: 'idle' } : { kind: 'wait', until };
  }

  async function readCampaigns(now: number): Promise<string[]> {
    const reading = changes;
    const running = await deps.campaigns.running(mailbox);
    for (const campaignId of shelves.keys()) if (!running.includes(campaignId)) shelves.delete(campaignId);
    askedAt = now;
    if (reading === changes) campaigns = running;
    return running;
  }

  /** Without asking anybody; undefined where that has to be. */
  function atHand(campaignId: string, now: number): Ahead | undefined {
    const blocked = deps.trouble.waitsUntil(campaignId);
    if (blocked > now) return { kind: 'wait', until: blocked };
    const shelf = shelves.get(campaignId);
    return shelf && isGood(shelf, now) ? firstOf(shelf, campaignId, now) : undefined;
  }

  async function read(campaignId: string, now: number): Promise<Ahead> {
    const shelf = await refill(campaignId, now);
    return shelf ? firstOf(shelf, campaignId, now) : { kind: 'wait', until: Math.max(now, deps.trouble.waitsUntil(campaignId)) };
  }

  function firstOf(shelf: Shelf, campaignId: string, now: number): Ahead {
    const row = shelf.rows[shelf.at];
    if (!row) return shelf.nextAt === Infinity ? { kind: 'idle' } : { kind: 'wait', until: shelf.nextAt };
    const opens = openAt(shelf, now);
    if (opens > now) return { kind: 'wait', until: opens };
    return { kind: 'row', campaignId, row, render: shelf.render, index: shelf.at };
  }

  /** Undefined where something changed meanwhile, or the mails cannot be made. */
  async function refill(campaignId: string, now: number): Promise<Shelf | undefined> {
    await deps.settled();
    const reading = changes;
    const { rows, nextAt = Infinity } = await waitingRows(deps.db, campaignId, now, ROWS_AHEAD);
    // A campaign without anything left ends here, also where a crash came between its last message and its end.
    if (rows.length === 0 && nextAt === Infinity) await deps.campaigns.moved(campaignId);
    const made = await prepare(campaignId, rows);
    if (!made || reading !== changes) return undefined;
    const shelf = { rows, at: 0, ...made, readAt: now, nextAt, minute: -1, openAt: 0 };
    shelves.set(campaignId, shelf);
    return shelf;
  }

  async function prepare(campaignId: string, rows: readonly WaitingRow[]): Promise<Pick<Shelf, 'render' | 'window'> | undefined> {
    if (rows.length === 0) return { render: () => NO_ROW, window: null };
    try {
      const window = await deps.campaigns.windowOf(campaignId);
      return { window, render: await deps.campaigns.prepare(campaignId, rows.map(rowsOf)) };
    } catch (error) {
      deps.log.error({ err: error, campaignId }, 'the next mails of a campaign could not be made');
      const verdict = deps.trouble.note(campaignId, error, deps.now());
      if (!verdict.again) await deps.campaigns.pause({ campaignId }, verdict.reason);
      return undefined;
    }
  }

  function shelfRow(campaignId: string, index: number): Extract<Ahead, { kind: 'row' }> | undefined {
    const shelf = shelves.get(campaignId);
    const row = shelf?.rows[index];
    return shelf && row && { kind: 'row', campaignId, row, render: shelf.render, index };
  }

  function following(): Extract<Ahead, { kind: 'row' }> | undefined {
    const now = deps.now();
    for (const campaignId of turnsAfter(served, campaigns ?? [])) {
      const ahead = atHand(campaignId, now);
      if (!ahead || ahead.kind === 'row') return ahead;
    }
    return undefined;
  }

  return {
    next,
    following,
    afterNext: (campaignId) => shelfRow(campaignId, (shelves.get(campaignId)?.at ?? 0) + 1),
    take(campaignId) {
      served = campaignId;
      const shelf = shelves.get(campaignId);
      if (shelf) shelf.at += 1;
    },
    isWatching: (campaignId) => campaigns?.includes(campaignId) === true,
    drop() {
      changes += 1;
      campaigns = undefined;
      shelves.clear();
    },
    lookAgain() {
      campaigns = undefined;
      for (const [campaignId, shelf] of shelves) if (shelf.rows.length === 0) shelves.delete(campaignId);
    },
  };
}

/** A clock that was set back says nothing about an age. */
function isFresh(since: number, now: number): boolean {
  return now >= since && now - since < KNOWN_MS;
}

function isGood(shelf: Shelf, now: number): boolean {
  if (now >= shelf.nextAt) return false;
  return shelf.rows.length === 0 ? isFresh(shelf.readAt, now) : shelf.at < shelf.rows.length;
}

function openAt(shelf: Shelf, now: number): number {
  if (!shelf.window) return 0;
  const minute = Math.floor(now / MINUTE_MS);
  if (minute !== shelf.minute) Object.assign(shelf, { minute, openAt: nextOpen(shelf.window, now) });
  return shelf.openAt;
}

const NO_ROW = { ok: false, code: 'INTERNAL', reason: 'There is no such row.' } as const;

/** Rows that were queued before messages had several have their number only. */
function rowsOf(row: WaitingRow): MessageRows {
  const first = row.row_number ?? 0;
  return {
    rows: row.row_numbers === null ? [first] : (JSON.parse(row.row_numbers) as number[]),
    sequence: row.sequence ?? first,
  };
}

/** Round robin: the campaigns after the one served last, then the others. */
export function turnsAfter(served: string | undefined, campaigns: readonly string[]): readonly string[] {
  if (campaigns.length < 2 || served === undefined) return campaigns;
  const at = campaigns.indexOf(served);
  return [...campaigns.slice(at + 1), ...campaigns.slice(0, at + 1)];
}
