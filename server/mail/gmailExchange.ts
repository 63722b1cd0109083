/**
 * One request to the Gmail API and its answer. Nothing is repeated and no redirect is followed (the access token would go
 * along). A connection of its own for every request: a reset of a reused idle one cannot be told from a lost answer.
 */
export interface GmailDeps {
  /** Where the Gmail API is, before `/gmail/v1` and `/upload/gmail/v1`. */
  gmailUrl: string;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** From the first byte to the last of the answer. */
  requestTimeoutMs: number;
}

export interface GmailAsk {
  method: 'GET' | 'POST';
  path: string;
  accessToken: string;
  headers?: Record<string, string>;
  body?: Buffer<ArrayBuffer>;
}

/** `body`: the parsed JSON, or undefined where there was none. */
export interface GmailAnswer {
  status: number;
  headers: Pick<Headers, 'get'>;
  body: unknown;
}

/** `failed`: no answer; `error` is what fetch rejected with. Never rejects for the network or for what Google says. */
export async function gmailExchange(
  { gmailUrl, fetch, requestTimeoutMs }: GmailDeps,
  { method, path, accessToken, headers, body }: GmailAsk,
): Promise<({ kind: 'answer' } & GmailAnswer) | { kind: 'failed'; error: unknown }> {
  try {
    const response = await fetch(`${gmailUrl.replace(/\/$/, '')}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(requestTimeoutMs),
      headers: { ...headers, authorization: `Bearer ${accessToken}`, accept: 'application/json', connection: 'close' },
      ...(body !== undefined && { body }),
    });
    return { kind: 'answer', status: response.status, headers: response.headers, body: await json(response) };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/** The status alone says what became of the request; a body that is cut off, or is none, only costs the explanation. */
async function json(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text()) as unknown;
  } catch {
    return undefined;
  }
}
