/** Processes beside the bench: started, given orders, listened to, stopped. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { SinkOrder } from './outboxSink.ts';

export interface Peer {
  pid: number;
  port: number;
  /** Resolves when it has taken the order. */
  order(order: SinkOrder): Promise<void>;
  /** The next time it says that what was ordered has come. */
  came(): Promise<void>;
  stop(): Promise<void>;
}

/** @param file a script beside this one that says its port first. */
export async function startPeer(file: string, args: string[] = []): Promise<Peer> {
  const child = fork(new URL(file, import.meta.url), args, { execArgv: [] });
  const { port } = await said<{ port: number }>(child, 'port');
  return {
    pid: child.pid ?? 0,
    port,
    order: async (order) => {
      const taken = said(child, 'ordered');
      child.send(order);
      await taken;
    },
    came: async () => void (await said(child, 'came')),
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

function said<T>(child: ChildProcess, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const died = (): void => reject(new Error('A process of the bench ended too early.'));
    const heard = (message: unknown): void => {
      if (!Object.hasOwn(message as object, what)) return;
      child.off('message', heard).off('exit', died);
      resolve(message as T);
    };
    child.on('message', heard).once('exit', died);
  });
}
