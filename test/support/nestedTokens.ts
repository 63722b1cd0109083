/** What an Office host does for an add-in that is nested in it: asks Microsoft for tokens in the add-in's name, without a secret. */
import { createHash, randomBytes } from 'node:crypto';
import { signInAtSandbox } from './signInAtSandbox.ts';

export interface NestedAsk {
  clientId: string;
  /** With the tenant segment. */
  authority: string;
  scope: string;
}

export interface NestedTokens {
  access_token: string;
  id_token: string;
  expires_in: number;
  scope: string;
}

/** @param pane origin of the pane, whose redirect URI is registered as `brk-multihub://host`. */
export async function nestedTokens(ask: NestedAsk, address: string, pane = 'https://localhost:3000'): Promise<NestedTokens> {
  const redirectUri = `brk-multihub://${new URL(pane).host}`;
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: ask.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `openid profile ${ask.scope}`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const { redirect } = await signInAtSandbox(`${ask.authority}/oauth2/v2.0/authorize?${query.toString()}`, { address });
  const form = {
    grant_type: 'authorization_code',
    client_id: ask.clientId,
    code: new URL(redirect).searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const answer = await fetch(`${ask.authority}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  const body = (await answer.json()) as NestedTokens & { error_description?: string };
  if (!answer.ok) throw new Error(`No tokens for ${address}: ${body.error_description}`);
  return body;
}
