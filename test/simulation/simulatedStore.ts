/**
 * One real SQLite database in memory, which every process opens for itself: through Kysely with a driver of ours, and through the
 * group commit's transaction. Both fail where the points say so. What a dead process had not committed is rolled back.
 */
import Sqlite from 'better-sqlite3';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { migrate } from '../../server/storage/migrate.ts';
import type { Database, Tables } from '../../server/storage/database.ts';
import type { Done, RunTogether, Statement } from '../../server/storage/groupCommit.ts';
import type { Points, Step } from './faultPoints.ts';
import type { Chance } from './seededChance.ts';
import type { Life } from './simulatedLife.ts';
import type { VirtualTime } from './virtualTime.ts';

export interface SimulatedStore {
  file: Sqlite.Database;
  /** The database as one process sees it. */
  openFor(life: Life): { db: Database; together: RunTogether };
}

export interface StoreDeps {
  points: Points;
  chance: Chance;
  time: VirtualTime;
  /** After every commit, whoever made it. */
  committed: () => void;
}

/** A migrated database, made once for all runs of this process. */
let template: Buffer | undefined;

export async function simulatedStore(deps: StoreDeps): Promise<SimulatedStore> {
  template ??= await migrated({ ...deps, committed: () => undefined });
  const file = new Sqlite(template);
  file.pragma('foreign_keys = ON');
  const lock = storeLock();
  return { file, openFor: (life) => openFor(file, lock, life, deps) };
}

async function migrated(deps: StoreDeps): Promise<Buffer> {
  const file = new Sqlite(':memory:');
  const db = kyselyOver(() => plainDriver(file, deps));
  await migrate(db);
  return file.serialize();
}

/** Whoever has a transaction open keeps the others out; whoever dies gives it back. */
interface StoreLock {
  take(): Promise<void>;
  giveBack(): void;
}

function storeLock(): StoreLock {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    take: () =>
      new Promise((resolve) => {
        if (taken) waiting.push(resolve);
        else {
          taken = true;
          resolve();
        }
      }),
    giveBack() {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
  };
}

function openFor(file: Sqlite.Database, lock: StoreLock, life: Life, deps: StoreDeps): ReturnType<SimulatedStore['openFor']> {
  const calls = storeCalls(file, lock, life, deps);
  const db = kyselyOver(() => calls.driver);
  // Outside of Kysely's own connection: it is ours, and nothing of the process waits in between.
  const together: RunTogether = (_, statements) => calls.together(statements);
  return { db, together };
}

function storeCalls(file: Sqlite.Database, lock: StoreLock, life: Life, deps: StoreDeps) {
  /** `open`: inside a transaction of Kysely's. */
  const held = { open: false };
  const { points } = deps;
  const ready = preparing(file);
  onceDead(life, () => end('ROLLBACK'));

  /** The lock first: a process that is frozen or dies while it waits must not keep it. */
  async function locked<T>(step: Step, work: () => T, writes: boolean): Promise<T> {
    if (held.open) return life.step(step, work);
    return life.step(step, async () => {
      await lockAlive();
      try {
        if (writes && points.fault('store: slow commit')) await passing(deps.time, deps.chance.wait(1, 80));
        // Nobody is there any more to whom it could be answered.
        return life.state === 'dead' ? (undefined as T) : work();
      } finally {
        lock.giveBack();
      }
    });
  }

  /** Whoever was frozen meanwhile asks again when it goes on, and the dead never. */
  async function lockAlive(): Promise<void> {
    await lock.take();
    while (life.state !== 'alive') {
      lock.giveBack();
      await new Promise<void>((resolve) => life.deliver(resolve));
      await lock.take();
    }
  }

  function run(query: CompiledQuery): QueryResult<never> {
    const statement = ready(query.sql);
    const params = query.parameters as never[];
    if (statement.reader && statement.readonly) return { rows: statement.all(...params) as never[] };
    if (!held.open) return writing(points, deps, () => written(statement, params));
    return written(statement, params);
  }

  const connection: DatabaseConnection = {
    executeQuery: (query) => {
      const reads = /^\s*(select|with)/i.test(query.sql);
      return locked(reads ? 'store read' : 'store write', () => run(query) as never, !reads);
    },
    streamQuery: () => {
      throw new Error('Nothing is streamed here.');
    },
  };

  async function begin(): Promise<void> {
    await life.step('store read', async () => {
      await lockAlive();
      held.open = true;
      file.exec('BEGIN');
    });
  }

  function end(how: 'COMMIT' | 'ROLLBACK'): void {
    if (!held.open) return;
    held.open = false;
    try {
      if (how === 'COMMIT') writing(points, deps, () => file.exec('COMMIT'));
    } finally {
      if (file.inTransaction) file.exec('ROLLBACK');
      lock.giveBack();
    }
  }

  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: begin,
    commitTransaction: () => life.step('commit of a transaction', () => end('COMMIT')),
    rollbackTransaction: () => life.step('store read', () => end('ROLLBACK')),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };

  const together = (statements: readonly Statement[]): Promise<Done[]> =>
    locked('commit of the outbox', () => writing(points, deps, () => transaction(file, ready, statements)), true);
  return { driver, together };
}

