/** One request to a stand-in for Graph, as a client with this access token would make it. */
import type { Sandbox } from '../../server/sandbox/startSandbox.ts';
import { askJson, type JsonAsk } from './askJson.ts';

export interface GraphSaid {
  status: number;
  headers: Headers;
  text: string;
  /** Empty where the answer is no JSON. */
  body: Record<string, unknown> & { value?: Record<string, unknown>[] };
}

export async function askGraph({ url }: Pick<Sandbox, 'url'>, method: string, path: string, ask: JsonAsk): Promise<GraphSaid> {
  const { json, ...said } = await askJson(`${url}/v1.0${path}`, method, ask);
  return { ...said, body: (json ?? {}) as GraphSaid['body'] };
}
