/** What the server rarely says, in German. */
import type { rareTexts as english } from '../texts/rareTexts.ts';
import type { Said } from '../texts/findingTexts.ts';
import { sayFinding } from '../sayFinding.ts';
import { saySentences } from '../saySentences.ts';
import { n } from './countsGerman.ts';

const rowOf = ({ row }: Said) => (row === null ? 'Eine Zeile' : `Zeile ${n(row)}`);
const first = ({ names: [name] }: Said) => (name === undefined ? '' : ` (${name})`);
/** As we write a number that English wrote: 3.1, 10,000. */
const german = (number: string) => number.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
const fieldOf = ({ field }: Said) => (field === null ? 'Ein Feld' : `Das Feld «${field}»`);

const sentences = {
  // Why nothing leaves at the moment.
  'This mailbox has reached the # recipients it may mail in a day.':
    'Das Postfach hat heute so viele Empfänger erreicht, wie es darf: #.',
  'The hours of sending are over for now.': 'Die Sendezeit ist für jetzt vorbei.',
  'The next mail has a send time of its own.': 'Die nächste E-Mail hat eine eigene Sendezeit.',
  'The organisation of this mailbox has reached the number of outside recipients it may mail in a day.':
    'Die Organisation hat heute so viele Empfänger außerhalb erreicht, wie sie darf.',
  'Its mail server asked for a slower pace.': 'Der Maildienst bittet um eine Pause.',
  'Its mail server asked for a pause.': 'Der Maildienst bittet um eine Pause.',

  // Why a merge paused.
  'Paused after a mail that did not go well:': 'Angehalten, weil eine E-Mail nicht hinausging:',
  'Paused after # mails in a row that did not go well, all for the same reason:':
    'Angehalten, weil # E-Mails hintereinander aus demselben Grund nicht hinausgingen:',
  'Paused after # mails in a row that did not go well, the last one for this reason:':
    'Angehalten, weil # E-Mails hintereinander nicht hinausgingen, die letzte aus diesem Grund:',
  'When that is mended, resume here.': 'Wenn das behoben ist, setzen Sie hier fort.',
  'When that is done, resume here.': 'Setzen Sie danach hier fort.',
  'When the mailbox is connected again, resume here.': 'Wenn das Postfach wieder verbunden ist, setzen Sie hier fort.',
  'When the administrator of your organisation has mended it, resume here.':
    'Wenn Ihr Administrator es behoben hat, setzen Sie hier fort.',
  'When the person who runs this Mergepost server has mended it, resume here.':
    'Wenn die Person, die diesen Mergepost-Server betreibt, es behoben hat, setzen Sie hier fort.',
  'The mailbox rests for # hours, and this merge until it is resumed here after that.':
    'Das Postfach ruht # Stunden. Setzen Sie danach hier fort.',
  'Disconnected by its owner.': 'Von Ihnen getrennt.',
  'Repeating is turned off, so send it again yourself.': 'Wiederholen ist ausgeschaltet; senden Sie sie selbst noch einmal.',
  'The mailbox has used up what Google lets it send in a day. Wait until tomorrow, then go on.':
    'Das Postfach hat für heute so viel gesendet, wie Google erlaubt. Machen Sie morgen weiter.',

  // What became of a single mail.
  'Look into Sent Items before you send it again.': 'Sehen Sie zuerst in „Gesendete Elemente“ nach.',
  'Look into Sent before you send it again.': 'Sehen Sie zuerst in „Gesendet“ nach.',
  'It may have been sent: look into Sent Items before you send it again.':
    'Vielleicht wurde sie gesendet: Sehen Sie zuerst in „Gesendete Elemente“ nach.',
  'Found in Sent Items.': 'In „Gesendete Elemente“ gefunden.',
  'Marked as sent by hand, after a look into Sent Items.': 'Von Hand als gesendet vermerkt.',
  'It was not sent.': 'Sie wurde nicht gesendet.',
  'It was not sent; its draft is still in Drafts.': 'Sie wurde nicht gesendet; ihr Entwurf liegt noch in „Entwürfe“.',
  'It was not sent, however often it was tried; its draft is still in Drafts. Look at the draft, then send it again.':
    'Sie wurde trotz mehrerer Versuche nicht gesendet; ihr Entwurf liegt noch in „Entwürfe“. Senden Sie sie noch einmal.',
  'The campaign was cancelled before this mail left.': 'Abgebrochen, bevor diese E-Mail hinausging.',
  'This row has no usable address.': 'Diese Zeile hat keine brauchbare Adresse.',
  'This row has no usable address. Nothing was sent to it.': 'Diese Zeile hat keine brauchbare Adresse.',
  'Row # does not pass the filters.': 'Die Bedingungen lassen Zeile # aus.',
  'Row # is skipped by a SKIPIF field of the letter.': 'Ein Feld SKIPIF im Brief überspringt Zeile #.',
  'Row # has the same address as row #, and only the first gets a mail.':
    'Zeile # hat dieselbe Adresse wie Zeile #; nur die erste bekommt eine E-Mail.',
  'It was tried once, so send it again yourself.': 'Es wurde einmal versucht; senden Sie sie selbst noch einmal.',
  'It was tried # times, so send it again yourself.': 'Es wurde #-mal versucht; senden Sie sie selbst noch einmal.',
  'Something went wrong on our side before this mail left.': 'Vor dem Senden ging bei uns etwas schief.',
  'Something went wrong on our side while this mail was on its way.': 'Unterwegs ging bei uns etwas schief.',
  'The server stopped while this mail was on its way.': 'Der Server hielt an, als diese E-Mail unterwegs war.',
  'The server stopped before this mail left. It was not sent; send it again.':
    'Der Server hielt vorher an. Senden Sie sie noch einmal.',
  'Microsoft could not be reached, so nothing was sent. Wait a moment.':
    'Microsoft war nicht zu erreichen; nichts wurde gesendet.',
  'Google could not be reached, so nothing was sent. Wait a moment.': 'Google war nicht zu erreichen; nichts wurde gesendet.',
  'The mail server could not be reached, so nothing was sent. Wait a moment.':
    'Der Mailserver war nicht zu erreichen; nichts wurde gesendet.',
  'Microsoft did not answer in time, so the mail may or may not have gone out.':
    'Microsoft antwortete nicht rechtzeitig. Vielleicht ging die E-Mail hinaus.',
  'The connection broke before Microsoft answered, so the mail may or may not have gone out.':
    'Die Verbindung brach ab, bevor Microsoft antwortete. Vielleicht ging die E-Mail hinaus.',
  'Google did not answer in time, so the mail may or may not have gone out.':
    'Google antwortete nicht rechtzeitig. Vielleicht ging die E-Mail hinaus.',
  'The connection broke before Google answered, so the mail may or may not have gone out.':
    'Die Verbindung brach ab, bevor Google antwortete. Vielleicht ging die E-Mail hinaus.',
  'Microsoft answered # and did not say whether the mail went out.':
    'Microsoft antwortete # und sagte nicht, ob die E-Mail hinausging.',
  'Google answered # and did not say whether the mail went out.':
    'Google antwortete # und sagte nicht, ob die E-Mail hinausging.',
  'The mail server did not say whether it took the mail before the connection ended, so it may or may not have gone out. Look into the sent mails before you send it again.':
    'Die Verbindung brach ab, bevor der Mailserver die E-Mail bestätigte. Sehen Sie zuerst unter den gesendeten nach.',
  'Microsoft refused the message and says: “”. It was not sent.': 'Microsoft nahm die E-Mail nicht an und sagt: „{}“.',
  'The mail server did not take the mail and says: “”.': 'Der Mailserver nahm die E-Mail nicht an und sagt: „{}“.',
  'The mail server’s own words: “”.': 'Der Mailserver sagt: „{}“.',
  'Google refused the message and says: “”. It was not sent.': 'Google nahm die E-Mail nicht an und sagt: „{}“.',
  'Google is busy at the moment. Wait a moment.': 'Google ist gerade überlastet.',
  'Google asks this mailbox to send more slowly. Wait a moment.': 'Google bittet dieses Postfach, langsamer zu senden.',
  'Google refused an address of this message as malformed. Correct the address and send it again.':
    'Google nimmt eine Adresse nicht an. Berichtigen Sie sie und senden Sie noch einmal.',
  'Google no longer accepts the sign-in of this mailbox. Connect it again.':
    'Google nimmt die Anmeldung dieses Postfachs nicht mehr an. Verbinden Sie es neu.',
  'Google does not let this app send. Tell whoever runs this Mergepost server.':
    'Google lässt diese App nicht senden. Sagen Sie der Person Bescheid, die diesen Mergepost-Server betreibt.',
  'An address of this message cannot be sent to over SMTP. Correct the address and send it again.':
    'An eine Adresse kann dieser Mailserver nicht senden. Berichtigen Sie sie und senden Sie noch einmal.',
  'The connection to the mail server broke before the mail was handed over, so nothing was sent. Wait a moment.':
    'Die Verbindung zum Mailserver brach vorher ab; nichts wurde gesendet.',
  'The message is larger than this mail server takes. Make the attachments smaller, or send a link to the file.':
    'Die E-Mail ist dem Mailserver zu groß. Verwenden Sie kleinere Anhänge oder senden Sie einen Link zur Datei.',
  'The draft of an earlier attempt is gone: it was sent after all, or somebody deleted it. Look into Sent Items before you send it again.':
    'Der Entwurf eines früheren Versuchs ist weg: gesendet oder gelöscht. Sehen Sie zuerst in „Gesendete Elemente“ nach.',
  'This mail has more recipients than its mailbox, or its organisation, may mail in a day, so nothing was sent. Send it to fewer at once, or raise that number.':
    'Diese E-Mail hat mehr Empfänger, als das Postfach oder die Organisation an einem Tag anschreiben darf; nichts wurde gesendet. Senden Sie sie an weniger oder erhöhen Sie die Zahl.',
  'Something went wrong on our side whenever this mail was made. Nothing was sent to it; the others go on.':
    'Diese E-Mail ließ sich bei uns nicht erstellen; sie wurde nicht gesendet. Die anderen gehen hinaus.',
  'Connect it again.': 'Verbinden Sie es neu.',

  // What a mailbox needs, and what its test found.
  'Microsoft let Mergepost in until #-#-# #:# UTC only.': 'Microsoft lässt Mergepost nur bis #-#-# #:# (UTC) zu.',
  'Google let Mergepost in until #-#-# #:# UTC only.': 'Google lässt Mergepost nur bis #-#-# #:# (UTC) zu.',
  'Connect it again and accept that access may last.': 'Verbinden Sie es neu und stimmen Sie dauerhaftem Zugriff zu.',
  'It was not used since #-#-#, and Microsoft ends a permission after # days: after #-#-# it must be connected again.':
    'Es wurde seit #-#-# nicht benutzt, und Microsoft beendet eine Erlaubnis nach # Tagen: Nach dem #-#-# muss es neu verbunden werden.',
  'It was not used since #-#-#, and Google ends a permission after # days: after #-#-# it must be connected again.':
    'Es wurde seit #-#-# nicht benutzt, und Google beendet eine Erlaubnis nach # Tagen: Nach dem #-#-# muss es neu verbunden werden.',
  'Send something, or switch on “”.': 'Senden Sie etwas oder schalten Sie ein, dass es verbunden bleibt.',
  'Send a test mail: it tells how it stands.': 'Senden Sie eine Test-E-Mail: Sie zeigt, wie es steht.',
  'Connect this mailbox again.': 'Verbinden Sie dieses Postfach neu.',
  'Try again in a few minutes.': 'Versuchen Sie es in ein paar Minuten noch einmal.',
  'Look into the mailbox: the test mail may have arrived. If it has not, test again.':
    'Sehen Sie im Postfach nach: Vielleicht ist die Test-E-Mail angekommen. Wenn nicht, testen Sie noch einmal.',
  'Show this to the person who runs this Mergepost server, or to the administrator of your organisation.':
    'Zeigen Sie das der Person, die diesen Mergepost-Server betreibt, oder Ihrem Administrator.',
  'Tell the person who runs this Mergepost server.': 'Sagen Sie der Person Bescheid, die diesen Mergepost-Server betreibt.',
  'Tell the person who runs this Mergepost server to look at its network.':
    'Bitten Sie die Person, die diesen Mergepost-Server betreibt, nach dem Netzwerk zu sehen.',
  'The certificate of the mail server is not trusted: it has expired, is for another name, or comes from an authority that is not known here. Nothing was sent.':
    'Dem Zertifikat des Mailservers ist nicht zu trauen: abgelaufen, für einen anderen Namen oder von unbekannter Stelle. Nichts wurde gesendet.',
  'The IMAP server did not accept the sign-in of this mailbox.': 'Der IMAP-Server nimmt die Anmeldung dieses Postfachs nicht an.',
  'The IMAP server could not be reached, or is busy.': 'Der IMAP-Server ist nicht zu erreichen oder überlastet.',
  'Ask your administrator to allow IMAP for this mailbox, or switch it on in the mailbox’s own settings.':
    'Bitten Sie Ihren Administrator, IMAP für dieses Postfach zu erlauben, oder schalten Sie es in dessen Einstellungen ein.',

  // Why a letter or a list cannot be read.
  'This file is not a Word document (.docx).': 'Diese Datei ist kein Word-Dokument (.docx).',
  'Open it in Word, save it again as .docx and choose the new file.':
    'Öffnen Sie sie in Word, speichern Sie sie als .docx und wählen Sie die neue Datei.',
  'This letter is password-protected. Save it without a password and choose it again.':
    'Der Brief hat ein Kennwort. Speichern Sie ihn ohne und wählen Sie ihn neu.',
  'This list is empty. The first row needs the headings, the rows below the people.':
    'Die Liste ist leer. Oben braucht sie Überschriften, darunter die Personen.',
  'This workbook is password-protected. Save it without a password and choose it again.':
    'Die Arbeitsmappe hat ein Kennwort. Speichern Sie sie ohne und wählen Sie sie neu.',
  'The letter is empty. Write it and try again.': 'Der Brief ist leer. Schreiben Sie ihn und versuchen Sie es noch einmal.',
  'This letter is password-protected, or in the old .doc format. Save it without a password as .docx and choose it again.':
    'Der Brief hat ein Kennwort oder ist eine alte .doc-Datei. Speichern Sie ihn ohne Kennwort als .docx und wählen Sie ihn neu.',
  'The list «» is an empty file. Choose the file with the people.':
    'Die Liste «{}» ist leer. Wählen Sie die Datei mit den Personen.',
  'This list has headings but no rows below them. Add the people and read it again.':
    'Die Liste hat nur Überschriften. Schreiben Sie die Personen darunter und wählen Sie sie neu.',
  'The sheet «» has headings but no rows below them. Add the people and read it again.':
    'Das Blatt «{}» hat nur Überschriften. Schreiben Sie die Personen darunter und wählen Sie die Liste neu.',
  'The sheet «» is empty. Choose another sheet, or fill it with headings and rows.':
    'Das Blatt «{}» ist leer. Wählen Sie ein anderes oder füllen Sie es mit Überschriften und Personen.',
  'This file is not an Excel workbook (.xlsx).': 'Diese Datei ist keine Excel-Arbeitsmappe (.xlsx).',
  'This is a PDF file, not a list.': 'Das ist eine PDF-Datei, keine Liste.',
  'This file is not a list: it holds binary data.': 'Diese Datei ist keine Liste.',
  'Save the list as .xlsx or .csv and choose it again.': 'Speichern Sie die Liste als .xlsx oder .csv und wählen Sie sie neu.',
  'This is a password-protected or old .xls workbook. Save it without a password as .xlsx and choose it again.':
    'Die Arbeitsmappe hat ein Kennwort oder ist eine alte .xls-Datei. Speichern Sie sie ohne Kennwort als .xlsx und wählen Sie sie neu.',
  'This Word document is damaged and cannot be opened.': 'Dieses Word-Dokument ist beschädigt.',
  'This file is far larger inside than a letter can be, so it was not opened.':
    'Diese Datei ist innen viel größer, als ein Brief sein kann; sie wurde nicht geöffnet.',
  'This file is not a Word document: it has no main text (word/document.xml).': 'Diese Datei ist kein Word-Dokument.',
  'This letter has too many pieces to be merged as an e-mail. Shorten it and choose it again.':
    'Der Brief ist zu lang für eine E-Mail. Kürzen Sie ihn und wählen Sie ihn neu.',
  'The text of this letter is far longer than a mail can be. Shorten it and choose it again.':
    'Der Brief ist viel zu lang für eine E-Mail. Kürzen Sie ihn und wählen Sie ihn neu.',
  'This workbook is damaged and cannot be opened. Open it in Excel, save it again and choose the new file.':
    'Die Arbeitsmappe ist beschädigt. Öffnen Sie sie in Excel, speichern Sie sie und wählen Sie die neue Datei.',
  'This workbook is far larger inside than a list of people can be. Copy only the list into a new workbook and choose that.':
    'Die Arbeitsmappe ist innen viel zu groß. Kopieren Sie nur die Liste in eine neue und wählen Sie diese.',
  'This is a binary workbook (.xlsb), which cannot be read.':
    'Das ist eine binäre Arbeitsmappe (.xlsb); sie lässt sich nicht lesen.',
  'This is an OpenDocument spreadsheet (.ods), which cannot be read.': 'Das ist eine .ods-Tabelle; sie lässt sich nicht lesen.',
  'This is a Numbers spreadsheet, which cannot be read. Export it from Numbers as Excel (.xlsx) or CSV and choose that file.':
    'Das ist eine Numbers-Tabelle. Exportieren Sie sie in Numbers als Excel (.xlsx) oder CSV und wählen Sie diese Datei.',
  'This is a Word document, not a list. Copy its table into Excel.':
    'Das ist ein Word-Dokument, keine Liste. Kopieren Sie seine Tabelle nach Excel.',
  'This zip file holds no Excel workbook. Unpack it and choose the list itself, as .xlsx or .csv.':
    'Diese ZIP-Datei ist keine Arbeitsmappe. Entpacken Sie sie und wählen Sie die Liste selbst, als .xlsx oder .csv.',
  'This is a text document (RTF), not a list. Copy its table into Excel and save it as .xlsx.':
    'Das ist ein Textdokument (RTF), keine Liste. Kopieren Sie seine Tabelle nach Excel und speichern Sie sie als .xlsx.',
  'This file holds contact cards (vCard). Export the contacts as CSV and choose that file.':
    'Diese Datei enthält Visitenkarten (vCard). Exportieren Sie die Kontakte als CSV und wählen Sie diese Datei.',
  'This file is a web page or XML that only calls itself a list. Open it in Excel, save it as .xlsx and choose the new file.':
    'Diese Datei ist eine Webseite oder XML. Öffnen Sie sie in Excel, speichern Sie sie als .xlsx und wählen Sie die neue Datei.',
  'This workbook has no visible sheet. Show the sheet with the list in Excel and save it.':
    'In der Arbeitsmappe ist jedes Blatt ausgeblendet. Blenden Sie das mit der Liste in Excel ein und speichern Sie.',
  'The sheet «» is hidden. Show it in Excel, save, and choose the file again.':
    'Das Blatt «{}» ist ausgeblendet. Blenden Sie es in Excel ein, speichern Sie und wählen Sie die Datei neu.',
  'The sheet «» shows no rows: all of them are hidden. Clear the filter in Excel, save, and choose the file again.':
    'Im Blatt «{}» sind alle Zeilen ausgeblendet. Heben Sie den Filter in Excel auf, speichern Sie und wählen Sie die Datei neu.',
  'This list has more than # rows, and # is the most one merge takes. Split the list and merge in parts.':
    'Die Liste hat mehr als # Zeilen; mehr nimmt eine Serien-E-Mail nicht. Teilen Sie sie auf.',
  'This list has # columns and # rows, which is more than a merge takes. Copy only the columns you need into a new list.':
    'Die Liste hat # Spalten und # Zeilen; das ist zu viel. Kopieren Sie nur die nötigen Spalten in eine neue.',
  'The list has no rows. Add at least one person.': 'Die Liste hat keine Zeilen. Fügen Sie mindestens eine Person hinzu.',
  'This is a workbook in the old .xls format. Open it in Excel, save it as .xlsx and choose the new file.':
    'Das ist eine alte .xls-Datei. Öffnen Sie sie in Excel, speichern Sie sie als .xlsx und wählen Sie die neue Datei.',
};

