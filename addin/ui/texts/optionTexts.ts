/** What the choices say that most merges never need: how a list is read and how its rows become mails. */
import type { MergeSettings } from '../../../shared/api/mergeSettings.ts';
import { count, rows } from './counts.ts';

type Test = MergeSettings['filters'][number]['test'];

export const optionTexts = {
  rows: {
    fold: 'Rows, groups and order',
    groupBy: 'One mail for all rows that share',
    groupNone: 'One mail for each row',
    groupHint: 'Parts of the letter between {{#each}} and {{/each}} stand there once for each row.',
    groupUseless:
      'The letter has no part that repeats, so only the first row of each group is shown. Write {{#each}} and {{/each}} around it.',
    duplicates: 'When an address comes more than once',
    duplicatesSend: 'Each row gets its own mail',
    duplicatesFirst: 'Only its first row gets a mail',
    order: 'Order of sending',
    orderList: 'As in the list',
    orderUp: (column: string) => `By ${column}`,
    orderDown: (column: string) => `By ${column}, backwards`,
    filters: 'Only rows where',
    addFilter: 'Add a condition',
    removeFilter: 'Remove',
    column: 'Column',
    test: 'Condition',
    value: 'Value',
    tests: {
      is: 'is',
      'is-not': 'is not',
      contains: 'contains',
      'contains-not': 'does not contain',
      filled: 'is filled',
      empty: 'is empty',
      less: 'is less than',
      more: 'is more than',
    } satisfies Record<Test, string>,
    left: {
      filtered: (value: number) => `${rows(value)} left out by your conditions.`,
      duplicates: (value: number) => `${rows(value)} left out: the address has its mail already.`,
      skipIf: (value: number) => `${rows(value)} left out by a field of the letter (SKIPIF).`,
    },
    unused: (columns: string) => `Not used: ${columns}`,
  },

  writing: {
    locale: 'Numbers and dates are written as in',
    localeLetter: 'the letter’s own language',
    policy: 'default',
    standard: 'Write this instead',
    standardText: 'Text where it is empty',
    dropLine: 'Leave the whole line out',
  },

  letter: {
    letterhead: 'Show header and footer of the letter in the mail',
    letterheadHint: 'The first page’s header on top, its footer below.',
    questions: 'The letter asks',
    questionHint: (standard: string) => `Empty: ${standard}`,
    document: 'Attach the merged letter as a Word document',
    documentUnnamed: 'Letter',
    documentName: 'Its file name',
    documentHint: 'Fields are allowed: Invoice {{Number}}',
  },

  list: {
    fold: 'The list looks wrong?',
    headerRow: 'The headings are in',
    headerLine: (line: number, cells: string) => `line ${line}: ${cells}`,
    encoding: 'Letters are written in',
    encodingGuessed: 'This was guessed. If names look wrong, choose another one.',
    delimiter: 'Cells are parted by',
    delimiters: { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as Record<string, string>,
    hidden: 'Read hidden rows too',
  },

  preview: {
    rows: (value: number) => `${count(value, 'row', 'rows')} in this mail`,
  },
} as const;
