/** `mergepost manifest`: its options. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Lines } from './printTable.ts';

interface Typed {
  url: string;
  out: string;
  id?: string;
  revision: number;
}

/** @param done takes the exit code. */
export function addManifestCommand(program: Command, version: string, lines: Lines, done: (code: number) => void): void {
  program
    .command('manifest')
    .description('write manifest.xml (Word) and manifest.outlook.xml (Outlook) for a server of your own')
    .requiredOption('--url <address>', 'address under which people reach the server, such as https://mail.example.com')
    .requiredOption('--out <folder>', 'folder for the two files')
    .option(
      '--id <guid>',
      'id of the Word add-in, to replace one that was handed out under another address (default: made from the address); the id for Outlook follows from it',
    )
    .option(
      '--revision <number>',
      'last number of the version: an administrator can only replace a file by one with a higher version',
      revision,
      0,
    )
    .addHelpText(
      'after',
      '\nThe same address gives the same ids, so a new file replaces the old add-in. A server hands out its own files too:\n/manifest.xml and /manifest.outlook.xml.',
    )
    .action(async (typed: Typed) => {
      const { writeManifests } = await import('./writeManifests.ts');
      done(await writeManifests({ ...typed, version }, lines));
    });
}

/** Office takes up to five digits (schema, type Version). */
function revision(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0 to 99999.');
  return Number(text);
}
