import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { entraErrorBody } from './entraError.ts';
import { type Fault, isSend } from './faults.ts';
import { gmailErrorBody, scriptedGmailError } from './gmailError.ts';
import { graphErrorBody } from './graphError.ts';
import { graphIds } from './graphCaller.ts';
import { noteUnread } from './noteUnread.ts';
import type { SandboxParts } from './startSandbox.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Counts requests and carries out scripted faults, for the routes that stand in for Microsoft and Google (not for /sandbox). */
export function addFaultHooks(app: FastifyInstance, parts: SandboxParts, host: string): void {
  const active = new WeakMap<FastifyRequest, Fault>();
  const closing = new AbortController();
  app.addHook('onClose', async () => closing.abort());
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) if (isPlayable(url) && each !== 'HEAD') parts.faults.know(`${each} ${url}`);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (LOOPBACK.includes(host.includes(':') ? `[${host}]` : host) && !LOOPBACK.includes(request.hostname))
      return strangeHost(reply);
    if (parts.settings.openerPolicy && !request.url.startsWith('/sandbox'))
      reply.header('cross-origin-opener-policy', 'same-origin');
    return undefined;
  });
  app.addHook('preHandler', async (request, reply) => {
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    if (!isPlayable(request.routeOptions.url ?? '/')) return undefined;
    parts.requests.add(route);
    if (isSend(route)) follow(parts, request, reply, route);
    const fault = parts.faults.take(route, request.url.split('?')[0] ?? '');
    if (fault === undefined) return undefined;
    parts.sendLog.met(request, fault);
    noteUnread(parts, request);
    if (isBefore(fault)) return failBefore(parts, request, reply, fault, closing.signal);
    active.set(request, fault);
    return undefined;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (isSend(`${request.method} ${request.routeOptions.url ?? ''}`))
      await hold({ delayMs: parts.settings.sendDelayMs }, closing.signal);
    const fault = active.get(request);
    return fault === undefined ? payload : failAfter(parts, request, reply, fault, closing.signal, payload);
  });
}

/** Notes when a mail's request was here and when its answer was gone. */
function follow({ sendLog }: SandboxParts, request: FastifyRequest, reply: FastifyReply, route: string): void {
  sendLog.arrived(request, route);
  const { raw } = reply;
  raw.once('finish', () => sendLog.ended(request, raw.statusCode, true));
  raw.once('close', () => {
    if (!raw.writableFinished) sendLog.ended(request, raw.statusCode, false);
  });
}

const PLAYABLE = ['/v1.0', '/:tenant', '/common', '/devicelogin', '/google', '/gmail'];
const isPlayable = (url: string) => PLAYABLE.some((start) => url.startsWith(start));

const isBefore = (fault: Fault) =>
  fault.cut === 'before' || (fault.cut === undefined && fault.status !== undefined && fault.taken !== true);

async function failBefore(parts: SandboxParts, request: FastifyRequest, reply: FastifyReply, fault: Fault, closed: AbortSignal) {
  await hold(fault, closed);
  if (fault.cut === 'before') return cut(request, reply);
  const body = faultBody(parts, request, fault);
  reply.code(fault.status ?? 500);
  if (typeof body !== 'string') reply.type('application/json');
  return reply.headers(fault.headers ?? {}).send(typeof body === 'string' ? body : JSON.stringify(body));
}

async function failAfter(
  parts: SandboxParts,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: Fault,
  closed: AbortSignal,
  payload: unknown,
) {
  await hold(fault, closed);
  if (fault.cut === 'after') {
    cut(request, reply);
    return payload;
  }
  // A refused request was not carried out, so there is nothing to hide behind the fault.
  if (fault.status === undefined || reply.statusCode >= 400) return payload;
  const body = faultBody(parts, request, fault);
  reply.code(fault.status).removeHeader('content-length');
  if (typeof body !== 'string') reply.type('application/json');
  reply.headers(fault.headers ?? {});
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Ends the connection without an answer; the client sees a reset or "socket hang up". */
function cut(request: FastifyRequest, reply: FastifyReply) {
  request.raw.socket.destroy();
  return reply.hijack();
}

/** Waits as told; a sandbox that closes meanwhile lets go at once. */
async function hold(fault: Fault, closed: AbortSignal): Promise<void> {
  if (fault.delayMs === undefined || fault.delayMs === 0 || closed.aborted) return;
  await pause(fault.delayMs, undefined, { signal: closed }).catch((error: unknown) => {
    if (!closed.aborted) throw error;
  });
}

const GRAPH_CODES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'ErrorAccessDenied',
  404: 'ErrorItemNotFound',
  429: 'ApplicationThrottled',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ErrorServerBusy',
  504: 'GatewayTimeout',
};

function faultBody(parts: SandboxParts, request: FastifyRequest, fault: Fault): unknown {
  if (fault.body !== undefined) return fault.body;
  const status = fault.status ?? 500;
  const message = 'Scripted fault of the sandbox.';
  if (request.url.startsWith('/v1.0'))
    return graphErrorBody({ code: GRAPH_CODES[status] ?? 'UnknownError', message }, graphIds(request), parts.clock());
  if (request.url.startsWith('/gmail')) return gmailErrorBody(scriptedGmailError(status, message));
  if (request.url.startsWith('/google'))
    return { error: status >= 500 ? 'internal_failure' : 'invalid_request', error_description: message };
  const error = status >= 500 || status === 429 ? 'temporarily_unavailable' : 'invalid_request';
  return entraErrorBody({ error, aadsts: status >= 500 || status === 429 ? 90033 : 9002313, message }, parts.clock());
}

/** A page of some website that resolved its own name to this computer (DNS rebinding) gets nothing. */
function strangeHost(reply: FastifyReply) {
  return reply.code(403).type('text/plain').send('The sandbox answers only under localhost or 127.0.0.1.');
}
