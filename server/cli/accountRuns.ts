/** What the commands under `mergepost accounts` do. */
import type { EmailAccount, TestReport } from '../../shared/api/accounts.ts';
import type { ImportBody } from '../../shared/api/importAccount.ts';
import type { User } from '../../shared/api/session.ts';
import { readAccessFile } from '../../shared/api/readAccessFile.ts';
import {
  type AccountRuns,
  type Destination,
  type ImportCommand,
  type ServerCommand,
  type SignInCommand,
} from './accountCommands.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { appFromOptions } from './appFromOptions.ts';
import { fileReason } from '../files/fileReason.ts';
import type { FileAccess } from './fileAccess.ts';
import { plainLine } from './plainLine.ts';
import { type CallDeps, callServer, type Called, serverAddress } from './serverCall.ts';
import { signIn, type SignInDeps } from './signIn.ts';

export interface AccountRunsDeps extends Omit<SignInDeps, 'out'> {
  out: (line: string) => unknown;
  err: (line: string) => unknown;
  env: Readonly<Record<string, string | undefined>>;
  files: Pick<FileAccess, 'read'>;
  call: CallDeps;
  /** Straight into the database of this computer; the answer is the address that was connected. */
  importHere: (
    body: ImportBody,
    user: string | undefined,
  ) => Promise<{ ok: true; address: string; note: string | null } | { ok: false; line: string }>;
}

export function accountRuns(given: AccountRunsDeps): AccountRuns {
  // Whatever is printed may be somebody else's words.
  const deps = {
    ...given,
    out: (line: string) => given.out(plainLine(line)),
    err: (line: string) => given.err(plainLine(line)),
  };
  return {
    signIn: (options) => ended(deps, signInAndBring(deps, options)),
    importFile: (options) => ended(deps, importFile(deps, options)),
    list: (options) => ended(deps, list(deps, options)),
    test: (id, options) => ended(deps, test(deps, id, options)),
  };
}

/** Either all lines, or the one that says what went wrong. */
type Ran = { ok: true; lines: string[] } | { ok: false; lines: string[] };

async function ended(deps: AccountRunsDeps, work: Promise<Ran>): Promise<number> {
  const ran = await work;
  for (const line of ran.lines) (ran.ok ? deps.out : deps.err)(line);
  return ran.ok ? 0 : 1;
}

const wrong = (...lines: string[]): Ran => ({ ok: false, lines });

async function signInAndBring(deps: AccountRunsDeps, options: SignInCommand): Promise<Ran> {
  const secret = options.clientSecretFile === undefined ? undefined : await textOf(deps, options.clientSecretFile);
  if (secret && !secret.ok) return wrong(secret.line);
  const authorityUrl = deps.env['MICROSOFT_AUTHORITY_URL'];
  const read = appFromOptions({
    ...options,
    ...(secret && { clientSecret: secret.text.trim() }),
    ...(authorityUrl && { authorityUrl }),
  });
  if (!read.ok) return wrong(...read.problems);
  const { app } = read;
  const refusal = await refusedBefore(deps, options, app);
  if (refusal !== null) return wrong(refusal);
  const open = options.browser ? deps : { ...deps, openBrowser: () => Promise.resolve(false) };
  const signed = await signIn(open, {
    app,
    deviceCode: options.deviceCode === true,
    port: options.port,
    ...(options.email !== undefined && { email: options.email }),
  });
  if (!signed.ok) return wrong(signed.sentence);
  return bring(deps, options, {
    provider: app.kind,
    clientId: app.clientId,
    ...(app.credential.kind === 'secret' && { clientSecret: app.credential.secret }),
    ...(options.tenant !== undefined && { tenant: options.tenant }),
    ...(options.cloud !== undefined && { cloud: app.cloud }),
    ...(options.baseScope !== undefined && { baseScope: app.baseScope }),
    ...(app.scopes !== null && { scopes: app.scopes }),
    ...(Object.keys(app.urls).length > 0 && { urls: app.urls }),
    ...(app.smtp !== null && { smtp: app.smtp }),
    ...(app.imap !== null && { imap: app.imap }),
    ...signed.tokens,
  });
}

/** Before anybody signs in: whether what comes back can be brought anywhere. A session may be over, or not be an administrator's. */
async function refusedBefore(deps: AccountRunsDeps, to: Destination, app: OAuthApp): Promise<string | null> {
  const where = await destinationOf(deps, to);
  if (!where.ok) return where.line;
  if (where.server === null) return null;
  const called = await callServer(deps.call, where.server, { method: 'GET', path: '/api/auth/session' });
  if (!called.ok) return called.line;
  const { user } = called.body as { user: User };
  const ownHosts = Object.keys(app.urls).length > 0 || app.smtp !== null || app.imap !== null;
  if (!ownHosts || user.role === 'admin') return null;
  return `${where.server.url} takes own addresses and mail servers from its administrators only. Ask one to add the application there, then sign in through the pane.`;
}

