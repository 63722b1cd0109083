/**
 * Names of fields: how they are written as text (`{{First Name}}`), and which column of a list each one means.
 * Pure and shared: the server matches with it, the pane shows with it.
 */

/** What stands between double braces: no braces, at most 500 characters, on one or several lines; no picture (U+FFFC). */
const CURLY = /\{\{([^{}\ufffc]{1,500})\}\}/g;
/** `{{@logo}}`, `{{?part}}`, `{{#if}}`, `{{else}}`, `{{/if}}` …: tags of logic or of other tools, not names of columns. */
const DIRECTIVE = /^(?:[@#/^>!&]|[?*+](?=[\p{L}_])|else$|else ?if )/iu;

/** `filters`: what stands behind the first `|` (`default: "you" | upper`), as it is written; missing where there is none. */
export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'field'; field: string; filters?: string }
  | { kind: 'directive'; text: string };
export type TagPart = Exclude<TextPart, { kind: 'text' }>;

/** Cuts a text at its `{{Field}}` places. Braces that are not closed stay text. */
export function splitFields(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { at, length, part } of findTags(text)) {
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
    parts.push(part);
    from = at + length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** The `{{…}}` of a text with their places, in order. */
export function findTags(text: string): { at: number; length: number; part: TagPart }[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(CURLY)].flatMap((found) => {
    const part = tagPart(found[1] ?? '');
    return part === null ? [] : [{ at: found.index, length: found[0].length, part }];
  });
}

function tagPart(inside: string): TagPart | null {
  const whole = tidyName(inside);
  if (DIRECTIVE.test(whole)) return { kind: 'directive', text: whole };
  const bar = inside.indexOf('|');
  const field = bar < 0 ? whole : tidyName(inside.slice(0, bar));
  if (field === '') return null;
  return bar < 0 ? { kind: 'field', field } : { kind: 'field', field, filters: inside.slice(bar + 1).trim() };
}

/** The fields of a text in order of appearance, each once. */
export function fieldsInText(text: string): string[] {
  return distinctFields(splitFields(text).flatMap((part) => (part.kind === 'field' ? [part.field] : [])));
}

/** Each field once, under the spelling that comes first; spellings that mean the same column count as one field. */
export function distinctFields(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = normalName(name);
    if (!seen.has(key)) seen.set(key, name);
  }
  return [...seen.values()];
}

function tidyName(name: string): string {
  return name
    .replaceAll('\u00ad', '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** Case, blanks and underscores do not tell names apart: Word itself writes the column `First Name` as `First_Name`. */
export function normalName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\u200b\ufeff]+/g, '');
}

/** Word also drops punctuation when it makes a field of a heading (`E-mail Address` → `Email_Address`). */
function bareName(name: string): string {
  return normalName(name).replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Field → column. `chosen` (field → column, an empty text = no column) wins where its column exists; then the same
 * spelling, then the same normal name, then the same letters and digits where exactly one column has them, then what Word makes
 * of a heading that is no field name: the first 40 characters of a long one, `M_1st` of `1st`.
 */
export function matchColumns(
  fields: readonly string[],
  headers: readonly string[],
  chosen: Readonly<Record<string, string>> = {},
): Record<string, string | null> {
  const named = headers.filter((header) => header !== '');
  const choices = new Map(Object.entries(chosen).map(([field, column]) => [normalName(field), column]));
  const byNormal = firstBy(named, normalName);
  let bare: BareHeading[] | null = null;
  const match = (field: string): string | null => {
    const choice = choices.get(normalName(field));
    if (choice === '') return null;
    if (choice !== undefined && named.includes(choice)) return choice;
    if (named.includes(field)) return field;
    const known = byNormal.get(normalName(field));
    if (known !== undefined) return known;
    // Once for all fields: letters and lists may have thousands of names.
    bare ??= named.map((heading) => ({ heading, bare: bareName(heading) }));
    return onlyOne(bare, bareName(field)) ?? onlyMade(bare, field);
  };
  return Object.fromEntries(fields.map((field) => [field, match(field)]));
}

function firstBy(headers: readonly string[], key: (header: string) => string): Map<string, string> {
  const map = new Map<string, string>();
  for (const header of headers) if (!map.has(key(header))) map.set(key(header), header);
  return map;
}

type BareHeading = { heading: string; bare: string };

function onlyOne(headings: readonly BareHeading[], bare: string): string | null {
  const same = bare === '' ? [] : headings.filter((one) => one.bare === bare);
  return same.length === 1 ? (same[0]?.heading ?? null) : null;
}

const WORD_NAME_MAX = 40;

function onlyMade(headings: readonly BareHeading[], field: string): string | null {
  const begun = bareName(field.replace(/^M_(?=\P{L})/u, ''));
  if (field.length !== WORD_NAME_MAX) return onlyOne(headings, begun);
  const same = headings.filter(({ heading, bare }) => heading.length > WORD_NAME_MAX && bare.startsWith(begun));
  return same.length === 1 ? (same[0]?.heading ?? null) : null;
}

/** Headings that mean "e-mail address", as letters and digits only, in the languages people keep lists in. */
const ADDRESS_WORDS = new Set(
  (
    'email emailaddress mail mailaddress emailid emailto recipient recipientemail workemail emailwork privateemail businessemail ' +
    'emailadresse mailadresse epost epostadress epostadresse mailadres emailadres emailový e-postadresse ' +
    'courriel adressecourriel adresseemail adressemail adresseélectronique mél ' +
    'correo correoelectrónico correoelectronico direccióndecorreo email1 emailpersonal correioeletrônico correioeletronico correioeletrónico endereçodeemail ' +
    'indirizzoemail postaelettronica indirizzomail indirizzodipostaelettronica sähköposti sähköpostiosoite tölvupóstur netfang ' +
    'adresemail adrespocztyelektronicznej pocztaelektroniczna emailcím epostacímü eposta epostaadresi eposte emailadresa elpošta elpaštas epasts ' +
    'почта электроннаяпочта адресэлектроннойпочты эпочта имейл електроннапошта елпошта ηλεκτρονικήδιεύθυνση ηλταχυδρομείο ' +
    'メール メールアドレス eメール 电子邮件 电子邮箱 邮箱 邮件 郵箱 電子郵件 이메일 이메일주소 전자우편 البريدالإلكتروني بريدإلكتروني איימייל דואל דואראלקטרוני ईमेल อีเมล'
  )
    .split(' ')
    .map(bareName),
);

const LOOKS_LIKE_ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/;
const ROWS_LOOKED_AT = 200;

/** The column that most likely holds the addresses: by its heading and by what is in it. Null where nothing speaks for one. */
export function guessAddressColumn(headers: readonly string[], rows: readonly (readonly string[])[]): string | null {
  const sample = rows.slice(0, ROWS_LOOKED_AT);
  let best: { header: string; score: number } | null = null;
  for (const [index, header] of headers.entries()) {
    if (header === '') continue;
    const score = headingScore(header) + 3 * addressShare(sample, index);
    if (score >= 1 && (best === null || score > best.score)) best = { header, score };
  }
  return best?.header ?? null;
}

function headingScore(header: string): number {
  const bare = bareName(header);
  if (ADDRESS_WORDS.has(bare)) return 2;
  return /e?mail|courriel|correo|epost|メール|邮箱|почта/u.test(bare) ? 1 : 0;
}

/** Of the cells that hold something, the part that looks like an address. */
function addressShare(rows: readonly (readonly string[])[], index: number): number {
  const filled = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return 0;
  return filled.filter((cell) => LOOKS_LIKE_ADDRESS.test(cell)).length / filled.length;
}
