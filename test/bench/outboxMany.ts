/**
 * A campaign of very many people: how long its start takes, how far the memory grows while it is sent, how many bytes of
 * database each recipient costs. 100,000 rows come over the API, which takes no more; they are doubled in the database, so that
 * one campaign has 200,000. It is sent by a process that does nothing else; while it is measured, the sink holds its answers.
 */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { listHash } from '../../server/campaigns/listHash.ts';
import type { Memory } from './outboxAlone.ts';
import { benchHouse, databaseBytes, unlessPaused } from './outboxHouse.ts';
import { campaignOf } from './outboxMail.ts';
import { cpuNow, foreignCores, quantile, whole } from './outboxMeasure.ts';
import { type Peer, startPeer } from './outboxPeers.ts';
import type { Line } from './ratio.ts';

const ROWS = 100_000;
const START_SECONDS_MAX = 5;
const GROWTH_MAX = 10 * 1024 * 1024;
const STARTS = 5;

/** Drafted and started over the API, so with all checks, and every row in the outbox. */
export async function startLine(): Promise<Line> {
  const before = cpuNow([]);
  const times: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const prepared = await preparedCampaign();
    times.push(prepared.startSeconds);
    rmSync(dirname(prepared.path), { recursive: true });
  }
  const seconds = quantile(times, 0.5);
  const ok = seconds <= START_SECONDS_MAX;
  const others = foreignCores(before, cpuNow([]));
  const text = `start of a campaign of ${whole(ROWS)} rows: ${seconds.toFixed(2)} s (goal ≤ ${START_SECONDS_MAX} s), ${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s in ${STARTS} starts; others used ${others?.toFixed(2) ?? '?'} core`;
  return { ok, text: `${ok ? 'ok  ' : 'MISS'} ${text}` };
}

interface Prepared {
  path: string;
  startSeconds: number;
  /** Bytes of the database: before the campaign, with its draft, started. */
  empty: number;
  drafted: number;
  started: number;
}

async function preparedCampaign(sinkPort = 9): Promise<Prepared> {
  const house = await benchHouse({ sinkPort, mailboxes: 1 });
  const path = house.databasePath;
  const empty = sizeNow(path);
  const { id } = await house.call<{ id: string }>('POST', '/api/campaigns', {
    ...campaignOf(ROWS),
    providerId: house.accounts[0],
  });
  const drafted = sizeNow(path);
  const began = performance.now();
  await house.call('POST', `/api/campaigns/${id}/start`, {});
  const startSeconds = (performance.now() - began) / 1000;
  const started = sizeNow(path);
  await house.close(true);
  return { path, startSeconds, empty, drafted, started };
}

/** With everything that was committed brought into the file. */
function sizeNow(path: string): number {
  const file = new Sqlite(path);
  file.pragma('wal_checkpoint(TRUNCATE)');
  file.close();
  return databaseBytes(path);
}

export async function memoryLines(): Promise<Line[]> {
  const sink = await startPeer('./outboxSink.ts');
  const before = cpuNow([sink.pid]);
  const prepared = await preparedCampaign(sink.port);
  try {
    doubleRows(prepared.path);
    const waiting = sizeNow(prepared.path);
    const began = performance.now();
    const { early, middle, late } = await sentByItself(sink, prepared.path);
    const rate = (2 * ROWS) / ((performance.now() - began) / 1000);
    const sent = sizeNow(prepared.path);
    const others = foreignCores(before, cpuNow([sink.pid]));
    const each = {
      draft: (prepared.drafted - prepared.empty) / ROWS,
      start: (prepared.started - prepared.drafted) / ROWS,
      end: (sent - waiting) / (2 * ROWS),
    };
    return [growth({ early, middle, late }, rate, others), storage(each)];
  } finally {
    rmSync(dirname(prepared.path), { recursive: true });
    await sink.stop();
  }
}

function growth({ early, middle, late }: Looks, rate: number, others: number | null): Line {
  const grown = late.rss - middle.rss;
  const ok = grown <= GROWTH_MAX;
  const looks = [early, middle, late].map(({ rss, heap }) => `${mb(rss)} (heap ${mb(heap)})`).join(', ');
  const text = `memory from recipient ${whole(ROWS)} to ${whole(2 * ROWS)} of one campaign: RSS ${grown < 0 ? '' : '+'}${mb(grown)} (goal ≤ ${mb(GROWTH_MAX)}); after gc at ${whole(ROWS / 4)}, ${whole(ROWS)}, ${whole(2 * ROWS)}: ${looks}`;
  return {
    ok,
    text: `${ok ? 'ok  ' : 'MISS'} ${text}; ${whole(rate)} mails/s over one mailbox, start of the process and looks included; others used ${others?.toFixed(2) ?? '?'} core (preparing included, mostly ours)`,
  };
}

function storage({ draft, start, end }: Record<'draft' | 'start' | 'end', number>): Line {
  const total = draft + start + end;
  return {
    ok: true,
    text: `     database per recipient: ${whole(total)} bytes (no goal): list as it came and as rows ${whole(draft)}, outbox row ${whole(start)}, what sending adds ${whole(end)}`,
  };
}

function mb(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

type Looks = Record<'early' | 'middle' | 'late', Memory>;

async function sentByItself(sink: Peer, path: string): Promise<Looks> {
  const alone = await startPeer('./outboxAlone.ts', [path, String(sink.port)], ['--expose-gc']);
  const heldAt = async (mails: number, act: () => Promise<unknown>, goOn = true): Promise<Memory> => {
    const came = sink.came();
    await sink.order({ tell: mails, hold: mails, goOn });
    await act();
    await unlessPaused(path, came);
    return alone.order<Memory>({ what: 'memory' });
  };
  try {
    const early = await heldAt(ROWS / 4, () => alone.order({ what: 'start' }), false);
    const middle = await heldAt(ROWS, () => Promise.resolve());
    const late = await heldAt(2 * ROWS, () => Promise.resolve());
    await sink.order({});
    await alone.order({ what: 'close' });
    return { early, middle, late };
  } finally {
    await alone.stop();
  }
}

/** Rows of the list and of the outbox once more, numbered on, and approved as they are then. */
function doubleRows(path: string): void {
  const file = new Sqlite(path);
  const columns = (table: string) => (file.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  const changed: Record<string, string> = {
    row_number: `row_number + ${ROWS}`,
    sequence: `sequence + ${ROWS}`,
    id: 'lower(hex(randomblob(16)))',
    seq: `seq + ${ROWS}`,
  };
  for (const table of ['campaign_rows', 'outbox']) {
    const names = columns(table);
    const values = names.map((name) => changed[name] ?? name);
    file.exec(`INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table}`);
  }
  approveDoubled(file);
  file.close();
}

/** The product sends nothing that is not what was approved. */
function approveDoubled(file: Sqlite.Database): void {
  const hash = listHash();
  for (const row of file.prepare('SELECT row_number, cells, exact FROM campaign_rows ORDER BY row_number').iterate())
    hash.feed([row as Parameters<typeof hash.feed>[0][number]]);
  const approved = JSON.parse(String(file.prepare('SELECT approved FROM campaigns').pluck().get())) as {
    list: { stored: string };
    queued: number;
  };
  approved.list.stored = hash.digest();
  approved.queued = 2 * ROWS;
  file.prepare('UPDATE campaigns SET approved = ?').run(JSON.stringify(approved));
}
