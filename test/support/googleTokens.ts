/** Google's side of the sandbox, as a client meets it. */
import type { Sandbox } from '../../server/sandbox/startSandbox.ts';
import { signInAtSandbox, type SignInPerson } from './signInAtSandbox.ts';

export const GOOGLE_REDIRECT = 'http://localhost:4999/google';
export const GMAIL_SEND = 'https://www.googleapis.com/auth/gmail.send';
export const GMAIL_SETTINGS = 'https://www.googleapis.com/auth/gmail.settings.basic';
export const GOOGLE_MAIL = 'https://mail.google.com/';

type Fields = Record<string, string | undefined>;

const given = (fields: Fields) =>
  new URLSearchParams(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** An authorize URL; `extra` replaces or (with undefined) removes parameters. */
export function googleAuthorizeUrl({ google }: Pick<Sandbox, 'google'>, extra: Fields = {}): string {
  const all = {
    client_id: google.clientId,
    response_type: 'code',
    redirect_uri: GOOGLE_REDIRECT,
    scope: `openid email profile ${GMAIL_SEND}`,
    access_type: 'offline',
    ...extra,
  };
  return `${google.authorizeUrl}?${given(all).toString()}`;
}

export interface GoogleAnswer {
  status: number;
  body: Record<string, unknown> & {
    access_token: string;
    refresh_token?: string;
    id_token?: string;
    scope: string;
    error?: string;
    error_description?: string;
  };
}

/** Posts to the token endpoint with the right client and secret; `form` replaces or removes fields. */
export async function askGoogle(
  { google }: Pick<Sandbox, 'google'>,
  form: Fields,
  headers: Record<string, string> = {},
): Promise<GoogleAnswer> {
  const answer = await fetch(google.tokenUrl, {
    method: 'POST',
    headers,
    body: given({ client_id: google.clientId, client_secret: google.clientSecret, ...form }),
  });
  return { status: answer.status, body: (await answer.json()) as GoogleAnswer['body'] };
}

/** What came back at the redirect URI. */
export async function googleAnswer(sandbox: Pick<Sandbox, 'google'>, person: SignInPerson, extra: Fields = {}) {
  const { redirect } = await signInAtSandbox(googleAuthorizeUrl(sandbox, extra), person);
  return Object.fromEntries(new URL(redirect).searchParams);
}

/** The whole way from the account picker to tokens. */
export async function googleTokensFor(
  sandbox: Pick<Sandbox, 'google'>,
  person: SignInPerson | string,
  extra: Fields = {},
): Promise<GoogleAnswer['body']> {
  const who = typeof person === 'string' ? { address: person } : person;
  const { code } = await googleAnswer(sandbox, who, extra);
  const form = { grant_type: 'authorization_code', code, redirect_uri: GOOGLE_REDIRECT };
  const { status, body } = await askGoogle(sandbox, form);
  if (status !== 200) throw new Error(`No tokens for ${who.address}: ${body.error_description}`);
  return body;
}

/** POST …/messages/send with a whole message. */
export function postGmail(
  { google }: Pick<Sandbox, 'google'>,
  accessToken: string,
  message: string | Buffer,
  { contentType = 'message/rfc822', query = 'uploadType=media' } = {},
) {
  return fetch(`${google.gmailUrl}/upload/gmail/v1/users/me/messages/send?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': contentType },
    body: typeof message === 'string' ? message : new Uint8Array(message),
  });
}
