/** Statements carried out as one transaction on a SQLite file, each text prepared once. */
import type Sqlite from 'better-sqlite3';
import type { Done, Statement } from './groupCommit.ts';

/** What it answers throws, and has done nothing, where one of the statements fails. */
export function oneTransaction(file: Sqlite.Database): (statements: readonly Statement[]) => Done[] {
  const prepared = new Map<string, Sqlite.Statement>();
  const ready = (sql: string): Sqlite.Statement => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = file.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  return (statements) => {
    ready('BEGIN IMMEDIATE').run();
    try {
      const done = statements.map(({ sql, params }) => runOne(ready(sql), params));
      ready('COMMIT').run();
      return done;
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (file.inTransaction) file.exec('ROLLBACK');
      throw error;
    }
  };
}

function runOne(statement: Sqlite.Statement, params: Statement['params']): Done {
  if (!statement.reader) return { changes: statement.run(...params).changes, rows: [] };
  const rows = statement.all(...params) as Done['rows'];
  return { changes: rows.length, rows };
}
