/** The sandbox as a test sees it from outside: its JSON surface, not its code. */
import type { TestServer } from './aServer.ts';

export interface ArrivedMail {
  from: { name: string; address: string };
  provider: 'microsoft' | 'google';
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  text: string;
  headers: { name: string; value: string }[];
  attachments: { name: string; contentId?: string; isInline: boolean; size: number }[];
}

interface ShownMail extends Omit<ArrivedMail, 'to' | 'cc' | 'bcc' | 'html'> {
  to: { address: string }[];
  cc: { address: string }[];
  bcc: { address: string }[];
  html?: string;
}

/** Every mail the sandbox accepted, in order. */
export async function sandboxMails(server: Pick<TestServer, 'sandboxUrl'>): Promise<ArrivedMail[]> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/mails?full=1`);
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to “show the mails”.`);
  const { mails } = (await response.json()) as { mails: ShownMail[] };
  const plain = (people: { address: string }[]): string[] => people.map((person) => person.address);
  return mails.map((mail) => ({ ...mail, html: mail.html ?? '', to: plain(mail.to), cc: plain(mail.cc), bcc: plain(mail.bcc) }));
}

/** The next `times` requests to a route go wrong like this (see the sandbox's faults). */
export async function scriptFault(
  server: Pick<TestServer, 'sandboxUrl'>,
  route: string,
  fault: object,
  times = 1,
): Promise<void> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ route, fault, times }),
  });
  if (!response.ok) throw new Error(`The sandbox did not take the fault: ${await response.text()}`);
}

/** Changes switches of the running sandbox (see PATCH /sandbox/settings). */
export async function changeSandbox(server: Pick<TestServer, 'sandboxUrl'>, settings: object): Promise<void> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  if (!response.ok) throw new Error(`The sandbox did not take the settings: ${await response.text()}`);
}

export interface ShownToken {
  active: boolean;
  expired: boolean;
  reason?: string;
  provider?: 'microsoft' | 'google';
  address?: string;
  scopes?: string[];
  aud?: string;
  smtp: boolean;
  imap: boolean;
}

/** What a mail server of a test may know about an access token: whose it is, and whether it opens SMTP and IMAP. */
export async function tokenInfoOf(server: Pick<TestServer, 'sandboxUrl'>, accessToken: string): Promise<ShownToken> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/token-info`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to “show the token”.`);
  return (await response.json()) as ShownToken;
}

/** An app registration at the sandbox's Microsoft; without `redirectUris` every path on this computer is good. */
export async function registerApp(
  server: Pick<TestServer, 'sandboxUrl'>,
  app: {
    clientId: string;
    name: string;
    kind: 'web' | 'public';
    clientSecret?: string;
    certificate?: string;
    redirectUris?: string[];
  },
): Promise<void> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(app),
  });
  if (!response.ok) throw new Error(`The sandbox did not take the app: ${await response.text()}`);
}

/** As an administrator's “revoke sessions”. */
export async function revokeAtSandbox(
  server: Pick<TestServer, 'sandboxUrl'>,
  address: string,
  accessTokens = true,
): Promise<void> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/people/${address}/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accessTokens }),
  });
  if (!response.ok) throw new Error(`The sandbox did not revoke ${address}: ${await response.text()}`);
}
