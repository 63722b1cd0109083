/** Starting and stopping a whole server: read the settings, bring up the sandbox where there are none, listen, say where. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { compose } from './compose.ts';
import { type Config, loadConfig } from './config.ts';
import { freePort } from './freePort.ts';
import type { Complete } from './ground.ts';
import { emptyApp } from './oauth/emptyApp.ts';
import { googleAppOf } from './sandbox/googleAt.ts';
import { type Sandbox, startSandbox } from './sandbox/startSandbox.ts';
import { startFault } from './startFault.ts';
import { stopSignal } from './stopSignal.ts';
import { makeDatabaseFile } from './storage/databaseFile.ts';

export interface ServeIo {
  env: Readonly<Record<string, string | undefined>>;
  out: (line: string) => void;
  err: (line: string) => void;
}

/** Serves until a signal. @returns the exit code. */
export async function serve(io: ServeIo): Promise<number> {
  const loaded = loadConfig(io.env, (path) => readFileSync(path, 'utf8'));
  if (!loaded.ok) {
    io.err(`Mergepost cannot start:\n${loaded.problems.map((p) => `- ${p}`).join('\n')}`);
    return 1;
  }
  // Asked for from the beginning: a signal that comes while the server starts must end it cleanly too.
  const stop = stopSignal();
  try {
    const running = await startServer(loaded.config, io);
    await stop;
    await running.close();
    return 0;
  } catch (error) {
    io.err(`Mergepost cannot start: ${sentenceOf(error, loaded.config)}`);
    return 1;
  }
}

export interface RunningServer {
  config: Complete;
  close(): Promise<void>;
}

/** Everything up and listening; used by `serve` and by tests that want the real thing. What had come up is closed again where the rest fails. */
export async function startServer(given: Config, io: Pick<ServeIo, 'out'>): Promise<RunningServer> {
  const open: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of open.toReversed()) await each();
  };
  try {
    const config = given.mode === 'sandbox' ? await withSandbox(given, open) : (given as Complete);
    const composed = await compose(config, loggerOf(config));
    open.push(() => composed.close());
    await composed.start();
    await composed.app.listen({ port: config.port, host: config.host });
    announce(config, io.out);
    return { config, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function loggerOf(config: Complete): FastifyBaseLogger {
  return pino({
    level: config.logLevel,
    // The query of a callback holds a code, the query of a start page a ticket: only the path is written.
    serializers: {
      req: (req: { method: string; url: string; id: string }) => ({
        method: req.method,
        path: req.url.split('?')[0],
        id: req.id,
      }),
    },
    redact: ['req.headers', 'err.config', 'err.request', 'err.response'],
  });
}

/** The sandbox brings the app registration; the key is made once and kept beside the database. */
async function withSandbox(given: Config, open: (() => Promise<void>)[]): Promise<Complete> {
  // What the sandbox keeps lies beside it: where it cannot be made, one sentence says so.
  makeDatabaseFile(given.databasePath);
  const port = given.port === 0 ? await freePort() : given.port;
  const sandbox = await startSandbox({ port: given.sandboxPort, stateFile: `${given.databasePath}.sandbox.jsonl` });
  open.push(() => sandbox.close());
  return {
    ...given,
    port,
    serverUrl: given.port === 0 ? given.serverUrl.replace(/:0$/, `:${port}`) : given.serverUrl,
    encryptionKeys: [keyBeside(given.databasePath)],
    microsoft: {
      clientId: sandbox.app.clientId,
      clientSecret: sandbox.app.clientSecret,
      tenant: sandbox.app.tenantId,
      authorityUrl: sandbox.url,
      graphUrl: sandbox.url,
    },
    signInTenants: [...new Set(sandbox.people.map((person) => person.tenantId))],
    moreApps: [googleApp(sandbox)],
    mailboxUrl: `${sandbox.url}/`,
  };
}

/** So that in sandbox mode a mailbox at Google can be connected too. */
function googleApp({ google }: Sandbox): NonNullable<Complete['moreApps']>[number] {
  const { clientId, clientSecret, urls } = googleAppOf(google);
  return {
    ...emptyApp('google'),
    id: 'google',
    key: 'google',
    name: 'Google',
    source: 'settings',
    clientId,
    credential: { kind: 'secret', secret: clientSecret },
    urls,
  };
}

function keyBeside(databasePath: string): Buffer {
  const path = `${databasePath}.key`;
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 });
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}

function announce(config: Complete, out: (line: string) => void): void {
  out(`Mergepost is ready.`);
  out(`  Task pane       ${config.serverUrl}/`);
  if (config.mailboxUrl !== undefined) out(`  Sandbox mailbox ${config.mailboxUrl}`);
  out(`  API reference   ${config.serverUrl}/docs`);
  if (config.mode === 'sandbox')
    out('\n  *** SANDBOX: no mail leaves this computer. Every mail ends in the sandbox mailbox. ***\n');
  else if (config.signInTenants.length === 0) {
    out(
      '  Own sign-in is off, because EMAIL_TENANT_ID does not name one organisation: set SIGN_IN_TENANTS, or let a host application bring its own tokens (JWT_SECRET, JWT_JWKS_URL).',
    );
  }
}

function sentenceOf(error: unknown, config: Config): string {
  const wanted = {
    host: config.host,
    ports: [config.port, config.sandboxPort],
    settings: { port: 'PORT (and SANDBOX_PORT)', host: 'HOST' },
  };
  const fault = startFault(error, wanted);
  if (fault !== null) return fault;
  return error instanceof Error ? error.message : String(error);
}
