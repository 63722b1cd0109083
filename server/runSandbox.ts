/** `mergepost sandbox`: the sandbox alone, for tests of other clients and for a server that is pointed at it. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeFile, whyNoFile } from './files/makeFile.ts';
import { googleAppOf } from './sandbox/googleAt.ts';
import { sandboxCertificate } from './sandbox/sandboxCertificate.ts';
import { type Sandbox, startSandbox } from './sandbox/startSandbox.ts';
import { startFault } from './startFault.ts';
import { stopSignal } from './stopSignal.ts';

export interface SandboxRun {
  port: number;
  host: string;
  https: boolean;
  perMinute?: number;
  state?: string;
}

/** Where clients find the certificate to trust; it is made anew at each start and good for this computer's own names only. */
const CERTIFICATE = resolve('data/sandbox-certificate.pem');

export interface SandboxLines {
  out: (line: string) => unknown;
  err: (line: string) => unknown;
}

/** Runs until a signal. @returns the exit code. */
export async function runSandbox(run: SandboxRun, { out, err }: SandboxLines): Promise<number> {
  // Asked for before a line is out: whoever waits for the lines may answer the first one with a signal.
  const stop = stopSignal();
  const unwritable = firstUnwritable(run);
  if (unwritable !== null) {
    err(`The sandbox cannot start: ${unwritable}`);
    return 1;
  }
  const https = run.https ? await sandboxCertificate() : undefined;
  const wanted = { host: run.host, ports: [run.port], settings: { port: '--port', host: '--host' } };
  const sandbox = await started(run, https).catch((error: unknown) => {
    const fault = startFault(error, wanted);
    if (fault === null) throw error;
    err(`The sandbox cannot start: ${fault}`);
    return null;
  });
  if (sandbox === null) return 1;
  announce(sandbox, https, out);
  await stop;
  await sandbox.close();
  return 0;
}

/** What it could not write later, before anything is up; null: it can write all it needs. */
function firstUnwritable(run: SandboxRun): string | null {
  const state = run.state === undefined ? null : unwritableFile(run.state, 'Give another file with --state.');
  if (state !== null || !run.https) return state;
  return unwritableFile(CERTIFICATE, 'Start it in a folder in which you may write, or without --https.');
}

function unwritableFile(path: string, next: string): string | null {
  try {
    makeFile(path);
    return null;
  } catch (error) {
    const why = whyNoFile(error);
    if (why === null) throw error;
    return `${path} cannot be written: ${why}. ${next}`;
  }
}

type Certificate = Awaited<ReturnType<typeof sandboxCertificate>>;

function started(run: SandboxRun, https: Certificate | undefined): Promise<Sandbox> {
  return startSandbox({
    port: run.port,
    host: run.host,
    ...(https && { https }),
    ...(run.perMinute !== undefined && { messagesPerMinute: run.perMinute }),
    ...(run.state !== undefined && { stateFile: run.state }),
  });
}

function announce(sandbox: Sandbox, https: Certificate | undefined, out: SandboxLines['out']): void {
  out(`The sandbox is ready: ${sandbox.url}/ shows its mailbox. No mail leaves this computer.`);
  out('Point a server at it with these settings:');
  out(`  EMAIL_CLIENT_ID=${sandbox.app.clientId}`);
  out(`  EMAIL_CLIENT_SECRET=${sandbox.app.clientSecret}`);
  out(`  EMAIL_TENANT_ID=${sandbox.app.tenantId}`);
  // It sends people back to addresses of this computer only, until others are registered (docs/sandbox.md).
  out('  SERVER_URL=http://localhost:3000');
  out(`  ENCRYPTION_KEY=${randomBytes(32).toString('hex')}`);
  out(`  MICROSOFT_AUTHORITY_URL=${sandbox.url}`);
  out(`  MICROSOFT_GRAPH_URL=${sandbox.url}`);
  if (https) {
    writeFileSync(CERTIFICATE, https.cert);
    out(`  NODE_EXTRA_CA_CERTS=${CERTIFICATE}`);
  }
  out(`Sign-in from a command line uses the client id ${sandbox.publicApp.clientId} (no secret).`);
  out('For mailboxes at Google, POST this to /api/email/apps as an administrator:');
  out(`  ${JSON.stringify(googleAppOf(sandbox.google))}`);
}
