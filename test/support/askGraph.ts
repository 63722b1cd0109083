/** One request to a stand-in for Graph, as a client with this access token would make it. */
import type { Sandbox } from '../../server/sandbox/startSandbox.ts';

export interface GraphAsk {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface GraphSaid {
  status: number;
  headers: Headers;
  text: string;
  /** Empty where the answer is no JSON. */
  body: Record<string, unknown> & { value?: Record<string, unknown>[] };
}

export async function askGraph(
  { url }: Pick<Sandbox, 'url'>,
  method: string,
  path: string,
  { token, body, headers = {} }: GraphAsk,
): Promise<GraphSaid> {
  const answer = await fetch(`${url}/v1.0${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : {}) as GraphSaid['body'] };
}
