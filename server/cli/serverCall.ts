/** A call of the command line to a running server, with somebody's session token; failures as the one line to print. */
import { isLoopback } from '../network/isLoopback.ts';

export interface ServerAddress {
  url: string;
  /** A session token of that server; never on the command line itself. */
  token: string;
}

export type Called = { ok: true; body: unknown } | { ok: false; line: string };

export interface CallDeps {
  fetch: typeof fetch;
  /** In milliseconds. */
  timeoutMs: number;
}

export async function callServer(
  { fetch: ask, timeoutMs }: CallDeps,
  { url, token }: ServerAddress,
  { method, path, body }: { method: 'GET' | 'POST'; path: string; body?: unknown },
): Promise<Called> {
  try {
    const response = await ask(new URL(path, url), {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // Followed, a redirect would carry the tokens elsewhere.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const said = (await response.json()) as { error?: string; code?: string };
    if (response.ok) return { ok: true, body: said };
    return { ok: false, line: `${said.error ?? 'The server refused it.'} (${said.code ?? response.status})` };
  } catch (error) {
    return {
      ok: false,
      line: `${url} could not be asked: ${reasonOf(error)}. Look at the address, and whether the server runs.`,
    };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Tokens go to https addresses only, or to this computer. */
export function serverAddress(
  url: string | undefined,
  token: string | undefined,
): { ok: true; server: ServerAddress } | { ok: false; line: string } {
  if (url === undefined || !URL.canParse(url))
    return { ok: false, line: 'Give the address of the server, such as https://mail.example.com.' };
  const { protocol, hostname, origin } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    return {
      ok: false,
      line: `${url} is not https: access to a mailbox is never sent unprotected. Use the https address of the server.`,
    };
  if (!token)
    return {
      ok: false,
      line: 'The server must know who you are: put a session token into MERGEPOST_TOKEN, or into a file named with --token-file (README, “From a program”, shows how to get one).',
    };
  return { ok: true, server: { url: origin, token } };
}
