/** An IMAP server that nobody here wrote (npm `hoodiecrow-imap`), behind TLS, with access tokens in place of passwords. */
import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { MailServer } from '../../shared/api/apps.ts';
import { aTestCertificate } from './aTestCertificate.ts';

interface Connection {
  state: string;
  send: (response: object, description: string, parsed: unknown, data: unknown) => void;
}

type Handler = (
  connection: Connection,
  parsed: { tag: string; attributes?: { value?: string }[] },
  data: unknown,
  done: () => void,
) => void;

interface Hoodiecrow {
  server: Server;
  users: Record<string, { password: string; xoauth2: { accessToken: string } }>;
  listen: (port: number, host: string, done: () => void) => void;
  registerCapability: (name: string, when?: (connection: Connection) => boolean) => void;
  setCommandHandler: (command: string, handler: Handler) => void;
  getCommandHandler: (command: string) => Handler;
}

export interface TestImapServer {
  server: MailServer;
  ca: string;
  /** May be changed while it runs (see the setup). */
  switchedOff: boolean;
  connections: () => number;
  close: () => Promise<void>;
}

export interface ImapSetup {
  /** Access token → the address it belongs to. */
  tokens?: Record<string, string>;
  /** Besides: whose access token this is, asked at whoever issued it. */
  whose?: (accessToken: string) => Promise<string | undefined>;
  /** `none`: no TLS at all. */
  security?: MailServer['security'] | 'none';
  /** As Exchange answers where IMAP is switched off for the mailbox: the login is taken, and nothing can be done with it. */
  switchedOff?: boolean;
}

export async function anImapServer(setup: ImapSetup = {}): Promise<TestImapServer> {
  const { tokens = { 'token-1': 'me@example.com' }, security = 'tls' } = setup;
  const pem = await aTestCertificate();
  const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;
  const imap = hoodiecrow({
    secureConnection: security === 'tls',
    credentials: { key: pem.key, cert: pem.cert },
    plugins: ['SASL-IR', 'XOAUTH2', 'NAMESPACE', ...(security === 'starttls' ? ['STARTTLS'] : [])],
    users: Object.fromEntries(
      Object.entries(tokens).map(([accessToken, address]) => [address, { password: '-', xoauth2: { accessToken } }]),
    ),
  });
  const state = { switchedOff: setup.switchedOff === true };
  switchOff(imap, state);
  if (setup.whose) askFirst(imap, setup.whose);
  const sockets = new Set<Socket>();
  let connections = 0;
  imap.server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
  const { port } = imap.server.address() as AddressInfo;
  return {
    server: { host: 'localhost', port, security: security === 'tls' ? 'tls' : 'starttls', auth: 'xoauth2' },
    ca: pem.ca,
    get switchedOff() {
      return state.switchedOff;
    },
    set switchedOff(next) {
      state.switchedOff = next;
    },
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        imap.server.close(() => resolve());
      }),
  };
}

function switchOff(imap: Hoodiecrow, state: { switchedOff: boolean }): void {
  const usual = imap.getCommandHandler('NAMESPACE');
  imap.setCommandHandler('NAMESPACE', (connection, parsed, data, done) => {
    if (!state.switchedOff) return usual(connection, parsed, data, done);
    const attributes = [{ type: 'TEXT', value: 'User is authenticated but not connected.' }];
    connection.send({ tag: parsed.tag, command: 'BAD', attributes }, 'NAMESPACE', parsed, data);
    done();
  });
}

/** The server knows one token per user by heart: the one that is shown is made the user's right before it is looked at. */
function askFirst(imap: Hoodiecrow, whose: (accessToken: string) => Promise<string | undefined>): void {
  const usual = imap.getCommandHandler('AUTHENTICATE XOAUTH2');
  imap.setCommandHandler('AUTHENTICATE XOAUTH2', (connection, parsed, data, done) => {
    const said = Buffer.from(parsed.attributes?.[0]?.value ?? '', 'base64').toString('utf8');
    const accessToken = said.split('\x01')[1]?.replace(/^auth=Bearer /, '') ?? '';
    const learn = async (): Promise<void> => {
      const address = await whose(accessToken);
      for (const [name, user] of Object.entries(imap.users))
        if (user.xoauth2.accessToken === accessToken) delete imap.users[name];
      if (address !== undefined) imap.users[address] = { password: '-', xoauth2: { accessToken } };
      usual(connection, parsed, data, done);
    };
    void learn();
  });
}
