/** The server as a process of its own, as `npm start` runs it: for what only a real process shows (output, signals, death). */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/main.mjs', import.meta.url));

/** What Node made of the sources is kept between the processes of the tests; without it each takes the types out of them anew. */
const NODE_COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** Longer than any test takes. */
const LONGEST_RUN_MS = 300_000;

export interface ServerProcess {
  child: ChildProcess;
  /** Everything it wrote so far. */
  output(): string;
  /** Resolves with the match once whole lines of the output have it. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to stop and answers the exit code, once all of its output is there. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Resolves with the exit code when it has ended and all of its output is there; null: a signal ended it. */
  ended: Promise<number | null>;
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
  const heard = (chunk: string): void => {
    text += chunk;
    for (const watcher of watchers) watcher();
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', heard);
  // Not at 'exit': what it wrote last may still be on its way then.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
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
    said: async (pattern) => {
      const seen = new Promise<RegExpExecArray>((resolve) => {
        const look = (): void => {
          const match = pattern.exec(text.slice(0, text.lastIndexOf('\n') + 1));
          if (!match) return;
          watchers.delete(look);
          resolve(match);
        };
        watchers.add(look);
        look();
      });
      const match = await Promise.race([seen, ended.then(() => pattern.exec(text))]);
      if (match) return match;
      throw new Error(`The process ended (${child.exitCode}) before it said ${String(pattern)}:\n${text}`);
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
