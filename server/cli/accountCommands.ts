/** The commands under `mergepost accounts`: names and options only; what they do is passed in. */
import { type Command, InvalidArgumentError } from 'commander';
import type { SignInOptions } from './appFromOptions.ts';

/** Where a mailbox goes: a running server, or the database of this computer. */
export interface Destination {
  importTo?: string;
  tokenFile?: string;
  user?: string;
  fromName?: string;
  email?: string;
  keepAlive?: true;
}

export type SignInCommand = SignInOptions &
  Destination & { deviceCode?: true; port: number; browser: boolean; clientSecretFile?: string };

export interface ImportCommand extends Destination {
  file: string;
  provider?: string;
  clientId?: string;
  tenant?: string;
}

export interface ServerCommand {
  server?: string;
  tokenFile?: string;
}

/** Each answers the exit code. */
export interface AccountRuns {
  signIn(options: SignInCommand): Promise<number>;
  importFile(options: ImportCommand): Promise<number>;
  list(options: ServerCommand): Promise<number>;
  test(id: string, options: ServerCommand): Promise<number>;
}

/** @param runs loads what a command needs, when it is needed. */
export function addAccountCommands(program: Command, runs: () => Promise<AccountRuns>): void {
  const accounts = program.command('accounts').description('mailboxes: sign in, import, list, test');
  const end = async (work: Promise<number>): Promise<void> => {
    process.exitCode = await work;
  };

  destination(
    accounts
      .command('sign-in')
      .description('sign in to a mailbox on this computer and bring it to a server; nothing secret is printed')
      .requiredOption('--provider <kind>', 'microsoft, google or generic')
      .requiredOption('--client-id <id>', 'application (client) id, registered as a public client')
      .option('--client-secret-file <file>', 'where the provider wants a secret all the same (Google)')
      .option('--tenant <id>', 'Microsoft: tenant id or domain, common, organizations or consumers')
      .option('--cloud <name>', 'Microsoft: global, usgov, dod or china')
      .option('--base-scope <name>', 'graph, gmail, smtp or imap-smtp')
      .option('--issuer <url>', 'generic: OpenID Connect issuer, in place of the addresses')
      .option('--authorize-url <url>', 'address of the sign-in page')
      .option('--token-url <url>', 'address of the token endpoint')
      .option('--userinfo-url <url>', 'address that tells whose tokens they are')
      .option('--device-url <url>', 'address for --device-code')
      .option('--scope <words>', 'permissions to ask for, with blanks between')
      .option('--smtp <host:port>', 'generic: server that mail goes out through')
      .option('--imap <host:port>', 'server to be checked too, with --base-scope imap-smtp')
      .option('--device-code', 'type a code on another device: for computers without a browser')
      .option('--port <number>', 'port to listen on for the way back', portNumber, 0)
      .option('--no-browser', 'only print the address'),
  ).action((options: SignInCommand) => end(runs().then((run) => run.signIn(options))));

  destination(
    accounts
      .command('import')
      .description('bring a mailbox from tokens that another program keeps in a JSON file')
      .requiredOption('--file <file>', 'JSON with refresh_token (or refreshToken), client_id, client_secret …')
      .option('--provider <kind>', 'microsoft (default), google, generic, or the key of an application of the server')
      .option('--client-id <id>', 'where the file does not say it')
      .option('--tenant <id>', 'where the file does not say it'),
  ).action((options: ImportCommand) => end(runs().then((run) => run.importFile(options))));

  server(accounts.command('list').description('the mailboxes of a running server, with their states')).action(
    (options: ServerCommand) => end(runs().then((run) => run.list(options))),
  );
  server(
    accounts
      .command('test')
      .description('send a test mail from a mailbox to itself and time each step')
      .argument('<id>', 'id of the mailbox'),
  ).action((id: string, options: ServerCommand) => end(runs().then((run) => run.test(id, options))));
}

function destination(command: Command): Command {
  return command
    .option('--email <address>', 'address of the mailbox, where the provider does not say it')
    .option('--from-name <name>', 'name that receivers see')
    .option('--keep-alive', 'refresh it every 30 days though nobody uses it')
    .option('--import-to <url>', 'a running server; without it the database of the settings on this computer')
    .option('--token-file <file>', 'file with a session token of that server (or MERGEPOST_TOKEN)')
    .option('--user <who>', 'without --import-to: id, address or subject of the user it belongs to');
}

function server(command: Command): Command {
  return command
    .option('--server <url>', 'address of the server (default: SERVER_URL, or http://localhost:3000)')
    .option('--token-file <file>', 'file with a session token of that server (or MERGEPOST_TOKEN)');
}

function portNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('It must be a number up to 65535.');
  return number;
}
