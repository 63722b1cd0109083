/**
 * The product alone in a process, over a database that was prepared before: sends what waits there, and says on demand how much
 * memory it takes. Started with --expose-gc. Talks to its parent by messages (outboxPeers.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { composeQuietly, configOf } from './outboxHouse.ts';

export interface Memory {
  /** Bytes. */
  rss: number;
  heap: number;
}

const [databasePath = '', sinkPort = ''] = process.argv.slice(2);
const composed = await composeQuietly(configOf({ sinkPort: Number(sinkPort), mailboxes: 1 }, databasePath));

/** What was given up is given back to the system bit by bit; the least of some looks counts. */
async function memoryNow(): Promise<Memory> {
  const looks: Memory[] = [];
  for (let look = 0; look < 5; look += 1) {
    globalThis.gc?.();
    await sleep(200);
    const { rss, heapUsed } = process.memoryUsage();
    looks.push({ rss, heap: heapUsed });
  }
  return looks.reduce((least, look) => (look.rss < least.rss ? look : least));
}

async function carryOut({ what }: { what: 'start' | 'memory' | 'close' }): Promise<unknown> {
  switch (what) {
    case 'start':
      return composed.start();
    case 'memory':
      return memoryNow();
    case 'close':
      return composed.close();
  }
}

process.on('message', (order: { what: 'start' | 'memory' | 'close' }) => {
  void carryOut(order).then((answer) => process.send?.({ ordered: answer ?? null }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: 0 });
