/** What Graph says when it refuses. Source: Graph "Microsoft Graph error responses and resource types". */
import { foldLine } from './foldLine.ts';

/** An answer as the wire gave it: `body` is the parsed JSON, or undefined where there was none. */
export interface GraphAnswer {
  status: number;
  headers: Pick<Headers, 'get'>;
  body: unknown;
}

export interface GraphError {
  code?: string;
  message?: string;
  requestId?: string;
}

const SAID_MAX = 300;

/** `{error:{code,message,innerError:{request-id}}}`; the request id of the header wins. */
export function graphErrorOf(answer: GraphAnswer): GraphError {
  const error = inside(answer.body, 'error');
  const code = textOf(inside(error, 'code'));
  const message = textOf(inside(error, 'message'));
  const requestId = requestIdOf(answer) ?? textOf(inside(inside(error, 'innerError'), 'request-id'));
  return {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message: message.slice(0, SAID_MAX) }),
    ...(requestId !== undefined && { requestId }),
  };
}

export function requestIdOf(answer: Pick<GraphAnswer, 'headers'>): string | undefined {
  return textOf(answer.headers.get('request-id'));
}

/**
 * The claims challenge of a 401 or 403, as JSON text: to be sent along when the person signs in again.
 * `WWW-Authenticate: Bearer … error="insufficient_claims", claims="<base64 JSON>"` (Entra "Claims challenges").
 */
export function claimsOf(answer: Pick<GraphAnswer, 'headers'>): string | undefined {
  const header = answer.headers.get('www-authenticate') ?? '';
  if (!/error="insufficient_claims"/.test(header)) return undefined;
  const encoded = /claims="(?<claims>[A-Za-z0-9+/_=-]+)"/.exec(header)?.groups?.['claims'];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return isJsonObject(text) ? text : undefined;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? foldLine(value) : '';
  return text === '' ? undefined : text;
}
