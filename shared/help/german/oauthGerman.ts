/** What the errors of OAuth 2.0 mean for the person who signs in, in German, where the name of the mail service is not known. */
import { SERVICE_WORDS_GERMAN } from './serviceWordsGerman.ts';

/** Null: not known, or not for that person to mend. */
export function oauthGerman(error: string): string | null {
  return WORDS.get(error) ?? null;
}

const FOR_PEOPLE = [
  'invalid_grant',
  'invalid_token',
  'login_required',
  'interaction_required',
  'reauth_required',
  'account_selection_required',
  'consent_required',
  'insufficient_scope',
  'expired_token',
  'unknown_error',
] as const;

/** A map: anybody can write `error=constructor` into an address. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ...FOR_PEOPLE.map((error) => [error, SERVICE_WORDS_GERMAN[error]('Der Maildienst')] as const),
  [
    'no_refresh_token',
    'Die Erlaubnis gilt nur für eine Stunde. Verbinden Sie noch einmal und stimmen Sie auch dem dauerhaften Zugriff zu.',
  ],
  [
    'invalid_id_token',
    'Die Antwort des Maildienstes hat nicht bewiesen, wer sich angemeldet hat. Beginnen Sie in Mergepost noch einmal.',
  ],
]);
