/** Findings about letter, list and rows, in German. */
import type { findingTexts as english, Said } from '../texts/findingTexts.ts';
import { n } from './countsGerman.ts';

const rowOf = ({ row }: Said) => (row === null ? 'Eine Zeile' : `Zeile ${n(row)}`);
const first = ({ names }: Said) => (names[0] === undefined ? '' : ` ${names[0]}`);
const last = ({ names }: Said) => (names.length === 0 ? '' : ` ${names[names.length - 1] ?? ''}`);
const fieldOf = ({ field, names }: Said) => (field === null ? (names[0] ?? '') : `«${field}»`);

export const findingTexts: typeof english = {
  LETTER_MISSING: () => 'Es gibt noch keinen Brief. Fügen Sie einen hinzu.',
  LIST_MISSING: () => 'Es gibt noch keine Liste. Fügen Sie eine hinzu.',
  SUBJECT_MISSING: () => 'Die E-Mails haben noch keinen Betreff. Schreiben Sie einen.',
  MAILBOX_MISSING: () => 'Es ist noch kein Postfach gewählt, aus dem gesendet wird. Wählen Sie eines.',
  MAILBOX_NOT_CONNECTED: () => 'Aus dem gewählten Postfach kann gerade nicht gesendet werden. Verbinden Sie es neu.',
  SEND_AS_PERMISSION_MISSING: () =>
    'Das Postfach darf nicht von der gewählten Adresse senden. Nehmen Sie die Adresse heraus oder erlauben Sie es unter „Postfächer“.',
  ADDRESS_COLUMN_MISSING: () => 'Die Spalte mit den Adressen ist noch nicht gewählt. Wählen Sie sie.',
  NO_RECIPIENTS: (said) =>
    said.names.length === 0
      ? 'Bedingungen und Brief lassen keine Zeile übrig, also bekommt niemand eine E-Mail. Ändern Sie die Bedingungen.'
      : `Keine Zeile hat eine brauchbare Adresse in${first(said)}. Wählen Sie eine andere Spalte oder berichtigen Sie die Liste.`,
  COLUMN_MISSING: (said) => `Die Liste hat keine Spalte${first(said)} mehr. Wählen Sie eine andere oder keine.`,
  FIELD_UNMATCHED: (said) =>
    `Keine Spalte füllt das Feld ${fieldOf(said)}. Wählen Sie eine oder nehmen Sie das Feld aus Brief oder Betreff heraus.`,
  VALUE_EMPTY: (said) => `In${first(said)} steht nicht überall etwas.`,
  VALUE_ERROR: (said) => `${rowOf(said)} zeigt in${last(said)} einen Fehler statt eines Werts. Berichtigen Sie ihn in der Liste.`,
  ADDRESS_EMPTY: (said) => `${rowOf(said)} hat keine Adresse. Sie wird ausgelassen.`,
  ADDRESS_INVALID: (said) => `${rowOf(said)}:${first(said)} ist keine brauchbare Adresse. Die Zeile wird ausgelassen.`,
  ADDRESS_REPEATED: (said) => `${rowOf(said)} hat eine Adresse, die schon vorkam. Jede Zeile bekommt ihre eigene E-Mail.`,
  SEND_TIME_UNREADABLE: (said) =>
    `${rowOf(said)}: In${last(said)} steht${first(said)}, und das ist kein Tag mit Uhrzeit. Schreiben Sie es wie 2026-11-23 09:30 oder lassen Sie es leer.`,
  SEND_TIME_PASSED: () => 'Manche Zeilen haben eine Sendezeit, die schon vorbei ist. Deren E-Mails gehen sofort hinaus.',
  MORE_FINDINGS: () => 'Es gibt noch mehr Hinweise derselben Art.',
  GROUP_NOT_SHOWN: () =>
    'Manche E-Mails haben mehrere Zeilen, aber der Brief hat keinen Teil, der sich wiederholt: Nur die erste Zeile ist zu sehen. Setzen Sie {{#each}} und {{/each}} um das, was sich wiederholt.',
  QUESTION_OPEN: (said) =>
    said.names.length > 1
      ? `Der Brief fragt${first(said)}. Ohne Antwort steht dort${last(said)}.`
      : `Der Brief fragt${first(said)}. Ohne Antwort steht dort nichts.`,

  HEADINGS_MISSING: () =>
    'Die Liste scheint keine Überschriften zu haben. Setzen Sie eine Zeile mit einem Namen für jede Spalte darüber oder wählen Sie die richtige Zeile.',
  COLUMN_UNNAMED: () =>
    'Eine Spalte hat keine Überschrift, deshalb kann kein Feld sie verwenden. Geben Sie ihr in der ersten Zeile einen Namen, wenn Sie sie brauchen.',
  COLUMN_REPEATED: (said) => `Zwei Spalten heißen${first(said)}. Die zweite heißt hier${last(said)}.`,
  ROW_TOO_LONG: (said) => `${rowOf(said)} hat mehr Zellen, als es Überschriften gibt: Was übrig ist, gehört zu keiner Spalte.`,
  ROW_TOO_SHORT: (said) => `${rowOf(said)} hat weniger Zellen, als es Überschriften gibt; der Rest ist leer.`,
  ROWS_BLANK: () => 'Leere Zeilen wurden übersprungen.',
  QUOTES_BROKEN: (said) =>
    `Die Anführungszeichen bei ${said.row === null ? 'einer Zeile' : `Zeile ${n(said.row)}`} passen nicht zusammen; prüfen Sie die Zeilen ab dort.`,
  ENCODING_GUESSED: () =>
    'Die Datei sagt nicht, wie ihre Zeichen kodiert sind. Sehen Sie nach, ob Umlaute stimmen; wenn nicht, wählen Sie eine andere Kodierung oder speichern Sie sie als «CSV UTF-8».',
  ENCODING_UNFIT: () =>
    'Manche Zeichen dieser Datei sind so nicht zu lesen. Wählen Sie eine andere Kodierung oder speichern Sie sie als «CSV UTF-8».',
  CELL_CUT: (said) =>
    `${rowOf(said)} hat in${first(said)} sehr viele Zeichen; nur der Anfang wird verwendet. Sehen Sie nach, ob dort ein Anführungszeichen fehlt.`,
  CELL_ERROR: (said) => `${rowOf(said)} zeigt in${last(said)} den Fehler${first(said)}. Berichtigen Sie ihn in der Arbeitsmappe.`,
  FORMULA_NOT_CALCULATED: (said) =>
    `${rowOf(said)} hat in${first(said)} eine Formel, deren Ergebnis nicht in der Datei steht. Öffnen Sie die Mappe in Excel, speichern Sie sie und wählen Sie sie noch einmal.`,
  MACROS_IGNORED: () => 'Die Datei hat Makros. Sie werden nie ausgeführt und nicht mitgesendet.',
  ROWS_HIDDEN: () =>
    'Manche Zeilen dieses Blatts sind ausgeblendet und bleiben weg. Lesen Sie auch ausgeblendete Zeilen, wenn sie zur Liste gehören.',
  COLUMNS_HIDDEN: () => 'Spalten, die im Blatt ausgeblendet sind, können Sie wie die anderen verwenden.',
  CELLS_MERGED: (said) =>
    `${rowOf(said)} teilt in${first(said)} eine verbundene Zelle mit Zeilen darunter, die dort leer sind. Heben Sie die Verbindung in Excel auf und füllen Sie die Zellen, wenn sie den Wert brauchen.`,

  HEADER_FOOTER_LEFT_OUT: () =>
    'Kopf- und Fußzeile des Briefs stehen nicht in der E-Mail. Hat die erste Seite welche, können Sie sie unter „Brief“ zeigen lassen.',
  SHAPE_LEFT_OUT: () => 'Eine gezeichnete Form steht nicht in der E-Mail.',
  CHART_LEFT_OUT: () => 'Ein Diagramm steht nicht in der E-Mail. Fügen Sie es als Bild ein, um es mitzusenden.',
  DIAGRAM_LEFT_OUT: () => 'Eine SmartArt-Grafik steht nicht in der E-Mail. Fügen Sie sie als Bild ein, um sie mitzusenden.',
  PICTURE_LEFT_OUT: () => 'Ein Bild kann nicht mitgesendet werden. Fügen Sie es als PNG oder JPEG in den Brief ein.',
  PICTURE_NOT_CROPPED: () =>
    'Ein Bild ist in Word zugeschnitten; die E-Mail zeigt es ganz. Mit «Bilder komprimieren» schneiden Sie es endgültig zu.',
  TEXT_UPRIGHT: () =>
    'Der Brief hat gedrehten Text in einer Tabelle; in der E-Mail steht er aufrecht, weil Mailprogramme ihn nicht drehen können.',
  OUTSIDE_LEFT_OUT: (said) =>
    `Der Brief zeigt etwas von einem anderen Ort,${first(said)}. Es wird nie geholt und steht nicht in den E-Mails. Fügen Sie es in den Brief ein, um es mitzusenden.`,
  PLACEHOLDER_LEFT_OUT: (said) =>
    `Im Brief steht noch die Aufforderung${first(said)}; sie bleibt in der E-Mail weg. Füllen Sie sie aus oder löschen Sie sie.`,
  TAG_NOT_CLOSED: (said) =>
    `Etwas im Brief hat kein Gegenstück:${first(said) || ' {{ }}'}. Prüfen Sie Anfang und Ende dieses Teils.`,
  CONDITION_UNREADABLE: (said) =>
    `Die Bedingung${first(said)} ist nicht zu lesen; was von ihr abhängt, bleibt weg. Schreiben Sie sie wie {{#if Feld}} oder {{#if Feld = "Text"}}.`,
  BRACES_OPEN: (said) =>
    `Die Klammern von${first(said)} sind nicht im selben Absatz geschlossen; so würde es wörtlich gesendet. Schreiben Sie {{Feld}} in einem Stück.`,
};
