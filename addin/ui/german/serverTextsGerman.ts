/** What the server says, in German, by its codes. */
import type { ServerTexts } from '../texts/serverTexts.ts';

export const serverTexts: ServerTexts = {
  foreign: 'en',
  foreignIs: 'Die Begründung, auf Englisch:',
  window: (code) => WINDOW.get(code) ?? WINDOW_UNKNOWN,
  service: (code) => SERVICE.get(code) ?? null,
  mailbox: (state) => MAILBOX.get(state) ?? null,
  rare: async () => (await import('./rareTextsGerman.ts')).rareTexts,
};

const OPERATOR = 'Sagen Sie der Person Bescheid, die diesen Mergepost-Server betreibt, mit dieser Nummer.';
const WINDOW_UNKNOWN =
  'Das Fenster für die Anmeldung konnte nicht geöffnet werden. Versuchen Sie es noch einmal oder öffnen Sie Mergepost im Browser.';

const WINDOW: ReadonlyMap<number, string> = new Map([
  [12002, 'Die Anmeldeseite konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.'],
  [12003, `Die Anmeldeseite hat keine sichere Adresse (https). ${OPERATOR}`],
  [12004, `Office vertraut der Adresse der Anmeldeseite nicht: Es muss die dieses Bereichs sein. ${OPERATOR}`],
  [12005, `Die Adresse der Anmeldeseite beginnt nicht mit https. ${OPERATOR}`],
  [
    12006,
    'Das Fenster für die Anmeldung scheint geschlossen zu sein. Machen Sie darin weiter, wenn es noch offen ist; sonst öffnen Sie es noch einmal.',
  ],
  [12007, 'Ein anderes Fenster eines Add-ins ist noch offen. Schließen Sie es und versuchen Sie es noch einmal.'],
  [12008, 'Office fragt, ob das Fenster geöffnet werden darf. Wählen Sie dort „Zulassen“.'],
  [12009, 'Sie haben das Fenster nicht zugelassen. Drücken Sie den Knopf noch einmal und wählen Sie „Zulassen“.'],
  [12010, `Office hielt das Fenster für eines ohne Seite. ${OPERATOR}`],
  [12011, 'Ihr Browser hat das Fenster blockiert. Erlauben Sie Pop-up-Fenster für diese Seite und versuchen Sie es noch einmal.'],
  [12012, 'Ein anderes Fenster von Office wartet auf eine Antwort. Schließen Sie es und versuchen Sie es noch einmal.'],
  [12013, 'Ein anderes Dokument ist im Vordergrund. Klicken Sie in dieses Dokument und versuchen Sie es noch einmal.'],
  [12014, 'Das Fenster von Office ist minimiert. Stellen Sie es wieder her und versuchen Sie es noch einmal.'],
  [
    12015,
    'Office konnte das Fenster nicht öffnen und nennt keinen bekannten Grund. Öffnen Sie Mergepost im Browser und verbinden Sie das Postfach dort.',
  ],
]);

/** The codes that people meet most; the others are shown in the server's English. */
const SERVICE: ReadonlyMap<string, string> = new Map([
  ['AADSTS65001', 'Für Mergepost fehlt noch eine Zustimmung. Verbinden Sie das Postfach neu und stimmen Sie zu.'],
  [
    'AADSTS65004',
    'Sie haben nicht zugestimmt. Verbinden Sie noch einmal und stimmen Sie zu, wenn Sie Mergepost verwenden möchten.',
  ],
  [
    'AADSTS90094',
    'In Ihrer Organisation muss ein Administrator zustimmen. Senden Sie ihm die Nachricht, die Mergepost dafür schreibt.',
  ],
  [
    'AADSTS90095',
    'In Ihrer Organisation muss ein Administrator zustimmen. Senden Sie ihm die Nachricht, die Mergepost dafür schreibt.',
  ],
  ['AADSTS50173', 'Das Passwort wurde geändert oder die Anmeldung widerrufen. Verbinden Sie das Postfach neu.'],
  ['AADSTS700082', 'Die Verbindung ist abgelaufen, weil sie lange nicht benutzt wurde. Verbinden Sie das Postfach neu.'],
  ['AADSTS70043', 'Ihre Organisation verlangt nach einiger Zeit eine neue Anmeldung. Verbinden Sie das Postfach neu.'],
  ['AADSTS50076', 'Microsoft verlangt eine zweite Bestätigung. Verbinden Sie das Postfach neu und bestätigen Sie sie.'],
  [
    'AADSTS50079',
    'Microsoft verlangt, dass Sie eine zweite Bestätigung einrichten. Verbinden Sie das Postfach neu und richten Sie sie dabei ein.',
  ],
  ['AADSTS50057', 'Dieses Konto ist gesperrt. Fragen Sie Ihren Administrator.'],
  [
    'AADSTS53003',
    'Eine Regel Ihrer Organisation lässt diese Anmeldung nicht zu. Fragen Sie Ihren Administrator und nennen Sie ihm die Angaben unten.',
  ],
  ['AADSTS50105', 'Ihr Administrator hat Ihnen Mergepost noch nicht zugewiesen. Bitten Sie ihn darum.'],
  [
    'ErrorSendAsDenied',
    'Dieses Postfach darf nicht von dieser Adresse senden. Wählen Sie das Postfach selbst oder fragen Sie Ihren Administrator.',
  ],
  [
    'ErrorMessageSizeExceeded',
    'Die E-Mail ist dem Maildienst zu groß. Verwenden Sie einen kleineren Anhang oder kleinere Bilder.',
  ],
  ['ErrorInvalidRecipients', 'Der Maildienst nimmt eine Adresse nicht an. Berichtigen Sie sie in der Liste.'],
  ['ErrorExceededMessageLimit', 'Das Postfach hat für heute genug gesendet. Machen Sie morgen weiter.'],
]);

const MAILBOX: ReadonlyMap<string, string> = new Map([
  ['throttled', 'Es geht von selbst weiter. Sie müssen nichts tun.'],
  ['needs-reconnect', 'Verbinden Sie es neu. Was vorbereitet ist, geht nicht verloren.'],
  ['needs-admin', 'Fragen Sie Ihren Administrator und verbinden Sie es dann neu.'],
  ['operator-fault', 'Sagen Sie der Person Bescheid, die sich um Mergepost kümmert.'],
  ['disconnected', 'Verbinden Sie es neu, wenn Sie wieder daraus senden möchten.'],
]);
