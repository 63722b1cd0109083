import type { Sandbox } from '../../server/sandbox/startSandbox.ts';
import { signInAtSandbox } from './signInAtSandbox.ts';

/** The sandbox as one of its apps sees it. */
export type SandboxOfApp = Pick<Sandbox, 'url'> & { app: Pick<Sandbox['app'], 'clientId' | 'clientSecret'> };

export const REDIRECT_URI = 'http://localhost:4999/callback';

export const ALL_SCOPES = 'openid profile email offline_access Mail.Send User.Read';

/** An authorize URL of the sandbox; `extra` replaces or (with undefined) removes parameters. */
export function authorizeUrl(sandbox: SandboxOfApp, extra: Record<string, string | undefined> = {}, tenant = 'common'): string {
  const all = { client_id: sandbox.app.clientId, response_type: 'code', redirect_uri: REDIRECT_URI, scope: ALL_SCOPES, ...extra };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${sandbox.url}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(given).toString()}`;
}

export interface TokenAnswer {
  status: number;
  body: Record<string, unknown> & {
    access_token: string;
    refresh_token?: string;
    id_token?: string;
    scope: string;
    error?: string;
    error_description?: string;
    error_codes?: number[];
    suberror?: string;
  };
}

/** Posts to the token endpoint with the right client and secret; `form` replaces or removes fields. */
export async function askToken(
  sandbox: SandboxOfApp,
  form: Record<string, string | undefined>,
  options: { tenant?: string; headers?: Record<string, string> } = {},
): Promise<TokenAnswer> {
  const all = { client_id: sandbox.app.clientId, client_secret: sandbox.app.clientSecret, ...form };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const answer = await fetch(`${sandbox.url}/${options.tenant ?? 'common'}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...options.headers },
    body: new URLSearchParams(given).toString(),
  });
  return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] };
}

/** A code for this person, fresh from the sign-in pages. */
export async function codeFor(
  sandbox: SandboxOfApp,
  address: string,
  extra: Record<string, string | undefined> = {},
  tenant = 'common',
): Promise<string> {
  const { redirect } = await signInAtSandbox(authorizeUrl(sandbox, extra, tenant), { address });
  const code = new URL(redirect).searchParams.get('code');
  if (code === null) throw new Error(`No code in ${redirect}`);
  return code;
}

/** A client other than the sandbox's own web app; public where there is no secret. */
export interface OtherClient {
  clientId: string;
  clientSecret?: string;
}

/** The form fields with which a client says who it is; to be spread over those of `askToken`. */
export const asClient = ({ clientId, clientSecret }: OtherClient) => ({ client_id: clientId, client_secret: clientSecret });

/** The whole way from the account picker to tokens. */
export async function tokensFor(
  sandbox: SandboxOfApp,
  address: string,
  scope: string = ALL_SCOPES,
): Promise<TokenAnswer['body']> {
  const code = await codeFor(sandbox, address, { scope });
  const { status, body } = await askToken(sandbox, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI });
  if (status !== 200) throw new Error(`No tokens for ${address}: ${body.error_description}`);
  return body;
}

export interface SendOptions {
  contentType?: string;
  headers?: Record<string, string>;
}

/** POST /v1.0/me/sendMail with this body (a string goes as it is). */
export function postMail(
  sandbox: Sandbox,
  accessToken: string,
  body: unknown,
  { contentType = 'application/json', headers = {} }: SendOptions = {},
) {
  return fetch(`${sandbox.url}/v1.0/me/sendMail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': contentType, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A good sendMail body; `message` replaces parts of the message. */
export function mailTo(address: string, message: Record<string, unknown> = {}) {
  return {
    message: {
      subject: 'Invitation',
      body: { contentType: 'HTML', content: '<p>Dear <b>Zoë</b></p>' },
      toRecipients: [{ emailAddress: { address } }],
      ...message,
    },
  };
}