async function importFile(deps: AccountRunsDeps, options: ImportCommand): Promise<Ran> {
  const file = await textOf(deps, options.file);
  if (!file.ok) return wrong(file.line);
  const read = readAccessFile(file.text);
  if (!read.ok)
    return wrong(`${options.file}: This is no JSON object. It should look like { "refresh_token": "…", "client_id": "…" }.`);
  if (read.unknown.length > 0)
    return wrong(`${options.file}: This cannot be imported: ${read.unknown.join(', ')}. Take it out of the file.`);
  if (read.values.refreshToken === undefined)
    return wrong(
      `${options.file}: This holds no refresh token. Without one the access lasts for an hour only: ask for offline access.`,
    );
  const { provider, clientId, tenant } = options;
  return bring(deps, options, {
    ...read.values,
    ...(provider !== undefined && { provider }),
    ...(clientId !== undefined && { clientId }),
    ...(tenant !== undefined && { tenant }),
  });
}

async function bring(deps: AccountRunsDeps, to: Destination, tokens: ImportBody): Promise<Ran> {
  const body: ImportBody = {
    ...tokens,
    ...(to.email !== undefined && { emailAddress: to.email }),
    ...(to.fromName !== undefined && { fromName: to.fromName }),
    ...(to.keepAlive && { keepAlive: true }),
  };
  const where = await destinationOf(deps, to);
  if (!where.ok) return wrong(where.line);
  if (where.server === null) {
    const here = await deps.importHere(body, to.user);
    return here.ok ? { ok: true, lines: connectedLines(here.address, here.note) } : wrong(here.line);
  }
  const called = await callServer(deps.call, where.server, { method: 'POST', path: '/api/email/auth/providers/import', body });
  if (!called.ok) return wrong(called.line);
  const account = called.body as EmailAccount;
  return {
    ok: true,
    lines: connectedLines(
      account.emailAddress,
      account.isActive ? null : [account.stateReason, account.stateNext].filter(Boolean).join(' '),
    ),
  };
}

function connectedLines(address: string, note: string | null): string[] {
  return [`Connected as ${address}.`, ...(note ? [`It cannot send yet: ${note}`] : [])];
}

async function destinationOf(deps: AccountRunsDeps, to: Destination) {
  if (to.importTo === undefined) return { ok: true as const, server: null };
  return addressOf(deps, to.importTo, to.tokenFile);
}

async function addressOf(deps: AccountRunsDeps, url: string, tokenFile: string | undefined) {
  const file = tokenFile === undefined ? undefined : await textOf(deps, tokenFile);
  if (file && !file.ok) return file;
  return serverAddress(url, file?.text.trim() ?? deps.env['MERGEPOST_TOKEN']);
}

async function asked(
  deps: AccountRunsDeps,
  { server = deps.env['SERVER_URL'] ?? 'http://localhost:3000', tokenFile }: ServerCommand,
  what: { method: 'GET' | 'POST'; path: string },
): Promise<Called> {
  const address = await addressOf(deps, server, tokenFile);
  return address.ok ? callServer(deps.call, address.server, what) : address;
}

async function list(deps: AccountRunsDeps, options: ServerCommand): Promise<Ran> {
  const called = await asked(deps, options, { method: 'GET', path: '/api/email/auth/providers' });
  if (!called.ok) return wrong(called.line);
  const { providers } = called.body as { providers: EmailAccount[] };
  if (providers.length === 0)
    return { ok: true, lines: ['No mailbox is connected. Connect one in the pane, or with mergepost accounts sign-in.'] };
  return { ok: true, lines: providers.flatMap(accountLines) };
}

function accountLines(account: EmailAccount): string[] {
  const trouble = [account.stateReason, account.stateNext, ...account.warnings.map((warning) => warning.text)];
  return [
    `${account.id}  ${account.emailAddress}  ${account.state}  (${account.app}, ${account.wire})`,
    ...trouble.flatMap((line) => (line ? [`    ${line}`] : [])),
  ];
}

async function test(deps: AccountRunsDeps, id: string, options: ServerCommand): Promise<Ran> {
  const path = `/api/email/auth/providers/${encodeURIComponent(id)}/test`;
  const called = await asked(deps, options, { method: 'POST', path });
  if (!called.ok) return wrong(called.line);
  const report = called.body as TestReport;
  const steps = report.steps.map(({ name, status, milliseconds, detail }) => {
    const time = milliseconds === null ? '' : `${Math.round(milliseconds)} ms`;
    return `${{ ok: '✓', failed: '✗', skipped: '–' }[status]} ${name.padEnd(9)} ${time.padStart(8)}  ${detail}`;
  });
  const last = report.success ? `A test mail is on its way to ${report.to}.` : (report.next ?? 'The test mail was not sent.');
  return { ok: report.success, lines: [...steps, last] };
}

async function textOf(deps: AccountRunsDeps, path: string): Promise<{ ok: true; text: string } | { ok: false; line: string }> {
  try {
    return { ok: true, text: Buffer.from(await deps.files.read(path)).toString('utf8') };
  } catch (error) {
    const reason = fileReason(error);
    if (reason === null) throw error;
    return { ok: false, line: `${path}: This file cannot be read: ${reason}.` };
  }
}
