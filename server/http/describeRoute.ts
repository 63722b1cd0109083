/** A contract as Fastify and the reference at /docs take it: what is validated and filtered, and every answer that can come. */
import type { TSchema } from 'typebox';
import { ApiFailure, type ErrorCode, ERRORS } from '../../shared/api/errors.ts';
import type { Route } from '../../shared/api/route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Documented as required, though the handler asks for them itself (see Route.bodyRequired). */
    bodyRequired?: readonly string[];
    /** Of a route that writes its own answer: for the reference only. */
    rawResponses?: Responses;
  }
}

type Responses = Record<number, TSchema>;

export function schemaOf(route: Route): Record<string, unknown> {
  const codes = [...ownCodes(route), ...(route.errors ?? [])];
  return {
    summary: route.summary,
    tags: [route.tag],
    ...(route.access === 'public' ? { security: [] } : { security: [{ bearer: [] }] }),
    ...(codes.length > 0 && { description: `Error codes: ${[...new Set(codes)].join(', ')}.` }),
    ...(route.params && { params: route.params }),
    ...(route.query && { querystring: route.query }),
    ...(route.body && { body: route.body }),
    ...(route.idempotent && { headers: IDEMPOTENCY_KEY }),
    // A raw route writes its own answer; a response schema would make Fastify serialise pages and streams as JSON.
    ...(!route.raw && { response: responsesOf(route) }),
  };
}

export function configOf(route: Route): { bodyRequired?: readonly string[]; rawResponses?: Responses } {
  return {
    ...(route.bodyRequired && { bodyRequired: route.bodyRequired }),
    ...(route.raw && { rawResponses: responsesOf(route) }),
  };
}

/** What a route can answer because of how it is mounted, whatever its handler does. */
function ownCodes(route: Route): ErrorCode[] {
  return [
    ...(route.access === 'admin' ? (['ADMIN_ONLY'] as const) : []),
    ...(route.idempotent ? (['IDEMPOTENCY_MISMATCH', 'IDEMPOTENCY_RUNNING', 'SEND_OUTCOME_UNKNOWN'] as const) : []),
  ];
}

function responsesOf(route: Route): Responses {
  const session = route.access === 'public' ? [] : (['UNAUTHENTICATED'] as const);
  const codes: ErrorCode[] = ['INVALID_REQUEST', 'INTERNAL', ...session, ...ownCodes(route), ...(route.errors ?? [])];
  return { [route.okStatus ?? 200]: route.ok, ...Object.fromEntries(codes.map((code) => [ERRORS[code], ApiFailure])) };
}

const IDEMPOTENCY_KEY = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      description: 'For 24 hours the same key with the same body repeats the answer instead of the work. Use a random UUID.',
    },
  },
} as const;

interface Described {
  body?: object;
  response?: object;
}

interface RouteConfig {
  bodyRequired?: readonly string[];
  rawResponses?: Responses;
  rateLimit?: unknown;
}

/** The schema as the reference shows it: what Fastify must not check, or cannot know, is added. */
export function documented<S extends object>(schema: S | undefined, config: RouteConfig = {}): S | undefined {
  if (!schema || 'hide' in schema) return schema;
  const { body, response }: Described = schema;
  const { bodyRequired, rawResponses, rateLimit } = config;
  return {
    ...schema,
    ...(body && bodyRequired && { body: { ...body, required: bodyRequired } }),
    response: { ...response, ...rawResponses, ...(rateLimit !== undefined && { [ERRORS.TOO_MANY_REQUESTS]: ApiFailure }) },
  };
}
