/** One question to the Gmail API and its answer. No redirect is followed: the access token would go along. */
import { jsonOf } from './jsonOf.ts';

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
  path: string;
  accessToken: string;
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
  { path, accessToken }: GmailAsk,
): Promise<({ kind: 'answer' } & GmailAnswer) | { kind: 'failed'; error: unknown }> {
  try {
    const response = await fetch(`${gmailUrl.replace(/\/$/, '')}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(requestTimeoutMs),
      // Asked too seldom for a kept connection to still stand.
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json', connection: 'close' },
    });
    return { kind: 'answer', status: response.status, headers: response.headers, body: await json(response) };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

async function json(response: Response): Promise<unknown> {
  try {
    return jsonOf(Buffer.from(await response.arrayBuffer()));
  } catch {
    return undefined;
  }
}
