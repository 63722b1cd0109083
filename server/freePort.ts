/** A port nobody listens on: for a server whose own address must be known before it starts, because its redirect URI holds it. */
import { createServer } from 'node:net';

/**
 * Below the ports that systems hand out by themselves (Linux from 32768 on, others from 49152 on): one of those could be somebody
 * else's by the time the server listens on it, or while it is restarted.
 */
const FIRST = 20_000;
const LAST = 32_767;
const TRIES = 100;

/** @param random at least 0, less than 1. */
export async function freePort(random: () => number = Math.random): Promise<number> {
  for (let left = TRIES; left > 0; left -= 1) {
    const port = FIRST + Math.floor(random() * (LAST - FIRST + 1));
    if (await isFree(port)) return port;
  }
  throw new Error('No free port could be found.');
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
