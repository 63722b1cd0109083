/**
 * Transactions of a group commit carried out by a thread of their own, over a connection of its own: the process goes on while
 * the disk confirms them, and whatever else it answers does not wait. Otherwise as `runTogether`.
 */
import { Worker } from 'node:worker_threads';
import type { Database } from './database.ts';
import type { Done, RunTogether, Statement } from './groupCommit.ts';

export interface CommitThread {
  together: RunTogether;
  /** Before the database is closed; nothing may be asked for any more. */
  close(): Promise<void>;
}

/** To the thread: texts it has not seen yet, and as JSON which text with which values. */
export interface CommitAsk {
  texts: string[];
  asked: string;
}

/** Of a statement that answers rows its rows, of others how many it changed. */
export type CommitAnswer = { ok: true; done: (number | Done['rows'])[] } | { ok: false; message: string; code: unknown };

interface Waiting {
  resolve: (done: Done[]) => void;
  reject: (error: Error) => void;
}

/** @param path of the database file; it must be there already. */
export function commitThread(path: string): CommitThread {
  let thread: Worker | undefined;
  let known = new Map<string, number>();
  let waiting: Waiting[] = [];

  /** A thread that died has left what it was at undone, or done and untold; the next one starts with nothing. */
  function lost(error: Error): void {
    const all = waiting;
    thread = undefined;
    waiting = [];
    known = new Map();
    for (const { reject } of all) reject(error);
  }

  function started(): Worker {
    const made = new Worker(new URL('./commitWorker.ts', import.meta.url), { workerData: { path } });
    // Whoever waits for a commit keeps the process alive by something else, or does not want it to live.
    made.unref();
    made.on('message', (answer: CommitAnswer) => {
      const first = waiting.shift();
      if (answer.ok) first?.resolve(answer.done.map(doneOf));
      else first?.reject(Object.assign(new Error(answer.message), { code: answer.code }));
    });
    made.on('error', lost);
    made.on('exit', () => {
      if (thread === made) lost(new Error('The thread that writes to the database has ended.'));
    });
    return made;
  }

  function ask(statements: readonly Statement[]): Promise<Done[]> {
    const texts: string[] = [];
    const numberOf = (sql: string): number => {
      const number = known.get(sql) ?? known.size;
      if (number === known.size) texts.push(sql);
      known.set(sql, number);
      return number;
    };
    thread ??= started();
    const asked = JSON.stringify(statements.map(({ sql, params }) => [numberOf(sql), params]));
    thread.postMessage({ texts, asked } satisfies CommitAsk, []);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  return {
    // Kysely's connection is held meanwhile, so that the two never wait for each other's lock on the file.
    together: (db: Database, statements) => db.connection().execute(() => ask(statements)),
    close: async () => {
      const last = thread;
      thread = undefined;
      await last?.terminate();
      lost(new Error('The database is being closed.'));
    },
  };
}

function doneOf(said: number | Done['rows']): Done {
  return typeof said === 'number' ? { changes: said, rows: [] } : { changes: said.length, rows: said };
}
