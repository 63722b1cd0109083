/** The pane's one way to the server: a fetch over a route contract. A failed call is a value, never an exception. */
import type { ApiFailure, ErrorCode, ProviderFailure } from '../../shared/api/errors.ts';
import { ERRORS } from '../../shared/api/errors.ts';
import type { Input, Output, Route } from '../../shared/api/route.ts';
import type { Values } from './fillPath.ts';
import { fillPath } from './fillPath.ts';

/** What can go wrong: the server's codes, and those that only a caller can see. */
export type FailureCode = ErrorCode | 'NETWORK' | 'ANSWER_UNREADABLE' | 'SERVER_AWAY' | 'ANSWERED_BY_ANOTHER';

export interface Failure {
  code: FailureCode;
  /** HTTP status; 0 where there was no answer. */
  status: number;
  /** The server's sentence for a person; empty where there was no answer. */
  sentence: string;
  requestId: string | null;
  provider: ProviderFailure | null;
  details: unknown;
  /** From Retry-After, in seconds. */
  retryAfter: number | null;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface CallOptions {
  /** Same key and same body: the server does it once (kept for 24 hours). */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

type NoInput<R extends Route> = object extends Input<R> ? true : false;
export type CallArguments<R extends Route> =
  NoInput<R> extends true ? [input?: Input<R>, options?: CallOptions] : [input: Input<R>, options?: CallOptions];

export interface Call {
  <R extends Route>(route: R, ...args: CallArguments<R>): Promise<Answer<Output<R>>>;
  /** For answers that are no JSON (`raw` routes): the response itself. */
  raw: <R extends Route>(route: R, ...args: CallArguments<R>) => Promise<Answer<Response>>;
}

export interface CallDependencies {
  fetch: typeof globalThis.fetch;
  /** The session's bearer token, if there is a session. */
  token: () => string | null;
  /** What the pane is built in. It is always said: the browser would say its own, which the pane may not have. */
  language: string;
  /** Told when the server refuses the session of a call that had one, if it is still the pane's. */
  onSessionRefused: () => void;
}

interface AnyInput {
  params?: Values;
  query?: Values;
  body?: unknown;
}

/** Makes the client. Aborting rejects as fetch does (AbortError); everything else ends in an `Answer`. */
export function createCall(deps: CallDependencies): Call {
  const raw = async (route: Route, input?: AnyInput, options?: CallOptions): Promise<Answer<Response>> => {
    const token = route.access === 'public' ? null : deps.token();
    const sent = await fetchAnswer(deps, route, input ?? {}, token, options ?? {});
    const refused = !sent.ok && sent.failure.code === 'UNAUTHENTICATED';
    // Of several calls at once the first tells it; the others must not end what has come in its place.
    if (refused && token !== null && token === deps.token()) deps.onSessionRefused();
    return sent;
  };
  const call = async (route: Route, input?: AnyInput, options?: CallOptions): Promise<Answer<unknown>> => {
    const sent = await raw(route, input, options);
    return sent.ok ? readJson(sent.value) : sent;
  };
  return Object.assign(call, { raw }) as Call;
}

async function fetchAnswer(
  { fetch, language }: CallDependencies,
  route: Route,
  input: AnyInput,
  token: string | null,
  options: CallOptions,
): Promise<Answer<Response>> {
  const headers: Record<string, string> = { accept: route.raw ? '*/*' : 'application/json', 'accept-language': language };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
  if (input.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method: route.method, headers };
  if (input.body !== undefined) init.body = JSON.stringify(input.body);
  if (options.signal !== undefined) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(fillPath(route.path, input.params, input.query), init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { ok: false, failure: ownFailure('NETWORK', 0) };
  }
  if (!response.ok) return { ok: false, failure: await readFailure(response) };
  return isPage(response)
    ? { ok: false, failure: ownFailure('ANSWERED_BY_ANOTHER', response.status) }
    : { ok: true, value: response };
}

/** No route answers with a web page: it is of whoever stands in between, such as the sign-in of a hotel's network. */
function isPage(response: Response): boolean {
  return /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
}

/** What a status means by itself, where a proxy answered in the server's place with a page of its own. */
const BY_STATUS: ReadonlyMap<number, FailureCode> = new Map([
  [413, 'TOO_LARGE'],
  [429, 'TOO_MANY_REQUESTS'],
  [502, 'SERVER_AWAY'],
  [503, 'SERVER_AWAY'],
  [504, 'SERVER_AWAY'],
  // RFC 6585 section 6: the network wants a sign-in first.
  [511, 'ANSWERED_BY_ANOTHER'],
]);

async function readJson(response: Response): Promise<Answer<unknown>> {
  try {
    return { ok: true, value: await response.json() };
  } catch {
    return { ok: false, failure: ownFailure('ANSWER_UNREADABLE', response.status) };
  }
}

/** Reads the body of a failed answer; of a proxy's page only the status says anything. */
async function readFailure(response: Response): Promise<Failure> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body: unknown = await response.json().catch(() => null);
  const ownCode = BY_STATUS.get(response.status) ?? 'ANSWER_UNREADABLE';
  const failure = isApiFailure(body) ? toFailure(body, response.status) : ownFailure(ownCode, response.status);
  return { ...failure, retryAfter: Number.isFinite(retryAfter) ? retryAfter : null };
}

/** The same shape for a failure that arrives inside another answer (the status of a connection). */
export function toFailure(body: ApiFailure, status: number): Failure {
  return {
    code: body.code in ERRORS ? (body.code as ErrorCode) : 'INTERNAL',
    status,
    sentence: body.error,
    requestId: body.requestId,
    provider: body.provider ?? null,
    details: body.details ?? null,
    retryAfter: null,
  };
}

/** A failure that the pane itself noticed. */
export function ownFailure(code: FailureCode, status = 0): Failure {
  return { code, status, sentence: '', requestId: null, provider: null, details: null, retryAfter: null };
}

function isApiFailure(body: unknown): body is ApiFailure {
  if (typeof body !== 'object' || body === null) return false;
  const candidate = body as Partial<ApiFailure>;
  return typeof candidate.error === 'string' && typeof candidate.code === 'string';
}
