/** `mergepost <command>`: the same abilities without a browser. Each command loads only what it needs. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { addAccountCommands } from './cli/accountCommands.ts';
import { addManifestCommand } from './cli/manifestCommand.ts';
import { addMergeCommands } from './cli/mergeCommands.ts';
import { environment } from './environment.ts';

const out = (line: string): unknown => process.stdout.write(`${line}\n`);
const err = (line: string): unknown => process.stderr.write(`${line}\n`);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

// Whoever reads our output may have had enough (`| head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const program = new Command('mergepost')
  .description('Send a Word mail merge from your own mailbox.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help to see what there is)');

program
  .command('serve')
  .description('start the server (sandbox mode without settings)')
  .action(async () => {
    const { serve } = await import('./serve.ts');
    process.exitCode = await serve({ env: environment(process.env), out, err });
  });

program
  .command('sandbox')
  .description('start only the sandbox: a stand-in for Microsoft and Google, with a mailbox to look at')
  .option('--port <number>', 'port to listen on (default: SANDBOX_PORT, or 3001)', wholeNumber)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--https', 'serve https with a certificate made now', false)
  .option('--per-minute <number>', 'refuse more messages a minute than this, as Exchange does', wholeNumber)
  .option('--state <file>', 'keep mails and consents in this file over restarts')
  .action(async (options: { port?: number; host: string; https: boolean; perMinute?: number; state?: string }) => {
    const { runSandbox } = await import('./runSandbox.ts');
    const port = options.port ?? Number(environment(process.env)['SANDBOX_PORT'] || 3001);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) program.error('error: SANDBOX_PORT must be a port number.');
    process.exitCode = await runSandbox({ ...options, port }, { out, err });
  });

program
  .command('migrate')
  .description('bring the database up to date (the server does this at every start)')
  .action(async () => {
    const { runMigrations } = await import('./runMigrations.ts');
    process.exitCode = await runMigrations(environment(process.env), out, err);
  });

program
  .command('doctor')
  .description('look at settings, hosts, clocks, applications and mailboxes; also while a server runs')
  .option('--json', 'print the findings as JSON', false)
  .action(async (options: { json: boolean }) => {
    const { runDoctor } = await import('./runDoctor.ts');
    const { printDoctor } = await import('./cli/printDoctor.ts');
    process.exitCode = printDoctor(await runDoctor(environment(process.env)), { ...options, now: Date.now() }, out);
    // A name that DNS never answers for would keep the process for minutes, and nobody waits for it any more.
    setTimeout(() => process.exit(), 1000).unref();
  });

program
  .command('explain')
  .description('what an error code or text means and who does what next: AADSTS65001, 5.7.233, “535 5.7.139 …”')
  .argument('<words...>', 'the code, or the whole text')
  .action(async (words: string[]) => {
    const { printHelp } = await import('./cli/printHelp.ts');
    process.exitCode = printHelp(words, { out, err });
  });

addMergeCommands(program, { out, err }, (code) => {
  process.exitCode = code;
});

addManifestCommand(program, version, { out, err }, (code) => {
  process.exitCode = code;
});

addAccountCommands(program, async () => {
  const { runAccounts } = await import('./runAccounts.ts');
  return runAccounts({ env: environment(process.env), out, err });
});

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong with the arguments; help and version are no failure.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('It must be a whole number.');
  return number;
}
