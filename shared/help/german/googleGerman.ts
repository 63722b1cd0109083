/** What Google says, in German, as shared/help/googleCodes.ts says it in English. */
import { type GermanRow, germanWords } from './germanWords.ts';

const REPORT = 'Melden Sie es der Person, die diesen Mergepost-Server betreibt, mit diesem Wort.';
const PERMISSION =
  'Google lässt Mergepost nicht aus diesem Postfach senden: Die Erlaubnis zu senden wurde nicht gegeben. Verbinden Sie es neu und lassen Sie jedes Häkchen gesetzt.';

const SIGN_IN_WORDS: readonly GermanRow[] = [
  [
    'admin_policy_enforced',
    'Der Administrator Ihres Google Workspace lässt diese Anwendung nicht an Ihr Postfach. Bitten Sie ihn, ihr zu vertrauen (Admin-Konsole, Sicherheit, API-Steuerung, Zugriffssteuerung für Apps).',
  ],
  [
    'access_not_configured',
    'Der Administrator Ihres Google Workspace for Education hat noch nicht über diese Anwendung entschieden. Bitten Sie ihn, sie zu erlauben.',
  ],
  [
    'org_internal',
    'Die Anwendung ist nur für die Organisation offen, in der sie erstellt wurde. Melden Sie sich mit einem Konto jener Organisation an oder stellen Sie die Zielgruppe der Anwendung in der Google Cloud Console auf „Extern“.',
  ],
  [
    'redirect_uri_mismatch',
    'Der Weiterleitungs-URI ist nicht registriert; er muss Buchstabe für Buchstabe gleich sein. Tragen Sie den, den Mergepost zeigt, in der Google Cloud Console beim OAuth-Client ein.',
  ],
  [
    'origin_mismatch',
    'Die Adresse dieses Servers ist beim OAuth-Client nicht registriert. Tragen Sie sie in der Google Cloud Console als autorisierte Quelle ein.',
  ],
  [
    'disallowed_useragent',
    'Google lässt niemanden sich im Fenster einer anderen Anwendung anmelden. Öffnen Sie Mergepost im Browser und verbinden Sie das Postfach dort.',
  ],
  [
    'invalid_client deleted_client',
    'Google kennt die Client-ID nicht, oder der Clientschlüssel ist falsch, oder der OAuth-Client wurde gelöscht. Prüfen Sie beides in der Google Cloud Console und setzen Sie es bei dieser Anwendung noch einmal.',
  ],
  [
    'restricted_client',
    'Google lässt diesen OAuth-Client nur um manche Berechtigungen bitten. Prüfen Sie in der Google Cloud Console die Berechtigungen der Anwendung und ihre Überprüfung.',
  ],
  [
    'invalid_grant',
    'Google nimmt die Erlaubnis nicht mehr an: Sie wurde zurückgenommen, das Passwort wurde geändert, sie wurde sechs Monate nicht benutzt, oder die Anwendung ist noch im Test, wo sie sieben Tage gilt. Verbinden Sie das Postfach neu.',
  ],
  ['invalid_rapt', 'Ihr Google Workspace verlangt von Zeit zu Zeit eine neue Anmeldung. Verbinden Sie das Postfach neu.'],
  [
    'access_denied',
    'Die Erlaubnis wurde nicht gegeben, oder die Anwendung ist noch im Test und Sie gehören nicht zu ihren Testnutzern. Versuchen Sie es noch einmal, oder bitten Sie die Person, die diesen Server betreibt, Sie hinzuzufügen.',
  ],
  [
    'unauthorized_client',
    'Dieser OAuth-Client darf niemanden auf diesem Weg anmelden; er muss vom Typ „Webanwendung“ sein. Prüfen Sie ihn in der Google Cloud Console.',
  ],
  ['invalid_scope', 'Eine verlangte Berechtigung gibt es bei Google nicht. Prüfen Sie die Berechtigungen der Anwendung.'],
  [
    'rate_limit_exceeded',
    'Google wird durch diese Anwendung gerade zu oft gefragt. Versuchen Sie es in ein paar Minuten noch einmal.',
  ],
];

const GMAIL: readonly GermanRow[] = [
  ['badRequest invalidArgument INVALID_ARGUMENT', `Google konnte die E-Mail nicht lesen. ${REPORT}`],
  [
    'failedPrecondition FAILED_PRECONDITION',
    'Dieses Google-Konto hat kein Gmail, oder sein Administrator hat es ausgeschaltet. Bitten Sie Ihren Administrator, Gmail einzuschalten, oder verbinden Sie ein anderes Postfach.',
  ],
  ['authError UNAUTHENTICATED', 'Google nimmt die Anmeldung dieses Postfachs nicht mehr an. Verbinden Sie es neu.'],
  ['insufficientPermissions ACCESS_TOKEN_SCOPE_INSUFFICIENT forbidden PERMISSION_DENIED', PERMISSION],
  [
    'delegationDenied',
    'Dieses Postfach darf nicht für das gewählte senden. Fügen Sie die Adresse in Gmail unter „Senden als“ hinzu oder lassen Sie den Absender weg.',
  ],
  [
    'domainPolicy',
    'Der Administrator Ihres Google Workspace lässt Anwendungen Gmail nicht verwenden. Bitten Sie ihn, diese zu erlauben (Admin-Konsole, Sicherheit, API-Steuerung).',
  ],
  [
    'accessNotConfigured SERVICE_DISABLED',
    'Die Gmail API ist für die Anwendung nicht eingeschaltet. Aktivieren Sie sie in der Google Cloud Console unter „APIs & Dienste“ und warten Sie ein paar Minuten.',
  ],
  [
    'dailyLimitExceeded',
    'Die Anwendung hat aufgebraucht, was Google sie an einem Tag tun lässt. Warten Sie bis morgen oder beantragen Sie in der Google Cloud Console ein höheres Kontingent.',
  ],
  [
    'userRateLimitExceeded rateLimitExceeded RESOURCE_EXHAUSTED',
    'Google möchte, dass dieses Postfach langsamer sendet. Warten Sie einen Moment.',
  ],
  [
    'quotaExceeded',
    'Das Postfach hat aufgebraucht, was Google es an einem Tag senden lässt. Warten Sie bis morgen und machen Sie dann weiter.',
  ],
  ['notFound', `Google kennt die aufgerufene Adresse nicht. ${REPORT}`],
  [
    'uploadTooLarge',
    'Die E-Mail ist größer, als Gmail annimmt; das sind 25 MB mit den Anhängen. Verkleinern Sie die Anhänge oder senden Sie einen Link zur Datei.',
  ],
  [
    'backendError internalError',
    'Google hatte eine Störung und hat nicht gesagt, ob die E-Mail gesendet wurde. Sehen Sie unter „Gesendet“ nach, bevor Sie noch einmal senden.',
  ],
];

export const GOOGLE_SIGN_IN_GERMAN = germanWords(SIGN_IN_WORDS);
export const GMAIL_GERMAN = germanWords(GMAIL);
