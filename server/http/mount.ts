/** From a contract to a Fastify route: validation, session check, response filter and OpenAPI come from one object. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Input, Output, Route } from '../../shared/api/route.ts';
import { AppError } from './appError.ts';
import type { Caller } from './caller.ts';
import { configOf, schemaOf } from './describeRoute.ts';

/**
 * Honours an `Idempotency-Key`: runs `work` once per (caller, route, key) and repeats its answer (implemented by the idempotency
 * feature). A message that the work sends carries `messageId`, so that after a crash a repetition can name it.
 */
export interface IdempotentRun {
  (
    ask: { userId: string; route: string; key: string; body: unknown },
    work: (messageId?: string) => Promise<unknown>,
  ): Promise<unknown>;
}

/**
 * What answers told that were kept for a repetition goes: `instead` is answered once what this answers with was carried out, as part
 * of the transaction in which the rest goes, and the work is not done again (implemented by the idempotency feature). `isAbout` is
 * asked about each of the caller's; `answer` is undefined where it was a failure.
 */
export type RetractAnswers<Transaction> = (ask: {
  userId: string;
  isAbout: (route: string, answer: unknown) => boolean;
  instead: AppError;
}) => Promise<(within: Transaction) => Promise<void>>;

export interface MountDeps {
  app: FastifyInstance;
  /** Throws UNAUTHENTICATED where there is no valid session. */
  callerOf: (request: FastifyRequest) => Promise<Caller>;
  idempotent: IdempotentRun;
}

export type Asked<R extends Route> = Input<R> & {
  caller: R extends { access: 'public' } ? undefined : Caller;
  /** With an `Idempotency-Key`: the id of the outbox row of a message that is sent. */
  messageId: string | undefined;
  request: FastifyRequest;
  reply: FastifyReply;
};
export type Handler<R extends Route> = (asked: Asked<R>) => Promise<R extends { raw: true } ? unknown : Output<R>>;
export type Mount = <R extends Route>(route: R, handle: Handler<R>) => void;

export function mounter(deps: MountDeps): Mount {
  return (route, handle) => {
    deps.app.route({
      method: route.method,
      url: route.path,
      schema: schemaOf(route),
      config: configOf(route),
      ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
      // The session is checked before the body is read and validated: a stranger learns nothing and uploads nothing.
      onRequest: async (request) => {
        if (route.access !== 'public') callers.set(request, await admitted(route, request, deps));
      },
      // A POST whose every field is optional may come without a body.
      preValidation: (request, _reply, done) => {
        if (route.body && request.body === undefined) request.body = {};
        done();
      },
      handler: async (request, reply) => {
        const caller = callers.get(request);
        const { params, query, body } = request;
        const work = (messageId?: string) =>
          handle({ params, query, body, caller, messageId, request, reply } as unknown as Asked<typeof route>);
        const answer = await (route.idempotent ? once(route, request, caller, deps, work) : work());
        if (!route.raw) void reply.status(route.okStatus ?? 200);
        return answer;
      },
    });
  };
}

const callers = new WeakMap<FastifyRequest, Caller>();

async function admitted(route: Route, request: FastifyRequest, deps: MountDeps): Promise<Caller> {
  const caller = await deps.callerOf(request);
  if (route.access === 'admin' && caller.role !== 'admin') {
    throw new AppError('ADMIN_ONLY', 'Only an administrator of this Mergepost server may do this. Ask yours.');
  }
  return caller;
}

function once(
  route: Route,
  request: FastifyRequest,
  caller: Caller | undefined,
  deps: MountDeps,
  work: (messageId?: string) => Promise<unknown>,
): Promise<unknown> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || caller === undefined) return work();
  if (typeof key !== 'string' || key.length === 0 || key.length > 256) {
    throw new AppError('INVALID_REQUEST', 'The Idempotency-Key header must have 1 to 256 characters. Use a random UUID.');
  }
  return deps.idempotent({ userId: caller.userId, route: `${route.method} ${request.url}`, key, body: request.body }, work);
}
