/** What was typed at `mergepost render` and `mergepost analyse` → settings of the merge, or the sentence that says what is wrong. Pure. */
import { type FieldPolicy, type MergeSettings, PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { normalName } from '../../shared/merge/fieldNames.ts';
import type { CompiledLetter } from '../merge/compiledLetter.ts';
import { knownLocale } from '../merge/mergeLocale.ts';
import { quoted } from '../merge/readResult.ts';
import { readFilter } from './readFilter.ts';

export type MergeOptions = {
  template: string;
  data: string;
  sheet?: string | undefined;
  headerRow?: number | undefined;
  encoding?: string | undefined;
  delimiter?: string | undefined;
  hiddenRows?: boolean | undefined;
  subject?: string | undefined;
  toField?: string | undefined;
  docx?: boolean | undefined;
  letterhead?: boolean | undefined;
  locale?: string | undefined;
  policy?: string | undefined;
  /** What stands in the place of an empty value; says `--policy default` by itself. */
  default?: string | undefined;
  fieldPolicy?: string[] | undefined;
  column?: string[] | undefined;
  groupBy?: string | undefined;
  filter?: string[] | undefined;
  order?: string | undefined;
  duplicates?: string | undefined;
  answer?: string[] | undefined;
};

export type Chosen = {
  settings: MergeSettings;
  policies: Record<string, FieldPolicy>;
  /** Field → column; '' means none. */
  columns: Record<string, string>;
};

export type Understood<T> = { ok: true; value: T } | { ok: false; text: string };

/** Where an option cannot be understood the whole command ends, so the first sentence is enough. */
class NotUnderstood extends Error {}

export function readMergeOptions(
  options: MergeOptions,
  fields: readonly string[],
  letter: Pick<CompiledLetter, 'questions'>,
  headers: readonly string[],
): Understood<Chosen> {
  try {
    const settings: MergeSettings = {
      ...PLAIN_MERGE,
      locale: localeOf(options.locale),
      groupBy: options.groupBy === undefined ? null : columnOf(options.groupBy, headers, '--group-by'),
      filters: (options.filter ?? []).map((text) => readFilter(text, headers) ?? refuse(filterHelp(text, headers))),
      order: options.order === undefined ? null : orderOf(options.order, headers),
      duplicates: duplicatesOf(options.duplicates),
      answers: Object.fromEntries((options.answer ?? []).map((text) => answerOf(text, letter.questions))),
      letterhead: options.letterhead === true,
      document: options.docx === true ? { name: 'letter' } : null,
      policy: generalPolicy(options.policy, options.default),
    };
    const policies = Object.fromEntries((options.fieldPolicy ?? []).map((text) => fieldPolicyOf(text, fields)));
    const columns = Object.fromEntries((options.column ?? []).map((text) => choiceOf(text, fields, headers)));
    return { ok: true, value: { settings, policies, columns } };
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, text: error.message };
    throw error;
  }
}

function refuse(text: string): never {
  throw new NotUnderstood(text);
}

/** The same spelling first, then the same name. */
export function named(wanted: string, names: readonly string[]): string | undefined {
  return names.find((name) => name === wanted) ?? names.find((name) => normalName(name) === normalName(wanted));
}

function columnOf(wanted: string, headers: readonly string[], option: string): string {
  return (
    named(wanted, headers) ??
    refuse(`${option}: There is no column ${quoted(wanted)}. The list has ${headers.map(quoted).join(', ')}.`)
  );
}

function localeOf(tag: string | undefined): string | null {
  if (tag === undefined) return null;
  return knownLocale(tag) ?? refuse(`--locale: ${quoted(tag)} is no language this program knows. Write it like de-DE or en-GB.`);
}

function orderOf(text: string, headers: readonly string[]): NonNullable<MergeSettings['order']> {
  const whole = named(text, headers);
  if (whole !== undefined) return { column: whole, descending: false };
  const [, column = text, direction = 'asc'] = /^(.*):(asc|desc)$/is.exec(text) ?? [];
  return { column: columnOf(column, headers, '--order'), descending: direction.toLowerCase() === 'desc' };
}

