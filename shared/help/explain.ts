/** What a code, or a whole error text with codes in it, means. Pure; never throws; nothing known is an empty list. */
import { DIALOG_HELP, dialogHelp } from './dialogHelp.ts';
import { ENTRA_CODES } from './entraCodes.ts';
import { explainReply } from './explainReply.ts';
import { GMAIL_REASONS, GOOGLE_SIGN_IN } from './googleCodes.ts';
import { GRAPH_CODES } from './graphCodes.ts';
import type { HelpEntry, HelpMatch, HelpTable } from './helpEntry.ts';
import { ENTRA_SUBERRORS, OAUTH_ERRORS } from './oauthErrors.ts';
import { SYMPTOMS } from './signInSymptoms.ts';

/** Longer texts are no error texts; the rest of them is not looked at. */
const LONGEST = 4000;

/** The most exact explanation first. */
export function explain(text: string): HelpMatch[] {
  const said = text.slice(0, LONGEST).trim();
  const numbers = entraNumbers(said);
  const ofEntra = numbers.length > 0 || /AADSTS\d/i.test(said);
  const exact = [
    ...numbers,
    ...explainReply(said),
    ...words(said, GRAPH_CODES, 'graph'),
    ...(ofEntra ? [] : dialogNumbers(said)),
  ];
  return distinct([
    ...exact,
    ...(exact.length > 0 ? [] : symptoms(said)),
    ...words(said, ENTRA_SUBERRORS, 'entra'),
    ...words(said, OAUTH_ERRORS, 'oauth'),
    ...(ofEntra ? [] : [...words(said, GOOGLE_SIGN_IN, 'google'), ...words(said, GMAIL_REASONS, 'google')]),
  ]);
}

/** In a description, in the body's `error_codes`, in the address of Microsoft's own look-up page, or alone. */
function entraNumbers(said: string): HelpMatch[] {
  const named = [...said.matchAll(/AADSTS(\d+)/gi), ...said.matchAll(/error\?code=(\d+)/gi)].map(([, number = '']) => number);
  const listed = [...said.matchAll(/error_codes["']?\s*[:=]\s*\[([\d,\s]*)\]/gi)].flatMap(([, list = '']) =>
    list.split(/[\s,]+/),
  );
  const alone = /^\d+$/.test(said) ? [said] : [];
  return [...named, ...listed, ...alone].flatMap((number) => match(ENTRA_CODES.get(number), `AADSTS${number}`, 'entra'));
}

function dialogNumbers(said: string): HelpMatch[] {
  return [...said.matchAll(/(?<![\w.-])12\d{3}(?![\w-]|\.\d)/g)].flatMap(([code]) =>
    Object.hasOwn(DIALOG_HELP, code) ? match(dialogHelp(Number(code)), code, 'dialog') : [],
  );
}

/** A code that is an ordinary word, like "forbidden", counts only where nothing else is said. */
function words(said: string, table: HelpTable, source: HelpMatch['source']): HelpMatch[] {
  const spoken = new Set((said.match(/[A-Za-z]\w*/g) ?? []).map((word) => word.toLowerCase()));
  return [...table].flatMap(([code, entry]) => {
    const found = isOrdinary(code) ? said.toLowerCase() === code.toLowerCase() : spoken.has(code.toLowerCase());
    return found ? match(entry, code, source) : [];
  });
}

function isOrdinary(code: string): boolean {
  return /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(code);
}

function symptoms(said: string): HelpMatch[] {
  const plain = ` ${said.toLowerCase().replaceAll('’', "'")} `;
  return SYMPTOMS.filter(({ keyword, says }) => [keyword, ...says].some((phrase) => holds(plain, phrase))).flatMap(
    ({ keyword, source, who, text }) => match({ who, text }, keyword, source),
  );
}

/** As whole words: "redirect_uri" is not in "redirect_uri_mismatch". */
function holds(plain: string, phrase: string): boolean {
  for (let at = plain.indexOf(phrase); at > 0; at = plain.indexOf(phrase, at + 1)) {
    if (!/\w/.test(plain[at - 1] ?? '') && !/\w/.test(plain[at + phrase.length] ?? '')) return true;
  }
  return false;
}

function match(entry: HelpEntry | undefined, code: string, source: HelpMatch['source']): HelpMatch[] {
  return entry ? [{ code, source, ...entry }] : [];
}

function distinct(matches: readonly HelpMatch[]): HelpMatch[] {
  return matches.filter((one, i) => matches.findIndex((other) => other.text === one.text) === i);
}
