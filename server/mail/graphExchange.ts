/**
 * One request to Graph that does no harm when it is made twice, and its answer, through Microsoft's client with steps of our
 * own (what sends goes another way: graphPost.ts):
 * - its AuthenticationHandler sends the header to https addresses of known hosts only, and drops it without a word;
 * - its RetryHandler repeats a POST after 504: two mails;
 * - its RedirectHandler follows, and fetch would too: the access token would go along. Here nothing is followed;
 * - its response handler fails on an empty 202 that says it is JSON. RAW hands the Response through unread.
 * Read in @microsoft/microsoft-graph-client 3.0.7, src/middleware and src/GraphResponseHandler.ts.
 */
import { Client, type Context, type GraphRequest, type Middleware, ResponseType } from '@microsoft/microsoft-graph-client';
import { jsonOf } from './jsonOf.ts';
import type { GraphAnswer } from './readGraphError.ts';

export interface GraphDeps {
  /** Scheme, host and port; no path. */
  graphUrl: string;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** From the first byte to the last of the answer. */
  requestTimeoutMs: number;
  /** A GUID: sent as `client-request-id`, a new one per attempt, so that Microsoft's support can find it. */
  newId: () => string;
}

export interface GraphAsk {
  accessToken: string;
  headers?: Record<string, string>;
}

/** `failed`: no answer; `error` is what fetch rejected with. */
export type Exchange = ({ kind: 'answer' } & GraphAnswer) | { kind: 'failed'; error: unknown };

/** Never rejects for the network or for what Graph says. `run` asks the client, e.g. `(r) => r.get()`. */
export async function graphExchange(
  deps: GraphDeps,
  path: string,
  ask: GraphAsk,
  run: (request: GraphRequest) => Promise<unknown>,
): Promise<Exchange> {
  const wire = wireStep(deps);
  const middleware = [bearerStep(deps, ask), wire.step];
  const client = Client.initWithMiddleware({ baseUrl: deps.graphUrl, defaultVersion: 'v1.0', middleware });
  const request = client.api(path).responseType(ResponseType.RAW);
  try {
    await run(ask.headers ? request.headers(ask.headers) : request);
  } catch (error) {
    if (!wire.end()) throw error;
  }
  return read(wire.end());
}

/** The access token goes to the one configured address, on http too: settings allow http on loopback addresses only. */
function bearerStep(deps: GraphDeps, ask: GraphAsk): Middleware {
  let next: Middleware | undefined;
  return {
    setNext: (step) => {
      next = step;
    },
    execute: async (context) => {
      const headers = new Headers(context.options?.headers);
      headers.set('authorization', `Bearer ${ask.accessToken}`);
      headers.set('client-request-id', deps.newId());
      headers.set('accept', 'application/json');
      // Asked too seldom for a kept connection to still stand.
      headers.set('connection', 'close');
      context.options = { ...context.options, headers };
      await next?.execute(context);
    },
  };
}

type End = { response: Response } | { error: unknown };

/** The last step. It notes how the request ended, because the client passes neither the error nor its cause on. */
function wireStep(deps: GraphDeps) {
  let end: End | undefined;
  const step: Middleware = {
    execute: async (context: Context) => {
      end = await fetched(deps, context);
      context.response = 'response' in end ? end.response : Response.error();
    },
  };
  return { step, end: () => end };
}

async function fetched(deps: GraphDeps, context: Context): Promise<End> {
  const signal = AbortSignal.timeout(deps.requestTimeoutMs);
  try {
    return { response: await deps.fetch(context.request as string, { ...context.options, redirect: 'manual', signal }) };
  } catch (error) {
    return { error };
  }
}

async function read(end: End | undefined): Promise<Exchange> {
  if (end === undefined) throw new Error('The Graph client ended without a request.');
  if ('error' in end) return { kind: 'failed', error: end.error };
  const { status, headers } = end.response;
  return { kind: 'answer', status, headers, body: await json(end.response) };
}

async function json(response: Response): Promise<unknown> {
  try {
    return jsonOf(Buffer.from(await response.arrayBuffer()));
  } catch {
    return undefined;
  }
}
