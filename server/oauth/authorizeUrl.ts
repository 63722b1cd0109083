/** The address of a provider's sign-in page: RFC 6749 4.1.1 with PKCE (RFC 7636), state and nonce. */

export interface AuthorizeQuery {
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
  state: string;
  nonce: string;
  challenge: string;
  prompt: string | null;
  loginHint: string | null;
  /** What one provider wants besides. */
  extra?: Record<string, string>;
}

/** `base` may have a query of its own (RFC 6749 3.1): it stays. */
export function authorizeUrl(base: string, ask: AuthorizeQuery): string {
  const url = new URL(base);
  const query = {
    client_id: ask.clientId,
    response_type: 'code',
    redirect_uri: ask.redirectUri,
    ...(ask.scopes.length > 0 && { scope: ask.scopes.join(' ') }),
    state: ask.state,
    nonce: ask.nonce,
    code_challenge: ask.challenge,
    code_challenge_method: 'S256',
    ...(ask.prompt !== null && { prompt: ask.prompt }),
    ...(ask.loginHint !== null && { login_hint: ask.loginHint }),
    ...ask.extra,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
}

/**
 * What the caller wants goes before what the app says. A picker and a hint exclude each other (Entra refuses the pair on
 * a page of its own), so an app that always shows the picker loses the hint.
 */
export function promptAndHint(
  ask: { prompt: string | null; loginHint: string | null },
  appPrompt: string,
): { prompt: string | null; loginHint: string | null } {
  const prompt = ask.prompt ?? (appPrompt === 'none' ? null : appPrompt);
  return { prompt, loginHint: prompt === 'select_account' ? null : ask.loginHint };
}
