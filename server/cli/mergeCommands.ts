/** `mergepost render`, `mergepost analyse` and `mergepost table`: the merge without server and account. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { MergeOptions } from './mergeOptions.ts';
import type { Lines } from './printTable.ts';

type Typed = Omit<MergeOptions, 'template' | 'data'> & { template?: string; data?: string };

/** Each command loads only what it needs. `done` takes the exit code. */
export function addMergeCommands(program: Command, lines: Lines, done: (code: number) => void): void {
  mergeCommand(program.command('render'), 'merge a letter with a list into files, without server and account')
    .requiredOption('--out <folder>', 'folder for 0001.eml, 0001.html, 0001.txt … and report.json')
    .option('--docx', 'the merged Word document of every message too (0001.docx …)', false)
    .action(async (letter: string | undefined, data: string | undefined, typed: Typed & { out: string }, command: Command) => {
      const { renderFiles } = await import('./renderFiles.ts');
      done(await renderFiles({ ...withFiles(letter, data, typed, command), out: typed.out }, lines));
    });
  mergeCommand(program.command('analyse').alias('analyze'), 'what would happen: fields, columns, missing values, addresses')
    .option('--docx', 'the merged Word document is wanted too: header and footer need their values', false)
    .option('--json', 'print it as JSON', false)
    .addHelpText(
      'after',
      '\nEnds with 0 where nothing stops a start, 1 where something does, 2 where letter or list cannot be read.',
    )
    .action(async (letter: string | undefined, data: string | undefined, typed: Typed & { json: boolean }, command: Command) => {
      const { printAnalysis } = await import('./printAnalysis.ts');
      done(await printAnalysis({ ...withFiles(letter, data, typed, command), json: typed.json }, lines));
    });
  readingOptions(program.command('table').description('print what was read from a list, as JSON'))
    .requiredOption('--data <file>', 'the list: .xlsx or .csv')
    .action(async (options: { data: string }) => {
      const { printTable } = await import('./printTable.ts');
      done(await printTable(options, lines));
    });
}

function mergeCommand(command: Command, description: string): Command {
  command
    .description(description)
    .argument('[letter]', 'the letter: a Word document or an .html file (or --template)')
    .argument('[list]', 'the list: .xlsx, .csv or .json (or --data)')
    .option('--template <file>', 'the letter')
    .option('--data <file>', 'the list');
  return readingOptions(command)
    .option('--subject <text>', 'subject with fields, such as "Hi {{First Name}}"')
    .option('--to-field <column>', 'column with the addresses')
    .option('--column <field=column>', 'a field takes this column ("Field=" takes none); may be repeated', listed)
    .option('--locale <tag>', 'how numbers and dates are written, such as de-DE (default: as the letter)')
    .addOption(new Option('--policy <policy>', 'what an empty value means').choices(['block', 'default', 'empty', 'drop-line']))
    .option('--default <text>', 'what stands in the place of an empty value')
    .option('--field-policy <field=policy>', 'the same for one field: Amount=default:0; may be repeated', listed)
    .option('--filter <test>', 'only rows that pass: "City is Berlin", "Amount more 100"; may be repeated', listed)
    .option('--order <column[:desc]>', 'order of the messages (default: as the list)')
    .option('--group-by <column>', 'rows that are equal in this column become one message')
    .addOption(
      new Option('--duplicates <way>', 'two messages to one address: send both, or the first only').choices(['send', 'first']),
    )
    .option('--answer <question=text>', 'answer to a question of the letter (ASK, FILLIN); may be repeated', listed)
    .option('--letterhead', "the first page's header stands on top of the mail, its footer below", false);
}

function readingOptions(command: Command): Command {
  return command
    .option('--sheet <name>', 'sheet of the workbook')
    .option('--header-row <number>', 'row or line that holds the headings, from 1 (default: found by itself)', fromOne)
    .option('--encoding <label>', 'encoding of a text file, such as windows-1252 (default: found by itself)')
    .option(
      '--delimiter <character>',
      'what parts the cells of a text file; "tab" for a tab (default: found by itself)',
      oneCharacter,
    )
    .option('--hidden-rows', 'take rows that are hidden in the sheet too', false);
}

function withFiles(letter: string | undefined, list: string | undefined, typed: Typed, command: Command): MergeOptions {
  const template = typed.template ?? letter;
  // Where the letter is given by name, a single argument is the list.
  const data = typed.data ?? (typed.template === undefined ? list : (list ?? letter));
  if (template === undefined) command.error('error: the letter is missing. Name it: --template letter.docx');
  if (data === undefined) command.error('error: the list is missing. Name it: --data people.xlsx');
  return { ...typed, template, data };
}

function listed(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function fromOne(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
}

function oneCharacter(text: string): string {
  if (/^(?:tab|\\t)$/i.test(text)) return '\t';
  if (text.length !== 1) throw new InvalidArgumentError('It must be one character, or "tab".');
  return text;
}