const findings: typeof english.findings = {
  MESSAGE_TOO_LARGE: ({ row, numbers: [bytes, most] }) =>
    row === null && most !== undefined
      ? `Brief, Bilder und Anhänge haben zusammen ${german(bytes ?? '')} MB, und eine E-Mail kann höchstens ${german(most)} MB tragen. Machen Sie sie kleiner.`
      : `${row === null ? 'Eine E-Mail' : `Die E-Mail von Zeile ${n(row)}`} würde viel zu lang und wird nicht erstellt. Suchen Sie nach sehr langen Zellen und nach Feldern, die einen Text immer wieder wiederholen.`,
  FILTERED: () => 'Die Bedingungen lassen Zeilen aus.',
  DUPLICATE: () => 'Eine Adresse steht in mehreren Zeilen; nur die erste bekommt eine E-Mail.',
  SKIPIF: () => 'Ein Feld SKIPIF im Brief überspringt Zeilen.',
  GROUP_EMPTY: (said) =>
    `Manche Zeilen haben nichts, wonach sie zusammengefasst werden${first(said)}. Sie bekommen je eine eigene E-Mail.`,
  GROUP_ADDRESSES: (said) =>
    `${rowOf(said)} und andere werden eine E-Mail${first(said)}, haben aber verschiedene Adressen. Nur die erste gilt.`,

  HEADINGS_BELOW: (said) =>
    `Was über den Überschriften steht${first(said)}, bleibt weg. Wählen Sie eine andere Zeile, wenn das nicht stimmt.`,
  CELL_FORMAT_UNKNOWN: (said) =>
    `${rowOf(said)} hat eine Zahl${first(said)}, deren Format sich nicht anwenden lässt. Wählen Sie ein anderes.`,
  CELL_SHORTENED: (said) =>
    `${rowOf(said)} zeigt eine lange Zahl gekürzt${first(said)}. Geben Sie der Spalte das Format 0 oder Text, wenn es auf die Ziffern ankommt.`,

  CHANGES_ACCEPTED: () => 'Der Brief hat nachverfolgte Änderungen. In der E-Mail gelten alle als angenommen.',
  FIELD_NOT_CLOSED: () => 'Ein Feld im Brief ist beschädigt. Löschen Sie es und fügen Sie es neu ein.',
  FIELD_NOT_SUPPORTED: (said) => `Der Brief hat ein Feld${first(said)}, das hier nicht möglich ist. Es bleibt in der E-Mail weg.`,
  FIELD_NOT_UPDATED: () => 'Der Brief hat ein Feld, das in jeder E-Mail so steht wie jetzt im Brief.',
  FIELD_SWITCH_NOT_SUPPORTED: (said) =>
    `${fieldOf(said)} hat einen Schalter, der hier nicht möglich ist. Der Wert steht ohne ihn da.`,
  FILTER_NOT_SUPPORTED: (said) => `${fieldOf(said)} hat einen Filter, den es nicht gibt oder dem etwas fehlt. Er bewirkt nichts.`,
  FIELD_FROM_USUAL_COLUMNS: () =>
    'Ein Adress- oder Grußfeld wird aus Spalten mit üblichen Namen gefüllt. Sehen Sie nach, ob es die richtigen sind.',
  FORMULA_AS_TEXT: (said) => `Der Brief hat eine Formel; in der E-Mail steht sie als Text${first(said)}.`,
  OBJECT_LEFT_OUT: () => 'Ein eingebettetes Objekt ist in der E-Mail höchstens ein Bild.',
  SUBDOCUMENT_LEFT_OUT: () => 'Ein eingebundenes Dokument steht nicht in der E-Mail.',
  HTML_LEFT_OUT: () => 'Manches in diesem Brief kann eine E-Mail nicht tragen; es bleibt weg.',
  LETTER_CUT: () => 'Im HTML des Briefs fehlt ein End-Tag; was danach kommt, bleibt weg. Ergänzen Sie es.',
  IF_SIMPLIFIED: () =>
    'IF-Felder mit mehreren Absätzen stehen in einem Absatz; dort stehen nun Zeilenumbrüche. Geben Sie jedem einen eigenen Absatz.',
  NEXT_NOT_USED: () =>
    'Ein Feld NEXT außerhalb einer Tabelle bleibt weg. Setzen Sie stattdessen {{#each}} und {{/each}} um das, was sich wiederholt.',
  NEXTIF_SIMPLIFIED: () =>
    'Eine Tabellenzeile mit dem Feld NEXTIF steht in der E-Mail immer da. Setzen Sie {{#if Feld}} und {{/if}} um das, was von der Bedingung abhängt.',
  REPEAT_NESTED: () =>
    'Ein Teil, der sich wiederholt, steht in einem anderen; der innere wiederholt sich nicht. Nehmen Sie sein {{#each}} und {{/each}} heraus.',
  CONDITION_TEXT: ({ names }) =>
    `In einer Bedingung gilt ${names[1] ?? 'ein Wort'} als Text. Schreiben Sie "Text" oder, für die Spalte, [Spalte].`,
};

export const rareTexts: typeof english = {
  findings,
  sentences,
  say: (text, finding) => {
    if (finding && Object.hasOwn(findings, finding.code)) return [{ text: sayFinding(finding, findings), known: true }];
    // What is no number, such as 5.7.1, has no comma.
    return saySentences(text, sentences, (number) => number.replaceAll(',', '.'));
  },
};
