/** What the five steps of a merge say, in German. */
import type { mergeTexts as english } from '../texts/mergeTexts.ts';
import type { Translated } from '../translated.ts';
import { count, mails, n, people, rows } from './countsGerman.ts';

const leftOut = (value: number) => (value === 1 ? 'Sie wird ausgelassen.' : 'Sie werden ausgelassen.');
const noAddress = (value: number) => `${rows(value)} ${value === 1 ? 'wird' : 'werden'} ausgelassen: keine brauchbare Adresse.`;

export const mergeTexts: Translated<typeof english> = {
  merge: {
    title: 'Neue Serien-E-Mail',
    steps: { letter: 'Brief', list: 'Liste', check: 'Prüfen', preview: 'Vorschau', send: 'Senden' },
    stepOf: (index) => `Schritt ${index} von 5`,
    next: { letter: 'Liste wählen', list: 'Prüfen', check: 'Vorschau', preview: 'Weiter zum Senden' },
    saved: 'Gespeichert',
    saving: 'Wird gespeichert …',
    kept: (name) => `„${name}“ gilt weiterhin.`,
    settle: (value) => `Zuerst ${count(value, 'Punkt', 'Punkte')} klären`,
  },

  letter: {
    heading: 'Welcher Brief?',
    drop: 'Word-Brief hierher ziehen',
    choose: 'Datei auswählen',
    again: 'Anderen Brief wählen',
    hint: '.docx, bis',
    reading: 'Der Brief wird gelesen …',
    readAt: (moment) => `gelesen: ${moment}`,
    fields: (value) => count(value, 'Feld', 'Felder'),
    noFields:
      'Keine Felder gefunden: Alle bekämen denselben Text. Fügen Sie in Word Felder ein (Sendungen, Seriendruckfeld einfügen) oder schreiben Sie {{Vorname}}.',
    remarks: (value) => `${count(value, 'Stelle', 'Stellen')} ${value === 1 ? 'wird' : 'werden'} in einer E-Mail anders aussehen`,
  },

  list: {
    heading: 'Wer bekommt ihn?',
    drop: 'Excel- oder CSV-Liste hierher ziehen',
    choose: 'Datei auswählen',
    again: 'Andere Liste wählen',
    hint: '.xlsx oder .csv, bis',
    paste: 'Sie können auch Zellen in Excel kopieren und hier einfügen.',
    pastedName: 'Eingefügte Liste.csv',
    reading: 'Die Liste wird gelesen …',
    rows: (value) => people(value),
    sheet: 'Tabellenblatt',
    first: (shown, all) => (shown < all ? `Die ersten ${n(shown)} von ${rows(all)}` : rows(all)),
    table: 'Die ersten Zeilen der Liste',
    remarks: (value) => `${count(value, 'Hinweis', 'Hinweise')} zur Liste`,
  },

  check: {
    heading: 'Passt alles?',
    ready: (value) => `${mails(value)} ${value === 1 ? 'ist' : 'sind'} bereit.`,
    notReady: (value) => `${count(value, 'Punkt ist', 'Punkte sind')} vor dem Senden zu klären.`,
    skipped: noAddress,
    settle: 'Zuerst zu klären',
    look: 'Einen Blick wert',
    subject: 'Betreff',
    subjectHint: 'Zum Beispiel: Ihre Rechnung {{Nummer}}',
    subjectSample: 'Sieht so aus',
    insert: 'Feld einfügen',
    mailbox: 'Senden von',
    addMailbox: 'Postfach hinzufügen',
    chooseMailbox: 'Postfach wählen',
    address: 'Spalte mit den Adressen',
    chooseColumn: 'Spalte wählen',
    fields: 'Felder des Briefs',
    noColumn: 'Keine Spalte',
    unmatched: 'Wählen Sie die Spalte, die dieses Feld füllt.',
    noFields: 'Der Brief hat keine Felder.',
    attachment: 'Anhänge für alle',
    attach: 'Datei hinzufügen',
    detach: 'Entfernen',
    detachFile: (name) => `${name} entfernen`,
    attachMost: (most) => `Das sind ${most} Dateien; mehr können nicht mitgehen.`,
    attachHint: 'bis',
    attachTooLarge: (limit) =>
      `Die Datei ist größer als ${limit}. Wählen Sie eine kleinere oder setzen Sie einen Link in den Brief.`,
    rowsNamed: 'Zeilen',
    rowsCounted: 'Zeile 1 ist die erste Person; die Zeile mit den Überschriften zählt nicht.',
    more: (value) => `und ${n(value)} weitere`,
    policy: (field) => `Wo «${field}» leer ist`,
    block: 'Anhalten, damit ich es berichtigen kann',
    empty: 'Leer lassen',
    showRow: (row) => `Zeile ${n(row)}`,
    goTo: 'Zeigen',
  },

  sendAs: {
    fold: 'Von einer anderen Adresse senden',
    label: 'Adresse, die Empfänger sehen',
    hint: 'Ein freigegebenes Postfach, für das Sie senden dürfen. Leer: das Postfach selbst.',
    mayNot:
      'Dieses Postfach darf nicht für andere senden. Nehmen Sie die Adresse heraus oder erlauben Sie es unter „Postfächer“.',
    placeholder: 'Zum Beispiel: office@contoso.com',
    wrong: 'Das ist noch keine ganze Adresse.',
  },

  findings: {
    FIELD_UNMATCHED: (value) =>
      value === 1
        ? `${n(1)} Feld hat noch keine Spalte. Wählen Sie unten eine oder nehmen Sie das Feld aus Brief oder Betreff heraus.`
        : `${n(value)} Felder haben noch keine Spalte. Wählen Sie unten welche oder nehmen Sie die Felder aus Brief oder Betreff heraus.`,
    ADDRESS_EMPTY: (value) => `${rows(value)} ohne Adresse. ${leftOut(value)}`,
    ADDRESS_INVALID: (value) => `${rows(value)} mit einer Adresse, die nicht verwendet werden kann. ${leftOut(value)}`,
    ADDRESS_REPEATED: (value) => `${rows(value)} mit einer Adresse, die schon vorkam. Jede Zeile bekommt ihre eigene E-Mail.`,
  },

  preview: {
    heading: 'Das kommt an',
    row: 'Zeile',
    of: (all) => `von ${n(all)}`,
    previous: 'Vorige Zeile',
    following: 'Nächste Zeile',
    to: 'An',
    from: 'Von',
    subject: 'Betreff',
    attachments: 'Anhänge',
    noAddress: 'Keine brauchbare Adresse: Diese Zeile wird ausgelassen.',
    noSubject: '(kein Betreff)',
    frame: 'Die E-Mail, wie ihr Empfänger sie sieht',
    html: 'E-Mail',
    text: 'Nur Text',
    test: 'Test an mich selbst senden',
    testing: 'Der Test wird gesendet …',
    tested: (to) => `Test an ${to} gesendet. Sehen Sie in Ihrem Posteingang nach.`,
    remarks: 'Zu dieser Zeile',
  },

  send: {
    heading: 'Bereit?',
    contract: (value, from) => `${mails(value)} von ${from}, an jede Person eine.`,
    durationShort: 'Weniger als eine Minute.',
    stop: 'Sie können jederzeit anhalten oder den Rest abbrechen. Sie können dieses Fenster schließen; der Versand läuft weiter.',
    skipped: noAddress,
    send: (value) => `${mails(value)} senden`,
    sure: (value) => `${mails(value)} jetzt senden?`,
    sureNext: (from) =>
      `Der Versand geht von ${from} aus. Was gesendet ist, lässt sich nicht zurückholen; der Rest lässt sich jederzeit abbrechen.`,
    mailbox: 'Postfach',
    notYet: 'Noch nicht',
    starting: 'Wird gestartet …',
  },
};
