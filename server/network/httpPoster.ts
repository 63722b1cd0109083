/**
 * POST over undici, for requests that must be carried out once at the most: it says exactly whether the first byte was
 * written. Connections are kept and carry one request at a time; nothing is repeated once it was written, no redirect is
 * followed. The request is written in the turn in which undici starts it (Dispatcher.DispatchHandler, onRequestStart), so a
 * failure before that start left nothing behind, and one after it may have.
 * Read in undici 7.30.2: lib/dispatcher/client-h1.js (writeH1, onHttpSocketClose), lib/core/request.js.
 */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { type NetworkFault, networkFault } from './networkFault.ts';
import { type Limited, type OverallTime, overallTime } from './overallTime.ts';

export interface PosterDeps {
  dispatcher: Dispatcher;
  /** Scheme, host and port. */
  origin: string;
  /** From the first byte to the last of the answer, in milliseconds; and as long for getting there. */
  timeoutMs: number;
}

export interface Post {
  /** Begins with a slash. */
  path: string;
  /** Names and values in turn. */
  headers: string[];
  /** In pieces that are written one after the other without being copied; none: a body of no bytes. */
  body: readonly Buffer[];
  /** Longer answers count by their status alone. */
  answerMax: number;
  /** Asked in the turn in which the first byte is written. False: nothing is. */
  mayWrite?: (() => boolean) | undefined;
}

export type PostEnd =
  /** `body`: undefined where it did not come whole, or was too long. The status counts all the same. */
  | { kind: 'answer'; status: number; headers: { get: (name: string) => string | null }; body: Buffer | undefined }
  /** `unwritten`: not a byte left. */
  | { kind: 'failed'; fault: NetworkFault }
  /** `mayWrite` said no. */
  | { kind: 'held' };

/** Never rejects for what the network or the server does. */
export type PostOnce = (post: Post) => Promise<PostEnd>;

export function httpPoster(deps: PosterDeps): PostOnce {
  const time = overallTime(deps.timeoutMs);
  return (post) =>
    new Promise((resolve) => {
      new Posting(deps, time, post, resolve).dispatch();
    });
}

/** How often a connection may turn out to be closed before a byte was written, until it counts as unreachable. */
const FRESH_STARTS = 2;
const NO_BODY = Buffer.alloc(0);

type State = 'waiting' | 'written' | 'answering' | 'over';

class Posting implements Dispatcher.DispatchHandler, Limited {
  until = 0;
  private readonly deps: PosterDeps;
  private readonly time: OverallTime;
  private readonly post: Post;
  private readonly resolve: (end: PostEnd) => void;
  private state: State = 'waiting';
  private freshStarts = FRESH_STARTS;
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private headers: Record<string, string | string[] | undefined> = {};
  private chunks: Buffer[] = [];
  private bytes = 0;

  constructor(deps: PosterDeps, time: OverallTime, post: Post, resolve: (end: PostEnd) => void) {
    this.deps = deps;
    this.time = time;
    this.post = post;
    this.resolve = resolve;
  }

  dispatch(): void {
    const { path, headers, body } = this.post;
    this.time.begin(this);
    const ask = { origin: this.deps.origin, path, method: 'POST' as const };
    if (body.length < 2) this.deps.dispatcher.dispatch({ ...ask, headers, body: body[0] ?? null }, this);
    else {
      const length = ['content-length', String(bytesOf(body))];
      // undici takes what can be iterated over (Dispatcher.md, DispatchOptions); its types do not say so.
      this.deps.dispatcher.dispatch({ ...ask, headers: [...headers, ...length], body: body as unknown as Readable }, this);
    }
  }

  /** What is thrown here keeps the request from being written, and leaves the connection to the next one. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici would start a request anew whose connection it closed itself; whatever was written once is not written again.
    if (this.state !== 'waiting') throw new Error('This request was written already, or given up.');
    if (this.post.mayWrite?.() === false) {
      this.end({ kind: 'held' });
      throw new Error('This request may not be written any more.');
    }
    this.state = 'written';
    this.controller = controller;
    this.time.begin(this);
  }

  onResponseStart(_controller: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    // 103 and the like announce an answer and are none.
    if (status < 200) return;
    this.state = 'answering';
    this.status = status;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    this.chunks.push(chunk);
    if (this.bytes <= this.post.answerMax) return;
    this.answered(undefined);
    controller.abort(new Error('The answer is too long.'));
  }

  onResponseEnd(): void {
    this.answered(this.chunks.length === 0 ? NO_BODY : Buffer.concat(this.chunks));
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.state === 'answering') return this.answered(undefined);
    const fault = { code: networkFault(error).code, unwritten: this.state === 'waiting' };
    if (this.state === 'waiting' && this.freshStarts > 0 && brokeUnused(error)) {
      this.freshStarts -= 1;
      return queueMicrotask(() => this.dispatch());
    }
    this.end({ kind: 'failed', fault });
  }

  expire(): void {
    if (this.state === 'answering') this.answered(undefined);
    else this.end({ kind: 'failed', fault: { code: 'TIMEOUT', unwritten: this.state === 'waiting' } });
    this.controller?.abort(new Error('The time is over.'));
  }

  private answered(body: Buffer | undefined): void {
    const { status, headers } = this;
    this.end({ kind: 'answer', status, headers: { get: (name) => textOf(headers[name]) }, body });
  }

  private end(end: PostEnd): void {
    if (this.state === 'over') return;
    this.state = 'over';
    this.time.end(this);
    this.resolve(end);
  }
}

export function bytesOf(body: readonly Buffer[]): number {
  return body.reduce((sum, { length }) => sum + length, 0);
}

/** A kept connection that the other side reset while nothing was on it; not one that never came about. */
function brokeUnused(error: Error): boolean {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  return syscall === 'read' && (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT');
}

function textOf(value: string | string[] | undefined): string | null {
  return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
}
