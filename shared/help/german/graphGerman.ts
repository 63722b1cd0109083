/** What Microsoft Graph answers about mail, in German, as shared/help/graphCodes.ts says it in English. */
import { type GermanRow, germanWords } from './germanWords.ts';

/** Also what a refusal of Send As over another wire is explained with. */
export const SEND_AS_DENIED =
  'Dieses Postfach darf nicht als der gewählte Absender senden. Bitten Sie Ihren Administrator um das Recht „Senden als“ oder „Senden im Auftrag von“ an jenem Postfach, oder lassen Sie den Absender weg.';

export const QUOTA =
  'Das Postfach hat aufgebraucht, was es vorerst senden darf; Microsoft lässt es später wieder senden, oft am nächsten Tag. Warten Sie und machen Sie dann weiter.';
export const ABUSE =
  'Microsoft lässt dieses Postfach nicht senden, bis bestätigt ist, wem es gehört. Öffnen Sie das Postfach, folgen Sie dem Hinweis dort und machen Sie dann weiter.';

const ROWS: readonly GermanRow[] = [
  ['InvalidAuthenticationToken', 'Microsoft nimmt die Anmeldung dieses Postfachs nicht mehr an. Verbinden Sie es neu.'],
  [
    'insufficient_claims',
    'Ihre Organisation verlangt eine neue Anmeldung, bevor dieses Postfach senden darf. Verbinden Sie es neu.',
  ],
  [
    'ErrorAccessDenied AccessDenied Forbidden Authorization_RequestDenied MAILBOX_PERMISSION_MISSING',
    'Microsoft lässt Mergepost nicht aus diesem Postfach senden: Die Erlaubnis, E-Mails zu senden, fehlt. Verbinden Sie es neu.',
  ],
  ['ErrorSendAsDenied SEND_AS_DENIED', SEND_AS_DENIED],
  [
    'MailboxNotEnabledForRESTAPI',
    'Dieses Konto hat kein Postfach in Microsoft 365 (keine Lizenz, nicht aktiv oder noch auf einem eigenen Server). Fragen Sie Ihren Administrator oder verbinden Sie ein anderes Postfach.',
  ],
  ['ErrorItemNotFound', 'Microsoft findet die E-Mail nicht mehr, deshalb wurde sie nicht gesendet. Senden Sie sie noch einmal.'],
  [
    'ErrorInvalidRecipients',
    'Microsoft hat eine Adresse dieser E-Mail als falsch geschrieben abgelehnt. Berichtigen Sie die Adresse und senden Sie noch einmal.',
  ],
  [
    'ErrorMimeContentInvalidBase64String InvalidInternetMessageHeader InvalidInternetMessageHeaderCollection',
    'Microsoft hat die Kennzeichen abgelehnt, die Mergepost in die E-Mail schreibt; das ist unser Fehler. Sagen Sie der Person Bescheid, die diesen Server betreibt.',
  ],
  [
    'ErrorMessageSizeExceeded',
    'Die E-Mail ist für dieses Postfach zu groß. Verkleinern Sie die Anhänge oder senden Sie einen Link zur Datei.',
  ],
  [
    'ErrorQuotaExceeded',
    'Das Postfach ist voll, deshalb kann nichts daraus gesendet werden. Löschen Sie etwas darin und machen Sie dann weiter.',
  ],
  [
    'ErrorSubmissionQuotaExceeded ErrorExceededMessageLimit ErrorExceededHourlyMessageLimit ErrorExceededMaxRecipientLimit ErrorExceededMaxRecipientLimitBlock',
    QUOTA,
  ],
  ['ErrorMessageSubmissionBlocked ErrorAccountSuspend', ABUSE],
  [
    'ApplicationThrottled TooManyRequests MailboxConcurrency',
    'Microsoft möchte, dass dieses Postfach langsamer sendet. Warten Sie einen Moment.',
  ],
  ['ErrorServerBusy ErrorMailboxMoveInProgress', 'Microsoft hat gerade viel zu tun. Warten Sie einen Moment.'],
  [
    'ErrorInternalServerError InternalServerError GatewayTimeout',
    'Microsoft hatte eine Störung und hat nicht gesagt, ob die E-Mail gesendet wurde. Sehen Sie unter „Gesendete Elemente“ nach, bevor Sie noch einmal senden.',
  ],
];

export const GRAPH_GERMAN = germanWords(ROWS);
