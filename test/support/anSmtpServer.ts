/**
 * An SMTP server that nobody here wrote (npm `smtp-server`), with TLS from a test authority and access tokens in place of
 * passwords. It keeps what it takes; `answers` says what it does at each stage in place of taking it.
 */
import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerEnvelope, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { MailServer } from '../../shared/api/apps.ts';
import SASL from 'smtp-server/lib/sasl';
import { aTestCertificate } from './aTestCertificate.ts';

/** A reply such as `550 5.7.60 …`, or how the connection goes wrong: cut, or no answer at all. */
export type SmtpAct = { code: number; text: string } | 'cut' | 'silence' | undefined;

export interface SmtpAnswers {
  connect?: SmtpAct;
  auth?: SmtpAct;
  mail?: SmtpAct;
  /** By recipient. */
  rcpt?: (address: string) => SmtpAct;
  /** While the message arrives, before its end. Only `cut` and `silence` make sense. */
  data?: SmtpAct;
  /** After the final dot. */
  dot?: SmtpAct;
}

export interface Received {
  /** Envelope. */
  from: string;
  to: string[];
  raw: string;
  mail: ParsedMail;
  /** Whose login it came through. */
  user: string;
  session: string;
}

export interface TestSmtpServer {
  /** To be connected to; `security` as asked for. */
  server: MailServer;
  /** PEM of the authority that signed its certificate. */
  ca: string;
  received: Received[];
  /** Logins in their order, taken or not. */
  logins: { username: string; accessToken: string }[];
  connections: () => number;
  /** Connections that are open right now. */
  open: () => number;
  /** Tells of the next connection that has ended. */
  onClosed: (told: () => void) => void;
  answers: SmtpAnswers;
  /** Cuts every open connection, as a restarted server does. */
  cutAll: () => void;
  close: () => Promise<void>;
}

export interface SmtpSetup {
  /** Access token → the address it belongs to. May be changed while the server runs. */
  tokens?: Record<string, string>;
  /** In place of `tokens`: whose access token this is, asked at whoever issued it. */
  whose?: (accessToken: string) => Promise<string | undefined>;
  security?: MailServer['security'];
  auth?: MailServer['auth'];
  /** Largest message in bytes, announced as SIZE. */
  size?: number;
  /** Anything else of `smtp-server`. */
  options?: SMTPServerOptions;
  certificate?: { days?: number; names?: string[] };
}

export async function anSmtpServer(setup: SmtpSetup = {}): Promise<TestSmtpServer> {
  const { tokens = { 'token-1': 'me@example.com' }, security = 'starttls', auth = 'xoauth2' } = setup;
  if (auth === 'oauthbearer') teachOauthBearer();
  const pem = await aTestCertificate(setup.certificate);
  const heard: Pick<TestSmtpServer, 'received' | 'logins' | 'answers'> = { received: [], logins: [], answers: {} };
  let connections = 0;
  const server: SMTPServer = new SMTPServer({
    key: pem.key,
    cert: pem.cert,
    secure: security === 'tls',
    authMethods: [auth.toUpperCase()],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
    ...(setup.size !== undefined && { size: setup.size, rejectOversized: true }),
    ...handlers(heard, setup.whose ?? ((token) => Promise.resolve(tokens[token])), (session) => socketOf(server, session)),
    ...setup.options,
  });
  // The server calls this before it forgets the connection.
  server.onClose = () => setImmediate(() => server.emit('closed-one'));
  // A connection that the client cuts is not the server's trouble.
  server.on('error', () => undefined);
  server.server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const cutAll = () => server.connections.forEach((connection) => rawSocket(connection)?.destroy());
  return {
    ...heard,
    server: { host: 'localhost', port, security, auth },
    ca: pem.ca,
    connections: () => connections,
    open: () => server.connections.size,
    onClosed: (told) => server.once('closed-one', told),
    get answers() {
      return heard.answers;
    },
    set answers(next) {
      heard.answers = next;
    },
    cutAll,
    close: () =>
      new Promise((resolve) => {
        cutAll();
        server.close(() => resolve());
      }),
  };
}

/** `smtp-server` knows XOAUTH2 only. RFC 7628: what is said is read strictly, the rest is left to XOAUTH2. */
function teachOauthBearer(): void {
  const mechanisms: Record<string, unknown> = SASL;
  mechanisms['SASL_OAUTHBEARER'] = function oauthBearer(this: unknown, [given = '']: string[], done: () => void): void {
    const fields = Buffer.from(given, 'base64').toString('utf8').split('\x01');
    const shape = /^n,a=(?<user>[^,]+), host=localhost port=\d+ auth=Bearer (?<bearer>[\x21-\x7e]+) {2}$/;
    const { user = '', bearer = '' } = shape.exec(fields.join(' '))?.groups ?? {};
    const name = user.replaceAll('=2C', ',').replaceAll('=3D', '=');
    const token = Buffer.from(`user=${name}\x01auth=Bearer ${bearer}\x01\x01`).toString('base64');
    SASL.XOAUTH2_token.call(this as never, false, token, done);
  };
}

type Heard = Pick<TestSmtpServer, 'received' | 'logins' | 'answers'>;
type Done = (error?: Error | null) => void;

function handlers(
  heard: Heard,
  whose: (accessToken: string) => Promise<string | undefined>,
  socket: (session: SMTPServerSession) => Socket | undefined,
): SMTPServerOptions {
  const act = (what: SmtpAct, session: SMTPServerSession, done: Done): void => {
    if (what === 'cut') socket(session)?.destroy();
    else if (what !== 'silence') done(what && Object.assign(new Error(what.text), { responseCode: what.code }));
  };
  return {
    onConnect: (session, done) => act(heard.answers.connect, session, done),
    onAuth({ username = '', accessToken = '' }, session, done) {
      heard.logins.push({ username, accessToken });
      if (heard.answers.auth !== undefined) return act(heard.answers.auth, session, done);
      // As Gmail and Exchange do it: 334 with the reason, and 535 only after the client's empty line.
      const refusal = { data: { status: '401', schemes: 'bearer', scope: 'https://mail.example.com/' } };
      const judge = async (): Promise<void> => {
        try {
          done(null, (await whose(accessToken)) === username ? { user: username } : refusal);
        } catch (error) {
          done(error as Error);
        }
      };
      void judge();
    },
    onMailFrom: (_address, session, done) => act(heard.answers.mail, session, done),
    onRcptTo: ({ address }, session, done) => act(heard.answers.rcpt?.(address), session, done),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      const { envelope } = session;
      if (heard.answers.data === 'cut') stream.once('data', () => socket(session)?.destroy());
      if (heard.answers.data === 'silence') return void stream.once('readable', () => stream.read(1));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (heard.answers.dot !== undefined) return act(heard.answers.dot, session, done);
        if (stream.sizeExceeded) return done();
        void keep(heard, session, Buffer.concat(chunks).toString('utf8'), envelope).finally(done);
      });
    },
  };
}

async function keep({ received }: Heard, session: SMTPServerSession, raw: string, envelope: SMTPServerEnvelope): Promise<void> {
  received.push({
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    raw,
    mail: await simpleParser(raw),
    user: String(session.user),
    session: session.id,
  });
}

function socketOf(server: SMTPServer, session: SMTPServerSession): Socket | undefined {
  return [...server.connections].map((c) => ({ id: c.session.id, socket: rawSocket(c) })).find(({ id }) => id === session.id)
    ?.socket;
}

/** The server has no way of its own to drop one client without a reply. */
function rawSocket(connection: unknown): Socket | undefined {
  return (connection as Record<string, Socket | undefined>)['_socket'];
}
