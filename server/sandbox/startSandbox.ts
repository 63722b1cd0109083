import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import { fastify, type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { addAdminRoutes } from './adminRoutes.ts';
import { addFaultHooks } from './applyFaults.ts';
import { type CodeBook, createCodeBook } from './codeBook.ts';
import type { SecretState } from './checkClient.ts';
import { type Concurrency, createConcurrency } from './concurrency.ts';
import { countRequests, type RequestCounts } from './countRequests.ts';
import { createDeviceBook, type DeviceBook } from './deviceBook.ts';
import { addDeviceRoutes } from './deviceRoutes.ts';
import { addEntraRoutes } from './entraRoutes.ts';
import { createFaults, type FaultQueue, type Faults } from './faults.ts';
import { createGrants, type GrantEntry, type Grants } from './grants.ts';
import { addGmailRoutes } from './gmailRoutes.ts';
import { googleAt, type SandboxGoogle } from './googleAt.ts';
import { createGoogleDesk, type GoogleDesk } from './googleDesk.ts';
import { createGoogleGrants, type GoogleEntry, type GoogleGrants } from './googleGrants.ts';
import { addGoogleRoutes } from './googleRoutes.ts';
import { addGoogleTokenRoutes } from './googleTokenRoutes.ts';
import { addGraphRoutes } from './graphRoutes.ts';
import { openJournal } from './journal.ts';
import { createMailbox, type Mailbox, type MailboxStore, type MailEntry, type SandboxMail } from './mailbox.ts';
import { createMailItems, type ItemDelays, type ItemEntry, type MailItems } from './mailItems.ts';
import { createPaces, type Paces } from './paces.ts';
import { type AppBook, type AppEntry, createAppBook, type RegisteredApp, SANDBOX_PUBLIC_APP } from './registeredApps.ts';
import { type RevokeOptions, revokePerson } from './revokePerson.ts';
import { SANDBOX_APP, SANDBOX_PEOPLE, type SandboxPerson } from './samplePeople.ts';
import { createSendLog, type SendLog } from './sendLog.ts';
import { addStaticRoutes } from './staticRoutes.ts';
import { createSigner, type Signer } from './signTokens.ts';
import { type TokenInfo, tokenInfo } from './tokenInfo.ts';
import { addTokenRoutes } from './tokenRoutes.ts';
import { addWatchRoutes } from './watchRoutes.ts';

export interface SandboxOptions {
  /** 0 takes any free one. */
  port: number;
  /** 127.0.0.1 */
  host?: string;
  /** PEM texts; without them plain http. */
  https?: { key: string; cert: string };
  /** None by default: the sandbox takes mail as fast as it comes. */
  messagesPerMinute?: number;
  /** 3600 */
  accessTokenSeconds?: number;
  /** ms since 1970 */
  clock?: () => number;
  /** Keeps the signing key, consents, refresh tokens and mails over restarts; its folder must be there. Without it, all is forgotten. */
  stateFile?: string;
  /** App registrations beside the sandbox's own two. */
  apps?: readonly RegisteredApp[];
}

/** What can be changed while it runs, also by PATCH /sandbox/settings. */
export interface SandboxSettings extends ItemDelays {
  messagesPerMinute: number | undefined;
  accessTokenSeconds: number;
  /** On: a refresh token that comes back after it was exchanged ends its whole family. Entra's default is off. */
  strictRotation: boolean;
  /** On: sign-in pages send `Cross-Origin-Opener-Policy: same-origin`, as Entra does for applications made after January 2027. */
  openerPolicy: boolean;
  /** What becomes of a right secret, at Microsoft and at Google. */
  clientSecretState: SecretState;
  /** Seconds that a device has to wait between two questions. */
  deviceInterval: number;
  /** How long it takes to answer to a mail, which is taken at once: at Microsoft, some hundred milliseconds. */
  sendDelayMs: number;
}

export interface Sandbox {
  /** Origin without a slash at the end: MICROSOFT_AUTHORITY_URL, MICROSOFT_GRAPH_URL, and the mailbox page. */
  url: string;
  app: { clientId: string; clientSecret: string; tenantId: 'common' };
  /** The registered public client: loopback and device sign-in, no secret. */
  publicApp: { clientId: string };
  google: SandboxGoogle;
  mailbox: Mailbox;
  faults: Faults;
  requests: Pick<RequestCounts, 'count' | 'all' | 'clear'>;
  /** When which request that sends a mail was here, and when its answer was gone. */
  sendLog: Pick<SendLog, 'all' | 'inFlight' | 'clear'>;
  settings: SandboxSettings;
  people: readonly SandboxPerson[];
  /** Whether a mail server should let somebody in with this access token; also GET /sandbox/token-info. */
  tokenInfo(token: string): Promise<TokenInfo>;
  /** Ends a person's refresh tokens and consent, as "revoke sessions" of an administrator does; what ends can be chosen. */
  revoke(address: string, options?: RevokeOptions): void;
  close(): Promise<void>;
}

/** What the routes share. */
export interface SandboxParts {
  clock: () => number;
  settings: SandboxSettings;
  signer: Signer;
  apps: AppBook;
  codes: CodeBook;
  devices: DeviceBook;
  grants: Grants;
  google: { desk: GoogleDesk; grants: GoogleGrants };
  mailbox: MailboxStore;
  items: MailItems;
  paces: Paces;
  concurrency: Concurrency;
  faults: FaultQueue;
  requests: RequestCounts;
  sendLog: SendLog;
}

type StateEntry = { t: 'key'; jwk: JWK } | AppEntry | GoogleEntry | GrantEntry | ItemEntry | MailEntry;

/**
 * Starts a server that stands in for Entra ID and Microsoft Graph on this computer. It is strict where they are, keeps
 * every mail it accepts, and fails on request.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const parts = await createParts(options);
  const host = options.host ?? '127.0.0.1';
  const app = await createApp(parts, options, host);
  await app.listen({ port: options.port, host });
  const { port } = app.server.address() as AddressInfo;
  // Microsoft's own clients want a name rather than a number in an https address.
  const url =
    options.https === undefined
      ? `http://${urlHost(host)}:${port}`
      : `https://${host === '127.0.0.1' ? 'localhost' : urlHost(host)}:${port}`;
  return {
    url,
    app: { clientId: SANDBOX_APP.clientId, clientSecret: SANDBOX_APP.clientSecret, tenantId: SANDBOX_APP.tenantId },
    publicApp: { clientId: SANDBOX_PUBLIC_APP.clientId },
    google: googleAt(url),
    mailbox: parts.mailbox,
    faults: parts.faults,
    requests: parts.requests,
    sendLog: parts.sendLog,
    settings: parts.settings,
    people: SANDBOX_PEOPLE,
    tokenInfo: (token) => tokenInfo(parts, token),
    revoke(address, what = {}) {
      if (!revokePerson(parts, address, what)) throw new Error(`The sandbox knows nobody called ${address}`);
    },
    close: () => app.close(),
  };
}

async function createParts(options: SandboxOptions): Promise<SandboxParts> {
  const journal = openJournal<StateEntry>(options.stateFile);
  const { entries } = journal;
  const kept = entries.find((entry) => entry.t === 'key')?.jwk;
  const signer = await createSigner(kept);
  if (kept === undefined) journal.append({ t: 'key', jwk: signer.privateJwk });
  const mails = entries
    .filter((entry) => entry.t === 'mail')
    // A mail of a state file from before there was a Google.
    .map(({ mail }): SandboxMail => ({ ...mail, provider: mail.provider ?? 'microsoft' }));
  const kinds = entries.filter((entry) => entry.t !== 'key' && entry.t !== 'mail');
  const withoutMails: StateEntry[] = [{ t: 'key', jwk: signer.privateJwk }, ...kinds];
  const remember = (entry: StateEntry) => {
    withoutMails.push(entry);
    journal.append(entry);
  };
  const clock = options.clock ?? Date.now;
  const settings = settingsOf(options);
  const mailbox = createMailbox(mails, journal, () => journal.rewrite(withoutMails));
  return {
    clock,
    settings,
    signer,
    apps: createAppBook([...(options.apps ?? []), ...entries.filter((e) => e.t === 'app').map((e) => e.app)], remember),
    codes: createCodeBook(),
    devices: createDeviceBook(),
    grants: createGrants(entries.filter(isGrantEntry), { append: remember }),
    google: { desk: createGoogleDesk(), grants: createGoogleGrants(entries.filter(isGoogleEntry), { append: remember }) },
    mailbox,
    items: createMailItems(entries.filter(isItemEntry), { mailbox, settings, clock, journal: { append: remember } }),
    paces: createPaces(),
    concurrency: createConcurrency(),
    faults: createFaults(),
    requests: countRequests(),
    sendLog: createSendLog(),
  };
}

const settingsOf = (options: SandboxOptions): SandboxSettings => ({
  messagesPerMinute: options.messagesPerMinute,
  accessTokenSeconds: options.accessTokenSeconds ?? 3600,
  strictRotation: false,
  openerPolicy: false,
  clientSecretState: 'good',
  deviceInterval: 5,
  sendDelayMs: 0,
  draftMovesAfterMs: 0,
  sentItemsDelayMs: 0,
});

const isItemEntry = (entry: StateEntry): entry is ItemEntry => ['draft', 'draftSent', 'itemGone'].includes(entry.t);

const isGoogleEntry = (entry: StateEntry): entry is GoogleEntry => entry.t.startsWith('google');

const isGrantEntry = (entry: StateEntry): entry is GrantEntry =>
  entry.t !== 'key' && entry.t !== 'mail' && entry.t !== 'app' && !isGoogleEntry(entry) && !isItemEntry(entry);

const flat = (text: string) => Object.fromEntries(new URLSearchParams(text));

async function createApp(parts: SandboxParts, options: SandboxOptions, host: string): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.https === undefined ? {} : { https: options.https }),
    logger: false,
    // Graph's request-id.
    genReqId: () => randomUUID(),
    // Held answers and idle keep-alive connections must not keep a test or a Ctrl-C waiting.
    forceCloseConnections: true,
    // A word that the sandbox does not know is a mistake to tell, not to drop.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    // Ids of mails are longer than the router expects.
    routerOptions: { caseSensitive: false, querystringParser: flat, maxParamLength: 500 },
  }) as unknown as FastifyInstance;
  await app.register(cookie);
  await app.register(formbody, { parser: flat });
  addFaultHooks(app, parts, host);
  addEntraRoutes(app, parts);
  addDeviceRoutes(app, parts);
  addTokenRoutes(app, parts);
  addGraphRoutes(app, parts);
  addGoogleRoutes(app, parts);
  addGoogleTokenRoutes(app, parts);
  addGmailRoutes(app, parts);
  addAdminRoutes(app, parts);
  addWatchRoutes(app, parts);
  addStaticRoutes(app);
  return app;
}

/** An IPv6 address stands in brackets in a URL; "every address" is no address to go to. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
