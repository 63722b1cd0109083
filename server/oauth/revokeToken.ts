/** Withdrawing a grant at the provider: RFC 7009. Google takes the same form without an app's proof. */
import { proveClient, type ProveAsk } from './proveClient.ts';

export interface RevokeAsk {
  url: string;
  refreshToken: string;
  /** Null where the token alone is enough. */
  client: ProveAsk | null;
  fetch: typeof fetch;
  timeoutMs: number;
}

/** Never rejects: disconnecting goes on without it. */
export async function revokeToken(ask: RevokeAsk): Promise<'revoked' | 'failed'> {
  try {
    const proof = ask.client === null ? { form: {}, headers: {} } : await proveClient(ask.client);
    const hint = ask.client === null ? {} : { token_type_hint: 'refresh_token' };
    const response = await ask.fetch(ask.url, {
      method: 'POST',
      headers: { accept: 'application/json', ...proof.headers },
      body: new URLSearchParams({ ...proof.form, token: ask.refreshToken, ...hint }),
      redirect: 'manual',
      signal: AbortSignal.timeout(ask.timeoutMs),
    });
    const text = await response.text();
    // A token that is good no longer needs no withdrawing; the standard answers 200 then, Google 400 with this word.
    return response.ok || /"error"\s*:\s*"invalid_token"/.test(text) ? 'revoked' : 'failed';
  } catch {
    return 'failed';
  }
}