type Preparing = (sql: string) => Sqlite.Statement;

function preparing(file: Sqlite.Database): Preparing {
  const known = new Map<string, Sqlite.Statement>();
  return (sql) => {
    const statement = known.get(sql) ?? file.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
}

/** What can go wrong with a write: before it is durable, or after. */
function writing<T>(points: Points, deps: StoreDeps, write: () => T): T {
  if (points.fault('store: busy')) throw sqliteError('database is locked', 'SQLITE_BUSY');
  if (points.fault('store: disk full')) throw sqliteError('database or disk is full', 'SQLITE_FULL');
  if (points.fault('store: commit fails')) throw sqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
  const done = write();
  deps.committed();
  if (points.fault('store: committed, the answer is lost')) throw sqliteError('disk I/O error', 'SQLITE_IOERR_CLOSE');
  return done;
}

function written(statement: Sqlite.Statement, params: never[]): QueryResult<never> {
  if (statement.reader) {
    const rows = statement.all(...params) as never[];
    return { rows, numAffectedRows: BigInt(rows.length) };
  }
  const { changes, lastInsertRowid } = statement.run(...params);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

function transaction(file: Sqlite.Database, ready: Preparing, statements: readonly Statement[]): Done[] {
  file.exec('BEGIN IMMEDIATE');
  try {
    const done = statements.map(({ sql, params }) => {
      const statement = ready(sql);
      if (!statement.reader) return { changes: statement.run(...params).changes, rows: [] };
      const rows = statement.all(...params) as Done['rows'];
      return { changes: rows.length, rows };
    });
    file.exec('COMMIT');
    return done;
  } catch (error) {
    if (file.inTransaction) file.exec('ROLLBACK');
    throw error;
  }
}

const sqliteError = (message: string, code: string): Error => new Sqlite.SqliteError(message, code);
const passing = (time: VirtualTime, ms: number): Promise<void> => new Promise((resolve) => void time.after(ms, resolve));

/** Death comes from outside; a transaction that is open then is nobody's. */
function onceDead(life: Life, run: () => void): void {
  const die = life.die;
  life.die = () => {
    run();
    die();
  };
}

function kyselyOver(driver: () => Driver): Database {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Without faults and without a life, for the migrations. */
function plainDriver(file: Sqlite.Database, deps: StoreDeps): Driver {
  const always: Life = {
    name: 'migration',
    state: 'alive',
    wasFrozen: false,
    die: () => undefined,
    freeze: () => undefined,
    deliver: (run) => run(),
    step: (_, effect) => Promise.resolve(effect()),
    after: () => () => undefined,
  };
  return storeCalls(file, storeLock(), always, deps).driver;
}
