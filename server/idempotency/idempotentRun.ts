/**
 * `Idempotency-Key`: a request that is repeated because its answer was lost is not carried out twice. Kept 24 hours, per
 * caller, address and key.
 *
 * Which answers are repeated? Those that would be wrong to do over: what went well, a doubtful outcome (502), and refusals
 * of the request itself (400, 403, 404, 413, 422). Freed is the key where nothing was done and the reason may pass: not
 * connected (401), wrong state (409), throttled (429), our own fault (500), not available (503).
 *
 * A key whose request was cut off by a crash is never run again blindly: its outcome is unknown, and said to be.
 */
import { ERRORS } from '../../shared/api/errors.ts';
import { AppError, type AppErrorExtras } from '../http/appError.ts';
import type { IdempotentRun, RetractAnswers } from '../http/mount.ts';
import type { Database, Queries } from '../storage/database.ts';
import { canonicalHash } from './canonicalHash.ts';
import {
  answeredKeys,
  forgetKeysBefore,
  freeKey,
  keepAnswer,
  type KeyPlace,
  type KeyRow,
  keyRow,
  replaceAnswer,
  takeKey,
} from './idempotency.store.ts';

export const KEPT_MS = 24 * 60 * 60_000;
const RETRY_AFTER_SECONDS = 2;
const FREEING_STATUSES: ReadonlySet<number> = new Set([401, 409, 429, 500, 503]);

type Stored = { ok: true; answer: unknown } | { ok: false; code: AppError['code']; error: string; extras: StoredExtras };
type StoredExtras = Omit<AppErrorExtras, 'cause'>;

/** Answers may hold what is shown once and never again (a hosted link's address), so they are kept sealed. */
export interface Sealing {
  seal(secret: string, place: string): Promise<string>;
  open(sealed: string, place: string): Promise<string>;
}

/** The messages that requests send: each carries the id that was noted with its key. */
export interface KnownMessages {
  newId: () => string;
  /** Whether it was begun: its row is in the outbox. */
  isThere(id: string): Promise<boolean>;
}

interface Keeping {
  db: Database;
  /** Absent: answers are kept as they are. */
  vault?: Sealing;
}

interface Running extends Keeping {
  now: () => number;
  /** Absent: nothing of a cut-off request can be named. */
  messages?: KnownMessages;
}

/** One per process: it knows which keys this process is working on, and takes every other unfinished one for cut off. */
export function idempotentRun(deps: Running): IdempotentRun {
  const running = new Set<string>();
  return async (ask, work) => {
    const place = { user_id: ask.userId, route: ask.route, key: ask.key };
    const id = JSON.stringify(place);
    if (running.has(id)) return repeatOf(deps, place, canonicalHash(ask.body), true);
    running.add(id);
    try {
      await forgetOldKeys(deps.db, deps.now());
      const hash = canonicalHash(ask.body);
      const messageId = deps.messages?.newId();
      if (!(await takeKey(deps.db, place, { bodyHash: hash, messageId, now: deps.now() })))
        return await repeatOf(deps, place, hash, false);
      return await firstRun(deps, place, () => work(messageId));
    } finally {
      running.delete(id);
    }
  };
}

/** Answers may tell about people, so they go when their time is over, whether anybody asks again or not. */
export function forgetOldKeys(db: Database, now: number): Promise<void> {
  return forgetKeysBefore(db, now - KEPT_MS);
}

/** Answers may hold what somebody had erased. One that cannot be opened any more tells nobody anything. */
export function retractAnswers(deps: Keeping): RetractAnswers<Queries> {
  return async ({ userId, isAbout, instead }) => {
    // Opened and sealed beforehand: while a transaction is open nobody else can use the store.
    const found: { row: KeyRow; response: string }[] = [];
    for (const row of await answeredKeys(deps.db, userId)) {
      const kept = await opened(deps, row, row.response ?? '').catch(() => null);
      if (kept === null || !isAbout(row.route, kept.ok ? kept.answer : undefined)) continue;
      found.push({ row, response: await closed(deps, row, storedFailure(instead)) });
    }
    return async (within) => {
      for (const { row, response } of found) await replaceAnswer(within, row, ERRORS[instead.code], response);
    };
  };
}

async function firstRun(deps: Keeping, place: KeyPlace, work: () => Promise<unknown>): Promise<unknown> {
  const end = await work().then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('answer' in end) {
    await note(() => keep(deps, place, 200, { ok: true, answer: end.answer }));
    return end.answer;
  }
  const { error } = end;
  if (!(error instanceof AppError) || FREEING_STATUSES.has(ERRORS[error.code])) await note(() => freeKey(deps.db, place));
  else await note(() => keep(deps, place, ERRORS[error.code], storedFailure(error)));
  throw error;
}

/**
 * What became of the request is told to whoever asked, whether it can be noted or not. Where it cannot, the row stays without an
 * answer, and a repetition is told that nobody knows.
 */
async function note(write: () => Promise<void>): Promise<void> {
  await write().catch(() => undefined);
}

function storedFailure(error: AppError): Stored {
  const { cause: _cause, ...extras } = error.extras;
  return { ok: false, code: error.code, error: error.message, extras };
}

async function repeatOf(deps: Running, place: KeyPlace, hash: string, isRunning: boolean): Promise<unknown> {
  const row = await keyRow(deps.db, place);
  if (row && row.body_hash !== hash) {
    throw new AppError(
      'IDEMPOTENCY_MISMATCH',
      'This Idempotency-Key was used for another request already. Use a new key for a new request.',
    );
  }
  if (row?.response) return stored(await opened(deps, place, row.response));
  if (row && !isRunning) return cutOff(deps, row);
  throw new AppError(
    'IDEMPOTENCY_RUNNING',
    'The first request with this Idempotency-Key is still running. Ask again in a moment.',
    {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    },
  );
}

async function keep(deps: Keeping, place: KeyPlace, httpStatus: number, answer: Stored): Promise<void> {
  await keepAnswer(deps.db, place, httpStatus, await closed(deps, place, answer));
}

async function closed({ vault }: Keeping, place: KeyPlace, answer: Stored): Promise<string> {
  const text = JSON.stringify(answer);
  return vault ? vault.seal(text, sealPlace(place)) : text;
}

/** Answers of a version before this one lie open; they are JSON objects. */
async function opened({ vault }: Keeping, place: KeyPlace, kept: string): Promise<Stored> {
  const text = vault && !kept.startsWith('{') ? await vault.open(kept, sealPlace(place)) : kept;
  return JSON.parse(text) as Stored;
}

function sealPlace(place: KeyPlace): string {
  return `idempotency_keys/${JSON.stringify([place.user_id, place.route, place.key])}/response`;
}

function stored(answer: Stored): unknown {
  if (answer.ok) return answer.answer;
  throw new AppError(answer.code, answer.error, answer.extras);
}

async function cutOff(deps: Running, row: KeyRow): Promise<never> {
  const outboxId = row.message_id;
  const isKnown = outboxId !== null && (await deps.messages?.isThere(outboxId)) === true;
  const failure = new AppError(
    'SEND_OUTCOME_UNKNOWN',
    'The server stopped while it worked on this request, so nobody knows how far it got. ' +
      'Look whether it was done (Sent Items, or the list of what it should have made) before you ask again with a new Idempotency-Key.',
    isKnown ? { details: { outboxId } } : {},
  );
  await keep(deps, row, ERRORS[failure.code], storedFailure(failure));
  throw failure;
}
