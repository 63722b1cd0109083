/**
 * A route is described once, here, and used three times: the server mounts it (validation, response filter, OpenAPI),
 * the add-in calls it (types, path), tests and documentation read it.
 */
import type { Static, TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'Email accounts' | 'Applications' | 'Campaigns' | 'Session' | 'Help' | 'Operations';
  /** Who may call it. Default: somebody with a valid session. */
  readonly access?: 'public' | 'session' | 'admin';
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly ok: TSchema;
  readonly okStatus?: 200 | 201;
  /** Codes this route can answer besides the ones every route can (INVALID_REQUEST, UNAUTHENTICATED, INTERNAL …). */
  readonly errors?: readonly ErrorCode[];
  /** Greatest request body in bytes, where it differs from the server's default (1 MiB). */
  readonly bodyLimit?: number;
  /** Fields of the body that the handler asks for itself, so that it can name all missing ones at once; documented as required. */
  readonly bodyRequired?: readonly string[];
  /** True where an `Idempotency-Key` header is honoured. */
  readonly idempotent?: boolean;
  /** True where the answer is not JSON (a page, an event stream, a file); `ok` then only documents it. */
  readonly raw?: boolean;
}

export function defineRoute<const R extends Route>(route: R): R {
  return route;
}

type Part<R, K extends string> = R extends { readonly [key in K]: infer S extends TSchema } ? Static<S> : undefined;
type Given<K extends string, T> = [T] extends [undefined] ? { [key in K]?: undefined } : { [key in K]: T };

/** What a caller gives: path parameters, query and body, each only where the route has it. */
export type Input<R extends Route> = Given<'params', Part<R, 'params'>> &
  Given<'query', Part<R, 'query'>> &
  Given<'body', Part<R, 'body'>>;

/** What a caller gets. */
export type Output<R extends Route> = Static<R['ok']>;
