/** What the errors of OAuth 2.0 mean for the person who signs in, in German (shared/help/oauthErrors.ts, server/oauth/oauthHelp.ts). */

/** Null: not known, or not for that person to mend. */
export function oauthGerman(error: string): string | null {
  return WORDS.get(error) ?? null;
}

const AGAIN = 'Verbinden Sie das Postfach noch einmal und melden Sie sich an.';
const signIn = `Der Maildienst verlangt eine neue Anmeldung. ${AGAIN}`;

/** A map: anybody can write `error=constructor` into an address. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['invalid_grant', `Der Maildienst nimmt die Erlaubnis nicht mehr an: Sie ist abgelaufen oder wurde zurückgenommen. ${AGAIN}`],
  ['invalid_token', `Der Maildienst nimmt die Erlaubnis nicht mehr an. ${AGAIN}`],
  ['login_required', signIn],
  ['interaction_required', signIn],
  ['reauth_required', signIn],
  ['account_selection_required', 'Wählen Sie ein Konto. Verbinden Sie das Postfach noch einmal.'],
  ['consent_required', 'Die Erlaubnis wurde noch nicht gegeben. Verbinden Sie das Postfach noch einmal und stimmen Sie zu.'],
  [
    'insufficient_scope',
    'Es fehlt eine Erlaubnis. Verbinden Sie das Postfach noch einmal und stimmen Sie allem zu, worum gebeten wird.',
  ],
  [
    'no_refresh_token',
    'Die Erlaubnis gilt nur für eine Stunde. Verbinden Sie noch einmal und stimmen Sie auch dem dauerhaften Zugriff zu.',
  ],
  [
    'invalid_id_token',
    'Die Antwort des Maildienstes hat nicht bewiesen, wer sich angemeldet hat. Beginnen Sie in Mergepost noch einmal.',
  ],
  ['expired_token', 'Der Code für die Anmeldung ist abgelaufen. Beginnen Sie noch einmal.'],
  ['unknown_error', 'Der Maildienst hat die Anmeldung nicht zu Ende geführt. Versuchen Sie es noch einmal.'],
]);
