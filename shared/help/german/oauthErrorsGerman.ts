/** The words that sign-in services answer with, in German, as shared/help/oauthErrors.ts says them in English. */
import { type GermanRow, germanWords } from './germanWords.ts';

const AGAIN = 'Verbinden Sie das Postfach noch einmal und melden Sie sich an.';
const LATER = 'Versuchen Sie es in ein paar Minuten noch einmal.';

const ERRORS: readonly GermanRow[] = [
  [
    'invalid_grant',
    `Der Anmeldedienst nimmt die Erlaubnis für dieses Postfach nicht mehr an: Sie ist abgelaufen, wurde zurückgenommen oder schon verwendet. ${AGAIN}`,
  ],
  [
    'interaction_required login_required',
    `Der Anmeldedienst möchte Sie noch einmal sehen, bevor Mergepost weitermachen darf. ${AGAIN}`,
  ],
  [
    'account_selection_required',
    'Der Anmeldedienst weiß nicht, welches Ihrer Konten gemeint ist. Verbinden Sie das Postfach noch einmal und wählen Sie sein Konto.',
  ],
  ['consent_required', 'Die Erlaubnis zu senden wurde noch nicht gegeben. Verbinden Sie noch einmal und stimmen Sie zu.'],
  [
    'access_denied authorization_declined',
    'Die Erlaubnis wurde nicht gegeben, deshalb wurde nichts verbunden. Versuchen Sie es noch einmal, wenn Sie möchten.',
  ],
  [
    'expired_token',
    'Der Code für die Anmeldung an einem anderen Gerät ist zu alt. Beginnen Sie die Anmeldung noch einmal und geben Sie den neuen Code ein.',
  ],
  [
    'bad_verification_code',
    'Der Code für die Anmeldung an einem anderen Gerät ist nicht bekannt. Beginnen Sie die Anmeldung noch einmal und geben Sie den neuen Code ein.',
  ],
  ['invalid_token', `Der Server des Postfachs nimmt die Anmeldung nicht mehr an. ${AGAIN}`],
  [
    'insufficient_scope',
    'Eine nötige Erlaubnis wurde nicht gegeben. Verbinden Sie das Postfach noch einmal und stimmen Sie allem zu, worum gebeten wird.',
  ],
  [
    'invalid_client',
    'Der Anmeldedienst nimmt die Client-ID oder den geheimen Clientschlüssel nicht an: falsch, abgelaufen oder gelöscht. Prüfen Sie beides in der App-Registrierung (bei der Anwendung aus den Einstellungen: EMAIL_CLIENT_ID und EMAIL_CLIENT_SECRET).',
  ],
  [
    'unauthorized_client',
    'Die Anwendung darf niemanden auf diesem Weg anmelden. Prüfen Sie ihre Art, Plattform und Kontotypen in der App-Registrierung (docs/azure-app.md).',
  ],
  [
    'invalid_scope',
    'Eine verlangte Berechtigung gibt es nicht, oder die Anwendung darf nicht um sie bitten. Prüfen Sie die Berechtigungen der Anwendung.',
  ],
  [
    'invalid_resource invalid_target',
    'Eine Berechtigung nennt einen Dienst, den es nicht gibt oder der nicht eingerichtet ist. Prüfen Sie die Berechtigungen der Anwendung.',
  ],
  [
    'invalid_request',
    'Der Anmeldedienst hat die Anfrage nicht verstanden; meistens liegt es an einer falschen Umleitungs-URI. Sehen Sie im Protokoll des Servers nach, was der Anmeldedienst gesagt hat.',
  ],
  [
    'unsupported_grant_type',
    'Der Anmeldedienst bietet diese Art der Anmeldung nicht an. Prüfen Sie die Adressen und die Art der Anwendung.',
  ],
  [
    'unsupported_response_type',
    'Der Anmeldedienst bietet die Art der Anmeldung nicht an, die Mergepost verwendet (Autorisierungscode). Prüfen Sie die Adressen der Anwendung.',
  ],
  [
    'unsupported_token_type',
    'Der Anmeldedienst kann diese Erlaubnis nicht selbst zurücknehmen. Entfernen Sie die Anwendung von Hand in den Kontoeinstellungen des Postfachs.',
  ],
  [
    'request_not_supported request_uri_not_supported registration_not_supported invalid_request_uri invalid_request_object',
    'Der Anmeldedienst unterstützt einen Teil der Anfrage nicht. Melden Sie es der Person, die diesen Mergepost-Server betreibt, mit diesem Wort.',
  ],
  ['temporarily_unavailable', `Der Anmeldedienst hat viel zu tun. ${LATER}`],
  ['server_error', `Der Anmeldedienst hatte eine Störung. ${LATER}`],
  ['authorization_pending', 'Die Anmeldung am anderen Gerät ist noch nicht fertig. Führen Sie sie dort zu Ende.'],
  ['slow_down', 'Der Anmeldedienst wird zu oft gefragt. Warten Sie ein paar Sekunden; es geht von selbst weiter.'],
];

const SUBERRORS: readonly GermanRow[] = [
  ['basic_action', `Microsoft verlangt, dass Sie bei der Anmeldung etwas tun. ${AGAIN}`],
  [
    'additional_action',
    'Microsoft verlangt etwas außerhalb der Anmeldung, etwa eine Aktualisierung Ihres Geräts. Tun Sie, was dessen Seite sagt, und verbinden Sie das Postfach dann noch einmal.',
  ],
  [
    'message_only',
    'Microsoft lehnt diese Anmeldung ab, und eine neue ändert daran nichts. Bitten Sie Ihren Administrator, die Anmeldeprotokolle anzusehen.',
  ],
  ['user_password_expired', 'Das Passwort ist abgelaufen. Ändern Sie es und verbinden Sie das Postfach dann noch einmal.'],
  ['bad_token', `Die Erlaubnis für dieses Postfach ist beschädigt oder wurde zurückgenommen. ${AGAIN}`],
  ['token_expired', `Die Erlaubnis für dieses Postfach ist abgelaufen. ${AGAIN}`],
  [
    'client_mismatch',
    'Die Erlaubnis wurde einer anderen Anwendung gegeben als der, die sie verwendet. Verbinden Sie das Postfach über die Anwendung, mit der es verwendet werden soll.',
  ],
  [
    'device_authentication_failed',
    'Das Gerät konnte nicht beweisen, dass Ihre Organisation es verwaltet. Verwenden Sie ein anderes Gerät oder fragen Sie Ihren Administrator.',
  ],
  [
    'protection_policy_required',
    'Ihre Organisation erlaubt das nur in Anwendungen, die sie selbst schützt (Intune). Bitten Sie Ihren Administrator um eine Ausnahme für Mergepost.',
  ],
];

/** By `error`. */
export const OAUTH_ERRORS_GERMAN = germanWords(ERRORS);
/** By `suberror`. */
export const ENTRA_SUBERRORS_GERMAN = germanWords(SUBERRORS);
