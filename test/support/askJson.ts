/** One request over HTTP, with an access token and a JSON body where there are any; and what came back, as it came. */
export interface JsonAsk {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface JsonSaid {
  status: number;
  headers: Headers;
  text: string;
  /** What the text says; undefined where the answer is no JSON. */
  json: unknown;
}

export async function askJson(url: string, method: string, { token, body, headers = {} }: JsonAsk): Promise<JsonSaid> {
  const answer = await fetch(url, {
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
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined };
}
