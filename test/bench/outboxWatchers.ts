/** Fifty panes that watch a campaign, in a process of their own. Talks to its parent by messages (outboxPeers.ts). */
import { get, type IncomingMessage } from 'node:http';

/** `url` null: everybody stops watching. */
export interface WatchOrder {
  url: string | null;
  token: string;
  watchers: number;
}

let open: IncomingMessage[] = [];
let events = 0;

function watch({ url, token }: WatchOrder): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url ?? '', { agent: false, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`The events were refused: ${answer.statusCode}`));
      open.push(answer);
      answer.on('data', (piece: Buffer) => {
        if (piece.includes('event: campaign')) events += 1;
        resolve();
      });
      answer.on('error', () => undefined);
    });
    request.on('error', reject);
  });
}

async function carryOut(order: WatchOrder): Promise<void> {
  for (const answer of open) answer.destroy();
  open = [];
  const came = events;
  events = 0;
  if (order.url !== null) await Promise.all(Array.from({ length: order.watchers }, () => watch(order)));
  process.send?.({ ordered: came });
}

process.on('message', (order: WatchOrder) => void carryOut(order));
process.on('disconnect', () => process.exit(0));
process.send?.({ port: 0 });
