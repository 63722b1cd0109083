/**
 * Whether an application's own id and secret are refused: its token endpoint is asked once with a refresh token that is made
 * up. Who is refused for that alone has passed as the application (RFC 6749 section 6: authenticate the client, then look at
 * the token). Entra does not keep that order always: it may say first that the token has no right form (AADSTS9002313).
 */
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { type PostFormDeps, postForm } from '../oauth/postForm.ts';
import type { Mender } from '../oauth/tokenAnswer.ts';
import type { Asked } from './examinedApp.ts';

export type TryDeps = Pick<PostFormDeps, 'fetch' | 'clock' | 'newId' | 'timeoutMs'>;

export type Tried =
  /** It gave access to somebody who is made up. */
  | { kind: 'accepted' }
  /** `code`: the provider's own, for looking it up; `help`: what explains it where our tables do not. */
  | { kind: 'refused'; error: string; code: string | null; mender: Mender; help: string };

/** Never rejects for what the network or the provider does. */
export async function tryCredentials(deps: TryDeps, app: OAuthApp, asked: Asked): Promise<Tried> {
  const { scope, ...where } = asked;
  const answer = await postForm({ ...deps, ...where, app }, where.tokenUrl, {
    grant_type: 'refresh_token',
    refresh_token: `made-up-${deps.newId()}`,
    ...(scope !== undefined && { scope }),
  });
  if (answer.ok) return { kind: 'accepted' };
  const { error, code, help } = answer.failure;
  return { kind: 'refused', error, code: code ?? null, mender: answer.mender, help: help ?? '' };
}
