/** Processes beside the bench: started, given orders, listened to, stopped. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Peer {
  pid: number;
  port: number;
  /** Who vouches for it, PEM, where it speaks TLS. */
  ca?: string;
  /** Resolves when it has carried out the order; with its answer. */
  order<T = unknown>(order: object): Promise<T>;
  /** The next time it says that what was ordered has come. */
  came(): Promise<void>;
  stop(): Promise<void>;
}

/** @param file a script beside this one that says its port first. */
export async function startPeer(file: string, args: string[] = [], execArgv: string[] = []): Promise<Peer> {
  const child = fork(new URL(file, import.meta.url), args, { execArgv });
  const up = await said<{ port: number; ca?: string }>(child, 'port');
  return {
    pid: child.pid ?? 0,
    ...up,
    order: async <T>(order: object) => {
      const taken = said<{ ordered: T }>(child, 'ordered');
      child.send(order);
      return (await taken).ordered;
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
