/** The key of an app: a part of its addresses, so what is not an address part, or means something else there, is refused. */
import { APP_KEY_PATTERN, APP_KINDS, type AppKind, RESERVED_KEYS } from '../../shared/api/apps.ts';

const PATTERN = new RegExp(APP_KEY_PATTERN);
const LONGEST = 40;
/** Room for a number behind it. */
const LONGEST_WORDS = 36;

/** What is wrong with a key that somebody chose; null: nothing. */
export function keyProblem(key: string, kind: AppKind): string | null {
  if (!PATTERN.test(key)) {
    return `The key “${key}” cannot be part of an address. Use 2 to ${LONGEST} small letters, digits and hyphens, beginning with a letter.`;
  }
  if (isReserved(key)) return `The key “${key}” is an address of Mergepost itself. Choose another one.`;
  // A mailbox is told apart by its kind's name or its app's key: one of them must not look like another.
  if (key !== kind && APP_KINDS.some((other) => other === key)) {
    return `The key “${key}” is kept for apps of that kind. Choose another one.`;
  }
  return null;
}

/** The first free key: the kind, for a generic app its name; then the same with 2, 3 … behind it. */
export function defaultKey(kind: AppKind, name: string, taken: ReadonlySet<string>): string {
  const stem = kind === 'generic' ? wordsOf(name) : kind;
  return firstFree(stem, '-', (key) => taken.has(key) || keyProblem(key, kind) !== null);
}

/** The first free of `stem`, `stem 2`, `stem 3` … */
export function firstFree(stem: string, between: string, isTaken: (text: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const text = number === 1 ? stem : `${stem}${between}${number}`;
    if (!isTaken(text)) return text;
  }
}

function isReserved(key: string): boolean {
  return RESERVED_KEYS.some((reserved) => reserved === key);
}

/** “Fjord Mail (Øst)” → `fjord-mail-st`; nothing usable in it → `mail`. */
function wordsOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_WORDS)
    .replace(/-+$/, '');
  return words.length < 2 ? 'mail' : words;
}
