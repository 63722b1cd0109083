/** The server under chaos: a process of its own, started, killed and started again on the same database and port. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { freePort } from '../../server/freePort.ts';
import { aProcess, type ServerProcess } from '../support/aProcess.ts';

export interface ChaosServer {
  url: string;
  /** Resolves when it says that it is ready; throws with its words where it does not come up. */
  start(): Promise<{ spawnedAt: number; upAt: number }>;
  /** SIGKILL after so long: no chance to put anything in order. */
  kill(afterMs?: number): Promise<{ sentAt: number; goneAt: number }>;
  stop(): Promise<void>;
  /** False where it ended without having been asked to. */
  alive(): boolean;
  /** The last words of this process. */
  words(): string;
}

/** Longer than any run. */
const LONGEST_RUN_MS = 3_600_000;

export async function chaosServer(env: Record<string, string>): Promise<ChaosServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let running: ServerProcess | undefined;
  let asked = true;
  const lives = (): boolean => running?.child.exitCode === null && running.child.signalCode === null;
  return {
    url,
    start: async () => {
      const spawnedAt = Date.now();
      running = aProcess({ LOG_LEVEL: 'warn', ...env, SERVER_URL: url, PORT: String(port) }, undefined, LONGEST_RUN_MS);
      asked = false;
      await running.said(/ready/);
      return { spawnedAt, upAt: Date.now() };
    },
    kill: async (afterMs = 0) => {
      const { child } = running ?? {};
      if (child?.pid === undefined || !lives()) return { sentAt: Date.now(), goneAt: Date.now() };
      asked = true;
      const gone = once(child, 'exit');
      const sentAt = await killFromAThread(child.pid, afterMs);
      await gone;
      return { sentAt, goneAt: Date.now() };
    },
    stop: async () => {
      asked = true;
      if (lives()) await running?.stop();
    },
    alive: () => asked || lives(),
    words: () => running?.output().split('\n').slice(-15).join('\n') ?? '',
  };
}

/**
 * The far side may live in this very process: between two of its turns every request that it has is answered. A thread of
 * its own kills at any moment, also within a turn. Answers when it did.
 */
async function killFromAThread(pid: number, afterMs: number): Promise<number> {
  const thread = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.afterMs);
     const at = Date.now();
     process.kill(workerData.pid, 'SIGKILL');
     parentPort.postMessage(at);`,
    { eval: true, workerData: { pid, afterMs } },
  );
  const [at] = (await once(thread, 'message')) as [number];
  return at;
}