function duplicatesOf(text: string | undefined): MergeSettings['duplicates'] {
  if (text === undefined || text === 'send' || text === 'first') return text ?? 'send';
  return refuse(`--duplicates: ${quoted(text)} is neither send nor first.`);
}

/**
 * `default` without a text leaves the decision to the letter: fields with a default of their own (`| default: "…"`) use it, and
 * for the others nothing is known that could stand there, so they block.
 */
function generalPolicy(policy: string | undefined, text: string | undefined): FieldPolicy {
  if (text !== undefined && text !== '' && (policy === undefined || policy === 'default')) return { default: text };
  if (text !== undefined && policy !== 'default' && policy !== undefined)
    return refuse(`--default goes with --policy default, not with --policy ${policy}.`);
  switch (policy) {
    case undefined:
    case 'block':
    case 'default':
      return 'block';
    case 'empty':
    case 'drop-line':
      return policy;
    default:
      return refuse(`--policy: ${quoted(policy)} is none of block, default, empty and drop-line.`);
  }
}

function fieldPolicyOf(text: string, fields: readonly string[]): [string, FieldPolicy] {
  const [, field = '', policy = '', standard] = /^(.+?)=(block|empty|drop-line|default:(.*))$/s.exec(text) ?? [];
  if (field === '' || standard === '')
    return refuse(
      `--field-policy: ${quoted(text)} must be like Amount=block, Amount=empty, Amount=drop-line or Amount=default:0.`,
    );
  const known = fieldOf(field, fields, '--field-policy');
  if (standard !== undefined) return [known, { default: standard }];
  return [known, policy === 'empty' || policy === 'drop-line' ? policy : 'block'];
}

function fieldOf(wanted: string, fields: readonly string[], option: string): string {
  const has = fields.length === 0 ? 'It has none.' : `It has ${fields.map(quoted).join(', ')}.`;
  return named(wanted.trim(), fields) ?? refuse(`${option}: The letter has no field ${quoted(wanted)}. ${has}`);
}

/** Names may hold an equals sign, so every one of them is tried. */
function choiceOf(text: string, fields: readonly string[], headers: readonly string[]): [string, string] {
  const signs = [...text.matchAll(/=/g)].map(({ index }) => index);
  if (signs.length === 0) return refuse(`--column: ${quoted(text)} must be like Field=Column.`);
  for (const sign of signs) {
    const [field, column] = [named(text.slice(0, sign).trim(), fields), text.slice(sign + 1).trim()];
    if (field === undefined) continue;
    if (column === '') return [field, ''];
    const known = named(column, headers);
    if (known !== undefined) return [field, known];
  }
  const [first = 0] = signs;
  const field = fieldOf(text.slice(0, first), fields, '--column');
  return [field, columnOf(text.slice(first + 1).trim(), headers, '--column')];
}

function answerOf(text: string, questions: CompiledLetter['questions']): [string, string] {
  for (const { index } of text.matchAll(/=/g)) {
    const asked = normalName(text.slice(0, index));
    const found = questions.find(({ key, prompt }) => normalName(prompt) === asked || normalName(key) === asked);
    if (found !== undefined) return [found.key, text.slice(index + 1).trim()];
  }
  const asks =
    questions.length === 0
      ? 'The letter asks nothing.'
      : `The letter asks ${questions.map(({ prompt }) => quoted(prompt)).join(', ')}.`;
  return refuse(`--answer: ${quoted(text)} must be like "Question=Answer". ${asks}`);
}

function filterHelp(text: string, headers: readonly string[]): string {
  return (
    `--filter: ${quoted(text)} is not understood. Write a column, then is, is not, contains, contains not, less, more and a value, ` +
    `or filled or empty: "City is Berlin". The list has ${headers.map(quoted).join(', ')}.`
  );
}
