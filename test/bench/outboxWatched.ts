/** What fifty panes that watch a campaign over HTTP cost: campaigns over Graph as in outboxGraph.ts, with and without them. */
import type { AddressInfo } from 'node:net';
import { graphSide } from './outboxGraph.ts';
import type { BenchHouse } from './outboxHouse.ts';
import { inPairs, mailsOfRound, verdict, whole } from './outboxMeasure.ts';
import { type Peer, startPeer } from './outboxPeers.ts';
import type { Line } from './ratio.ts';

const MAILBOXES = 4;
const WATCHERS = 50;
const FIRST_ROUND_MAILS = 400;
/** The loss to be seen is smaller than what chance makes of one pair. */
const ROUNDS = 9;

export async function watchedLine(): Promise<Line> {
  const sink = await startPeer('./outboxSink.ts');
  const watchers = await startPeer('./outboxWatchers.ts');
  try {
    const mails = await mailsOfRound((many) => graphSide(sink, MAILBOXES, false, many), MAILBOXES, FIRST_ROUND_MAILS);
    const told: number[] = [];
    const pairs = await inPairs({
      ours: graphSide(sink, MAILBOXES, false, mails, 0, (house, campaigns) => watching(watchers, house, campaigns, told)),
      peer: graphSide(sink, MAILBOXES, false, mails),
      rounds: ROUNDS,
      pids: [sink.pid, watchers.pid],
    });
    const what = `${WATCHERS} panes watch one of ${MAILBOXES} campaigns over HTTP`;
    const note = `${mails} mails a round; every pane was told ${whole(Math.min(...told) / WATCHERS)} times a round at least`;
    return verdict(pairs, { what, peer: 'nobody watching', goal: 0.95, note });
  } finally {
    await watchers.stop();
    await sink.stop();
  }
}

async function watching(watchers: Peer, house: BenchHouse, [campaign = '']: string[], told: number[]) {
  const { app } = house.composed;
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const { token } = house;
  await watchers.order({ url: `http://127.0.0.1:${port}/api/campaigns/${campaign}/events`, token, watchers: WATCHERS });
  return async () => told.push(await watchers.order<number>({ url: null, token, watchers: 0 }));
}
