/**
 * Durable writes that share an fsync: whatever is asked for at the same moment is committed together. The outbox writes its
 * rows through this; everything else keeps to Kysely. Statements are named by their text and prepared once.
 */
import type { Database } from './database.ts';

export interface Statement {
  /** One statement with `?` for each value. Must not begin or end a transaction. */
  sql: string;
  params: readonly (string | number | null)[];
}

export interface Done {
  /** Rows inserted, changed or deleted. */
  changes: number;
  /** What RETURNING or SELECT answered. */
  rows: Record<string, unknown>[];
}

export interface GroupCommit {
  /**
   * All of these statements happen, or none; in the order of asking, together with what others ask for meanwhile. Resolves
   * once they are durable. Rejects where they, or the transaction they were part of, failed: then nothing of them happened.
   */
  run(statements: readonly Statement[]): Promise<Done[]>;
}

/** What carries out a transaction; made by the store. Throws, and has done nothing, where one of the statements fails. */
export type RunTogether = (db: Database, statements: readonly Statement[]) => Promise<Done[]>;

interface Asked {
  statements: readonly Statement[];
  done: (results: Done[]) => void;
  failed: (error: unknown) => void;
}

/** @param soon runs its argument after what is ready now had its turn; `setImmediate` in earnest. */
export function groupCommit(db: Database, together: RunTogether, soon: (run: () => void) => void): GroupCommit {
  let asked: Asked[] = [];
  let flushing = false;

  async function flush(): Promise<void> {
    const group = asked;
    asked = [];
    await commit(group);
    // What was asked for meanwhile waits for its turn, too: others that are about to ask share its commit.
    flushing = asked.length > 0;
    if (flushing) soon(() => void flush());
  }

  async function commit(group: readonly Asked[]): Promise<void> {
    try {
      share(
        group,
        await together(
          db,
          group.flatMap(({ statements }) => statements),
        ),
      );
    } catch (error) {
      const [only, ...more] = group;
      if (more.length === 0) return only?.failed(error);
      // One bad statement must not spoil what the others asked for.
      for (const one of group) await commit([one]);
    }
  }

  return {
    run: (statements) =>
      new Promise((done, failed) => {
        asked.push({ statements, done, failed });
        if (flushing) return;
        flushing = true;
        soon(() => void flush());
      }),
  };
}

function share(group: readonly Asked[], results: readonly Done[]): void {
  let at = 0;
  for (const { statements, done } of group) {
    done(results.slice(at, at + statements.length));
    at += statements.length;
  }
}
