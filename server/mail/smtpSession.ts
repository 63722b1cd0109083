/**
 * One SMTP dialogue through nodemailer's SMTPConnection, as promises. Its pool is not used: a pool has one login for all,
 * access tokens change by the hour, and what became of a message hangs on how far the dialogue got.
 * Read in nodemailer 10.6.0, smtp-connection/index.js.
 */
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import SMTPConnection, {
  type SMTPConnectionCustomAuthContext,
  type SMTPConnectionSendInfo,
} from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../../shared/api/apps.ts';
import { tlsTrust } from '../network/tlsTrust.ts';

export interface SmtpWays {
  server: MailServer;
  /** Authorities of the operator's own, PEM. */
  ca: string | null;
  /** Until the server has greeted and TLS stands, in milliseconds. */
  connectTimeoutMs: number;
  /** Without a sign of life from the server, in milliseconds. */
  replyTimeoutMs: number;
}

export interface SmtpSession {
  /** Rejects with nodemailer's error, as all of these do. */
  login: (as: { address: string; accessToken: string }) => Promise<void>;
  send: (envelope: { from: string; to: string[]; size: number }, body: Readable) => Promise<SMTPConnectionSendInfo>;
  /** Whether the connection can take another message; ends what was begun (RSET). Never rejects. */
  isReady: () => Promise<boolean>;
  /** Ends the connection without a word. */
  cut: () => void;
  /** Says goodbye and resolves when the connection is closed; after a second at the latest. */
  quit: () => Promise<void>;
}

const GOODBYE_MS = 1000;
/** A connection that died unseen answers nothing; a new one is made sooner than it would time out. */
const READY_MS = 5000;

export interface SmtpOpening {
  /** A TCP connection that stands already. */
  over?: Socket;
  /** Handed out at once: ends the connection however far it is, and whoever waits for it. */
  began?: (cut: () => void) => void;
}

/** Connects, greets and secures the connection; never goes on without TLS. */
export async function openSmtp(ways: SmtpWays, { over, began }: SmtpOpening = {}): Promise<SmtpSession> {
  const { server } = ways;
  let extensions: readonly string[] = [];
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    tls: tlsTrust(ways.ca),
    connectionTimeout: ways.connectTimeoutMs,
    greetingTimeout: ways.connectTimeoutMs,
    dnsTimeout: ways.connectTimeoutMs,
    socketTimeout: ways.replyTimeoutMs,
    // A connection that was given up is torn down: what still waits in its buffer must not leave after that.
    socketCloseTimeout: 0,
    // Under a name that no server announces: with the name XOAUTH2 and no token generator nodemailer takes the first
    // mechanism it knows, and would send the access token as a password.
    customAuth: {
      BEARER: (dialogue) => {
        ({ extensions } = dialogue);
        return bearer(server, dialogue);
      },
    },
    ...(over !== undefined && { connection: over }),
  });
  // An idle connection that breaks emits an error too; whoever uses it next finds it closed.
  connection.on('error', () => undefined);
  began?.(() => connection.close());
  await step<undefined>(connection, (done) => connection.connect((error) => done(error ?? null, undefined)));
  return {
    login: async ({ address, accessToken }) => {
      await step(connection, (done) => connection.login({ method: 'BEARER', user: address, pass: accessToken }, done));
    },
    send: (envelope, body) =>
      isForeign(envelope) && !extensions.includes('SMTPUTF8')
        ? Promise.reject(unsendable())
        : step(connection, (done) => connection.send(envelope, body, done)),
    isReady: () => isReady(connection),
    cut: () => connection.close(),
    quit: () => goodbye(connection),
  };
}

/** RFC 6531 section 3.2: a server that does not offer SMTPUTF8 must not be given such an address; nodemailer would. */
function isForeign({ from, to }: { from: string; to: string[] }): boolean {
  return [from, ...to].some((address) => /[\u0080-\uffff]/.test(address));
}

function unsendable(): Error {
  return Object.assign(new Error('The mail server takes no addresses outside of ASCII.'), { code: 'EENVELOPE' });
}

type Done<T> = (error: Error | null, value?: T) => void;

/** A connection that breaks says so as an event, and leaves the callback of a login waiting for ever. */
function step<T>(connection: SMTPConnection, start: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (run: () => void): void => {
      connection.off('error', failed).off('end', ended);
      run();
    };
    const failed = (error: Error): void => settle(() => reject(error));
    // After the callback, which may know better why.
    const ended = (): unknown => setImmediate(() => failed(closedError()));
    connection.once('error', failed).once('end', ended);
    start((error, value) => settle(() => (error ? reject(error) : resolve(value as T))));
  });
}

function closedError(): Error {
  return Object.assign(new Error('The connection was closed.'), { code: 'ECONNECTION' });
}

/**
 * XOAUTH2 (Google "OAuth 2.0 Mechanism", Microsoft "SASL XOAUTH2") or OAUTHBEARER (RFC 7628). A refused token is answered
 * with 334 and a reason first; only after the client's empty line (XOAUTH2) or ^A (OAUTHBEARER) comes the reply that
 * says why, which nodemailer's own XOAUTH2 throws away to ask for a newer token.
 */
async function bearer(server: MailServer, dialogue: SMTPConnectionCustomAuthContext): Promise<void> {
  const { user, pass } = dialogue.auth.credentials;
  const xoauth2 = server.auth === 'xoauth2';
  const message = xoauth2
    ? `user=${user}\x01auth=Bearer ${pass}\x01\x01`
    : `n,a=${saslName(user)},\x01host=${server.host}\x01port=${server.port}\x01auth=Bearer ${pass}\x01\x01`;
  const reply = await dialogue.sendCommand(`AUTH ${xoauth2 ? 'XOAUTH2' : 'OAUTHBEARER'} ${base64(message)}`);
  const last = reply.status === 334 ? await dialogue.sendCommand(xoauth2 ? '' : base64('\x01')) : reply;
  if (last.status !== 235) throw new Error('The sign-in was refused');
}

/** RFC 5801 section 4. */
function saslName(user: string): string {
  return user.replaceAll('=', '=3D').replaceAll(',', '=2C');
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

async function isReady(connection: SMTPConnection): Promise<boolean> {
  const timer = setTimeout(() => connection.close(), READY_MS);
  try {
    return await step<boolean>(connection, (done) => connection.reset(done));
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function goodbye(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve) => {
    if (connection.destroyed) return resolve();
    const timer = setTimeout(() => connection.close(), GOODBYE_MS);
    connection.once('end', () => {
      clearTimeout(timer);
      resolve();
    });
    connection.quit();
  });
}
