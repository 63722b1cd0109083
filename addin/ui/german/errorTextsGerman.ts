/** What a person reads when something went wrong, in German. */
import type { ErrorCode } from '../../../shared/api/errors.ts';
import type { ErrorWords, ownErrorText as english } from '../texts/errorTexts.ts';
import { texts } from './textsGerman.ts';

const tryAgain = 'Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, senden Sie uns die Angaben unten.';

export const errorText: Record<ErrorCode, ErrorWords> = {
  INVALID_REQUEST: { title: 'Das war nicht zu verstehen', next: tryAgain },
  MISSING_FIELDS: { title: 'Es fehlt etwas', next: 'Ergänzen Sie, was hier genannt ist, und versuchen Sie es noch einmal.' },
  INVALID_ADDRESS: {
    title: 'Eine Adresse ist nicht gültig',
    next: 'Berichtigen Sie die Adresse und versuchen Sie es noch einmal.',
  },
  ADDRESS_NEEDED: { title: 'Welches Postfach ist es?', next: 'Geben Sie seine Adresse an und verbinden Sie dann noch einmal.' },
  ATTACHMENT_INVALID: {
    title: 'Der Anhang ist nicht zu verwenden',
    next: 'Wählen Sie eine andere Datei oder senden Sie ohne Anhang.',
  },
  UNAUTHENTICATED: texts.signedOut,
  ACCOUNT_NOT_CONNECTED: {
    title: 'Das Postfach ist nicht verbunden',
    next: 'Verbinden Sie das Postfach neu und machen Sie dort weiter, wo Sie waren.',
  },
  SIGN_IN_CODE_WRONG: {
    title: 'Dieser Code passt nicht',
    next: 'Vergleichen Sie ihn mit dem anderen Fenster und geben Sie ihn noch einmal ein.',
  },
  ADMIN_ONLY: {
    title: 'Das kann nur ein Administrator',
    next: 'Fragen Sie, wer sich in Ihrer Organisation um Mergepost kümmert.',
  },
  MAILBOX_PERMISSION_MISSING: {
    title: 'Das Postfach erlaubt das noch nicht',
    next: 'Verbinden Sie das Postfach neu und erlauben Sie, worum gebeten wird.',
  },
  SEND_AS_DENIED: {
    title: 'Von dieser Adresse dürfen Sie nicht senden',
    next: 'Wählen Sie Ihr eigenes Postfach oder fragen Sie Ihren Administrator.',
  },
  SIGN_IN_OFF: {
    title: 'Die Anmeldung ist hier ausgeschaltet',
    next: 'Öffnen Sie Mergepost dort, wo Ihr Administrator es Ihnen eingerichtet hat.',
  },
  TENANT_NOT_ALLOWED: {
    title: 'Ihre Organisation hat hier keinen Zugang',
    next: 'Bitten Sie Ihren Administrator, Ihre Organisation hinzuzufügen.',
  },
  NOT_FOUND: { title: 'Das ist nicht mehr hier', next: 'Gehen Sie zurück und öffnen Sie es noch einmal.' },
  ACCOUNT_NOT_FOUND: {
    title: 'Dieses Postfach ist nicht mehr hier',
    next: 'Wählen Sie ein anderes Postfach oder verbinden Sie es neu.',
  },
  CONNECTION_NOT_FOUND: { title: 'Dieser Versuch ist vorbei', next: 'Beginnen Sie das Verbinden noch einmal.' },
  CAMPAIGN_NOT_FOUND: {
    title: 'Diese Serien-E-Mail ist nicht mehr hier',
    next: 'Sie wurde gelöscht. Beginnen Sie eine neue.',
  },
  APP_NOT_FOUND: {
    title: 'Solche Postfächer sind hier nicht zu verbinden',
    next: 'Wählen Sie eine andere Art oder fragen Sie, wer sich um Mergepost kümmert.',
  },
  LINK_NOT_FOUND: { title: 'Dieser Link ist nicht mehr hier', next: 'Erstellen Sie einen neuen.' },
  TENANT_NOT_FOUND: { title: 'Diese Organisation gibt es hier nicht', next: 'Verbinden Sie zuerst eines ihrer Postfächer.' },
  ROW_NOT_FOUND: { title: 'Diese Zeile gibt es nicht', next: 'Wählen Sie eine Zeile der Liste.' },
  CAMPAIGN_WRONG_STATE: {
    title: 'Das ist nicht mehr möglich',
    next: 'Die Serien-E-Mail ist schon weiter. Sehen Sie nach, wo sie jetzt steht.',
  },
  CAMPAIGN_NOT_READY: {
    title: 'Die Serien-E-Mail ist noch nicht bereit',
    next: 'Klären Sie, was unter „Prüfen“ steht, und versuchen Sie es dann noch einmal.',
  },
  COUNT_CHANGED: {
    title: 'Die Zahl der E-Mails hat sich geändert',
    next: 'Es wurde nichts gesendet. Sehen Sie die neue Zahl an und senden Sie dann.',
  },
  CAMPAIGN_CHANGED: {
    title: 'Die Serien-E-Mail wurde inzwischen geändert',
    next: 'Es wurde nichts gesendet. Sehen Sie sie noch einmal an und senden Sie dann.',
  },
  CAMPAIGN_ERASED: {
    title: 'Die Daten wurden gelöscht',
    next: 'Brief, Liste und Adressen sind weg. Beginnen Sie eine neue Serien-E-Mail.',
  },
  TOO_EARLY: {
    title: 'Für eine Entscheidung ist es zu früh',
    next: 'Die E-Mail ist vielleicht noch unterwegs. Versuchen Sie es in ein paar Minuten wieder.',
  },
  TIME_PASSED: { title: 'Diese Zeit ist vorbei', next: 'Wählen Sie eine Zeit, die noch kommt.' },
  APP_KEY_TAKEN: { title: 'Dieses Schlüsselwort ist vergeben', next: 'Wählen Sie ein anderes für die Anwendung.' },
  APP_IN_USE: {
    title: 'Darüber sind Postfächer verbunden',
    next: 'Schalten Sie die Anwendung aus oder trennen Sie diese Postfächer zuerst.',
  },
  APP_READ_ONLY: {
    title: 'Das gehört zu den Einstellungen',
    next: 'Ändern Sie es dort, wo die Einstellungen des Servers stehen.',
  },
  IDEMPOTENCY_MISMATCH: {
    title: 'Das wurde vorhin anders gesendet',
    next: 'Sehen Sie die Serien-E-Mail auf der Startseite an, bevor Sie es noch einmal versuchen.',
  },
  IDEMPOTENCY_RUNNING: { title: 'Das läuft schon', next: 'Warten Sie einen Moment und sehen Sie dann nach.' },
  TOO_LARGE: {
    title: 'Die Datei ist zu groß',
    next: 'Machen Sie sie kleiner, zum Beispiel durch Komprimieren ihrer Bilder.',
  },
  MESSAGE_TOO_LARGE: {
    title: 'Die E-Mail würde zu groß',
    next: 'Verwenden Sie einen kleineren Anhang oder kleinere Bilder.',
  },
  LETTER_UNREADABLE: {
    title: 'Der Brief ist so nicht zu verwenden',
    next: 'Berichtigen Sie ihn oder wählen Sie einen anderen.',
  },
  LIST_UNREADABLE: {
    title: 'Die Liste ist so nicht zu verwenden',
    next: 'Berichtigen Sie sie oder wählen Sie eine andere.',
  },
  LIST_EMPTY: {
    title: 'Die Liste hat keine Zeilen',
    next: 'Wählen Sie ein anderes Blatt oder eine Datei mit Überschriften und darunter Personen.',
  },
  LIST_TOO_LONG: { title: 'Die Liste ist zu lang', next: 'Teilen Sie sie und senden Sie die Teile nacheinander.' },
  COLUMN_MISSING: {
    title: 'Eine Spalte steht nicht in der Liste',
    next: 'Wählen Sie eine Spalte, die es in der Liste gibt.',
  },
  MESSAGE_REJECTED: {
    title: 'Die E-Mail wurde nicht angenommen',
    next: 'Lesen Sie den Grund, berichtigen Sie ihn und versuchen Sie es noch einmal.',
  },
  IMPORT_REFUSED: {
    title: 'Der mitgebrachte Zugang funktioniert nicht',
    next: 'Lesen Sie den Grund, legen Sie einen neuen Zugang an und bringen Sie diesen mit.',
  },
  THROTTLED: {
    title: 'Der Maildienst bittet um eine Pause',
    next: 'Warten Sie einen Moment und versuchen Sie es noch einmal. Es geht nichts verloren.',
  },
  TOO_MANY_REQUESTS: { title: 'Das war etwas zu schnell', next: 'Warten Sie einen Moment und versuchen Sie es noch einmal.' },
  INTERNAL: { title: 'Bei uns ist etwas schiefgegangen', next: tryAgain },
  OPERATOR_FAULT: {
    title: 'Mergepost ist nicht richtig eingerichtet',
    next: 'Senden Sie die Angaben unten an die Person, die sich um Mergepost kümmert.',
  },
  SEND_OUTCOME_UNKNOWN: {
    title: 'Ob die E-Mail hinausging, ist ungewiss',
    next: 'Sehen Sie in „Gesendete Elemente“ nach, bevor Sie sie noch einmal senden.',
  },
  PROVIDER_UNAVAILABLE: {
    title: 'Der Maildienst ist nicht zu erreichen',
    next: 'Warten Sie ein paar Minuten und versuchen Sie es noch einmal.',
  },
  SHUTTING_DOWN: {
    title: 'Mergepost startet gerade neu',
    next: 'Warten Sie ein paar Sekunden und versuchen Sie es noch einmal. Es geht nichts verloren.',
  },
  CONNECT_EXPIRED: { title: 'Das hat zu lange gedauert', next: 'Das Fenster gilt zehn Minuten. Beginnen Sie noch einmal.' },
  CONNECT_DECLINED: {
    title: 'Das Postfach wurde nicht verbunden',
    next: 'Es wurde im anderen Fenster abgelehnt. Es hat sich nichts geändert.',
  },
  CONNECT_NEEDS_ADMIN: {
    title: 'Zuerst muss Ihr Administrator zustimmen',
    next: 'Senden Sie ihm die Nachricht unten. Verbinden Sie dann noch einmal.',
  },
  CONNECT_WRONG_MAILBOX: {
    title: 'Das ist ein anderes Postfach',
    next: 'Melden Sie sich mit dem Postfach an, das neu verbunden werden soll.',
  },
  LINK_OVER: { title: 'Dieser Link ist abgelaufen', next: 'Bitten Sie um einen neuen bei der Person, die ihn gesendet hat.' },
  CONNECT_FAILED: { title: 'Das Postfach wurde nicht verbunden', next: tryAgain },
};

export const ownErrorText: Record<keyof typeof english, ErrorWords> = {
  NETWORK: {
    title: 'Mergepost ist nicht zu erreichen',
    next: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Was Sie vorbereitet haben, geht nicht verloren.',
  },
  ANSWER_UNREADABLE: {
    title: 'Die Antwort war nicht zu lesen',
    next: 'Zwischen Ihnen und Mergepost steht etwas im Weg (vielleicht ein Proxy). Versuchen Sie es gleich noch einmal.',
  },
  SERVER_AWAY: {
    title: 'Mergepost antwortet gerade nicht',
    next: 'Vielleicht startet es neu. Versuchen Sie es in einer Minute noch einmal. Was Sie vorbereitet haben, geht nicht verloren.',
  },
  ANSWERED_BY_ANOTHER: {
    title: 'Statt Mergepost hat etwas anderes geantwortet',
    next: 'Vielleicht verlangt Ihr Netz zuerst eine Anmeldung, wie in Hotels und Zügen. Öffnen Sie irgendeine Webseite, melden Sie sich dort an und versuchen Sie es noch einmal.',
  },
};
