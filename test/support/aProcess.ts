/** The server as a process of its own, as `npm start` runs it: for what only a real process shows (output, signals, death). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/main.mjs', import.meta.url));

/** What Node made of the sources is kept between the processes of the tests; without it each takes the types out of them anew. */
const NODE_COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** Longer than any test takes. */
const LONGEST_RUN_MS = 60_000;

export interface ServerProcess {
  child: ChildProcess;
  /** Everything it wrote so far. */
  output(): string;
  /** Resolves with the match once the output has it. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to stop and answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * @param env replaces the whole environment but PATH and HOME (and the folder of compiled sources), so that nothing of the machine leaks in.
 * @param longestMs it is killed after that, whatever became of the test.
 */
export function aProcess(env: Record<string, string>, args: string[] = [MAIN], longestMs = LONGEST_RUN_MS): ServerProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const watchers = new Set<() => void>();
  const heard = (chunk: Buffer): void => {
    text += chunk.toString();
    for (const watcher of watchers) watcher();
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  // A test that fails must leave no process behind: jest would wait for it for ever.
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const givenUp = setTimeout(kill, longestMs);
  child.once('exit', () => {
    process.off('exit', kill);
    clearTimeout(givenUp);
  });
  return {
    child,
    output: () => text,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text);
          if (!match) return;
          watchers.delete(look);
          resolve(match);
        };
        watchers.add(look);
        void ended.then(([code]) => reject(new Error(`The process ended (${code}) before it said ${String(pattern)}:\n${text}`)));
        look();
      }),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}
