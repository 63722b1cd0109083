/** The thread that commits (commitThread.ts). It answers every message with one, in their order. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CommitAnswer, CommitAsk } from './commitThread.ts';
import type { Statement } from './groupCommit.ts';
import { oneTransaction } from './oneTransaction.ts';
import { openFile } from './sqlite.ts';

const file = openFile((workerData as { path: string }).path);
const run = oneTransaction(file);
const known: string[] = [];

function answerTo({ texts, asked }: CommitAsk): CommitAnswer {
  known.push(...texts);
  try {
    const statements = (JSON.parse(asked) as [number, Statement['params']][]).map(([text, params]) => ({
      sql: known[text] ?? '',
      params,
    }));
    return { ok: true, done: run(statements).map(({ changes, rows }) => (rows.length === 0 ? changes : rows)) };
  } catch (error) {
    const { message, code } = error as Error & { code?: unknown };
    return { ok: false, message, code };
  }
}

parentPort?.on('message', (ask: CommitAsk) => parentPort?.postMessage(answerTo(ask), []));
