/**
 * Campaigns over Graph, end to end, against raw undici that posts bodies which are ready to the same sink. Ours: from the
 * moment the outbox is started, with every row waiting in the database, until the last mail is recorded as accepted, so with
 * reading the rows, opening the token, merging, the marks before and after each mail (synchronous=FULL, a real file), and the
 * first access of every mailbox. The peer: the very bodies that the product posted, as Buffers, over as many connections.
 */
import { Pool } from 'undici';
import { bareSide } from './outboxBare.ts';
import { benchHouse, type BenchHouse, unlessPaused } from './outboxHouse.ts';
import { campaignOf } from './outboxMail.ts';
import { inPairs, mailsOfRound, percent, type Side, verdict } from './outboxMeasure.ts';
import { type Peer, startPeer } from './outboxPeers.ts';
import type { Line } from './ratio.ts';

export interface GraphCase {
  mailboxes: number;
  withFile: boolean;
  goal: number;
}

const FIRST_ROUND_MAILS = 1_000;
/** Enough for the caches of the processor not to hold all of them. */
const BODIES = 128;

export async function graphLine({ mailboxes, withFile, goal }: GraphCase): Promise<Line> {
  const sink = await startPeer('./outboxSink.ts');
  try {
    const ours = (mails: number) => graphSide(sink, mailboxes, withFile, mails);
    const mails = await mailsOfRound(ours, mailboxes, FIRST_ROUND_MAILS);
    const bodies = await postedBodies(sink, mailboxes, withFile);
    const peer = rawSide(sink, mailboxes, bodies);
    const pairs = await inPairs({ ours: ours(mails), peer, pids: [sink.pid] });
    const bare = await inPairs({ ours: bareSide(sink, mailboxes, mails, poster(bodies)), peer, rounds: 3, pids: [sink.pid] });
    const [first] = bodies;
    const facts = `${mails} mails a round, body ${first?.length ?? 0} bytes, synchronous=FULL, group commit`;
    const note = `${facts}; the marks before and after each mail and nothing else: ${bare.ratio.toFixed(3)} ± ${percent(bare.spread)}`;
    const what = `Graph, ${mailboxes} mailboxes${withFile ? ', 100 KB for everybody' : ''}`;
    return verdict(pairs, { what, peer: 'raw undici', goal, note });
  } finally {
    await sink.stop();
  }
}

/** What the product posts, kept by the sink. */
async function postedBodies(sink: Peer, mailboxes: number, withFile: boolean): Promise<Buffer[]> {
  await graphSide(sink, mailboxes, withFile, Math.ceil(BODIES / mailboxes) * mailboxes, BODIES).round();
  const answer = await fetch(`http://127.0.0.1:${sink.port}/kept`);
  return unframed(Buffer.from(await answer.arrayBuffer()));
}

function unframed(bytes: Buffer): Buffer[] {
  const bodies: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    bodies.push(Buffer.from(bytes.subarray(at + 4, end)));
    at = end;
  }
  return bodies;
}

/** @param meanwhile carried out between the last preparation and the start; its answer after the end. */
export function graphSide(
  sink: Peer,
  mailboxes: number,
  withFile: boolean,
  mails: number,
  keep = 0,
  meanwhile: (house: BenchHouse, campaigns: string[]) => Promise<() => Promise<unknown>> = nothing,
): Side {
  return {
    round: async () => {
      const house = await benchHouse({ sinkPort: sink.port, mailboxes });
      try {
        const campaigns: string[] = [];
        for (const account of house.accounts)
          campaigns.push(await house.campaign(account, campaignOf(mails / mailboxes, withFile)));
        const after = await meanwhile(house, campaigns);
        await sink.order({ tell: mails, keep });
        const all = sink.came();
        const began = performance.now();
        await house.composed.start();
        await unlessPaused(house.databasePath, all);
        await house.accepted(mails);
        const rate = mails / ((performance.now() - began) / 1000);
        await after();
        return rate;
      } finally {
        await house.close();
      }
    },
  };
}

function nothing(): Promise<() => Promise<unknown>> {
  return Promise.resolve(() => Promise.resolve());
}

const RAW_SECONDS = 1;

function poster(bodies: readonly Buffer[]): (pool: Pool, at: number) => Promise<void> {
  const headers = { authorization: `Bearer ${'t'.repeat(1500)}`, 'content-type': 'application/json' };
  return async (pool, at) => {
    const body = bodies[at % bodies.length] ?? null;
    const answer = await pool.request({ method: 'POST', path: '/v1.0/me/sendMail', headers, body });
    if (answer.statusCode !== 202) throw new Error(`The sink answered ${answer.statusCode}.`);
    await answer.body.dump();
  };
}

/** As many loops as connections, each with one request on its way. */
function rawSide(sink: Peer, connections: number, bodies: readonly Buffer[]): Side {
  return {
    round: async () => {
      await sink.order({});
      const pool = new Pool(`http://127.0.0.1:${sink.port}`, { connections, pipelining: 1 });
      const began = performance.now();
      let sent = 0;
      const post = poster(bodies);
      const loop = async (): Promise<void> => {
        while (performance.now() - began < RAW_SECONDS * 1000) await post(pool, sent++);
      };
      await Promise.all(Array.from({ length: connections }, loop));
      const rate = sent / ((performance.now() - began) / 1000);
      await pool.close();
      return rate;
    },
  };
}
