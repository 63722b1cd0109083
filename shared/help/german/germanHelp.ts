/**
 * The German of a help text. It is asked for by the English text, because that is what is kept (the reason of a mailbox's
 * state), while the German stands beside the code. Only the server takes it: the pane has no room for so many words.
 */
import { ENTRA_CODES } from '../entraCodes.ts';
import { GMAIL_REASONS, GOOGLE_SIGN_IN } from '../googleCodes.ts';
import { GRAPH_CODES } from '../graphCodes.ts';
import type { HelpTable } from '../helpEntry.ts';
import { ENTRA_SUBERRORS, OAUTH_ERRORS } from '../oauthErrors.ts';
import { SERVICE_WORDS, type ServiceError } from '../serviceWords.ts';
import { SMTP_CODES, SMTP_WORDINGS } from '../smtpCodes.ts';
import { ENTRA_GERMAN } from './entraGerman.ts';
import type { GermanWords } from './germanWords.ts';
import { GMAIL_GERMAN, GOOGLE_SIGN_IN_GERMAN } from './googleGerman.ts';
import { GRAPH_GERMAN } from './graphGerman.ts';
import { ENTRA_SUBERRORS_GERMAN, OAUTH_ERRORS_GERMAN } from './oauthErrorsGerman.ts';
import { SERVICE_WORDS_GERMAN } from './serviceWordsGerman.ts';
import { SMTP_GERMAN, SMTP_WORDINGS_GERMAN } from './smtpGerman.ts';

/** Holds the place of a name; no name has it. */
const HOLE = '\u0000';

const WORDINGS: HelpTable = new Map(SMTP_WORDINGS.map(({ says, who, text }) => [says, { who, text }]));

/** Every table of the help that has German words, with them. */
export const IN_BOTH: Readonly<Record<string, readonly [HelpTable, GermanWords]>> = {
  entra: [ENTRA_CODES, ENTRA_GERMAN],
  suberrors: [ENTRA_SUBERRORS, ENTRA_SUBERRORS_GERMAN],
  oauth: [OAUTH_ERRORS, OAUTH_ERRORS_GERMAN],
  graph: [GRAPH_CODES, GRAPH_GERMAN],
  google: [GOOGLE_SIGN_IN, GOOGLE_SIGN_IN_GERMAN],
  gmail: [GMAIL_REASONS, GMAIL_GERMAN],
  smtp: [SMTP_CODES, SMTP_GERMAN],
  wordings: [WORDINGS, SMTP_WORDINGS_GERMAN],
};

const BY_ENGLISH: GermanWords = new Map(
  Object.values(IN_BOTH).flatMap(([english, german]) =>
    [...english].flatMap(([code, { text }]) => {
      const words = german.get(code);
      return words === undefined ? [] : [[text, words] as const];
    }),
  ),
);

/** @param english as the English tables have it, to the letter; null where there is no German for it. */
export function germanHelp(english: string): string | null {
  return BY_ENGLISH.get(english) ?? ofNamedService(english);
}

/** What stands before and after the name of the service, and the German with a name in it. */
const NAMED = (Object.keys(SERVICE_WORDS) as ServiceError[]).map((error) => {
  const [before = '', after = null] = SERVICE_WORDS[error](HOLE).split(HOLE);
  return { before, after, german: SERVICE_WORDS_GERMAN[error] };
});

function ofNamedService(english: string): string | null {
  for (const { before, after, german } of NAMED) {
    if (after === null && english === before) return german('');
    if (after === null || !english.startsWith(before) || !english.endsWith(after)) continue;
    const name = english.slice(before.length, english.length - after.length);
    if (name !== '' && !name.includes('. ')) return german(name);
  }
  return null;
}

/** What happened and the next step, where the last sentence of a help text is kept apart as the step. */
export interface ReasonAndNext {
  reason: string;
  next: string | null;
}

/** Null where there is no German for the reason; the step stays English where only the reason is of the help. */
export function germanReason({ reason, next }: ReasonAndNext): ReasonAndNext | null {
  const whole = next === null ? null : germanHelp(`${reason} ${next}`);
  if (whole !== null) {
    const at = whole.lastIndexOf('. ') + 1;
    return at === 0 ? { reason: whole, next } : { reason: whole.slice(0, at), next: whole.slice(at + 1) };
  }
  const alone = germanHelp(reason);
  return alone === null ? null : { reason: alone, next };
}
