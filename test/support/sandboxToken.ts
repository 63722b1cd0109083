/** An access token of one of the sandbox's people, got as an application gets it: consent pages, code, PKCE. */
import { randomBytes } from 'node:crypto';
import { challengeOf, newVerifier } from '../../server/oauth/pkce.ts';
import type { Sandbox } from '../../server/sandbox/startSandbox.ts';
import { signInAtSandbox } from './signInAtSandbox.ts';

const REDIRECT = 'http://localhost:3000/api/email/auth/microsoft/callback';

export async function sandboxToken(
  sandbox: Pick<Sandbox, 'url' | 'app'>,
  address: string,
  scope = 'Mail.Send User.Read',
): Promise<string> {
  const verifier = newVerifier(randomBytes);
  const { clientId, clientSecret } = sandbox.app;
  const shared = { client_id: clientId, redirect_uri: REDIRECT, scope };
  const ask = { ...shared, response_type: 'code', code_challenge: challengeOf(verifier), code_challenge_method: 'S256' };
  const authorize = `${sandbox.url}/common/oauth2/v2.0/authorize?${new URLSearchParams(ask).toString()}`;
  const { redirect } = await signInAtSandbox(authorize, { address });
  const code = new URL(redirect).searchParams.get('code') ?? '';
  const form = { ...shared, client_secret: clientSecret, grant_type: 'authorization_code', code, code_verifier: verifier };
  const answer = await fetch(`${sandbox.url}/common/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  const said = (await answer.json()) as { access_token?: string };
  if (said.access_token === undefined) throw new Error(`The sandbox gave no token: ${JSON.stringify(said)}`);
  return said.access_token;
}
