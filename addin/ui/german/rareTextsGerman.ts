/** What the server rarely says, in German. */
import type { rareTexts as english } from '../texts/rareTexts.ts';
import type { Said } from '../texts/findingTexts.ts';
import { sayFinding } from '../sayFinding.ts';
import { saySentences } from '../saySentences.ts';
import { n } from './countsGerman.ts';

const rowOf = ({ row }: Said) => (row === null ? 'Eine Zeile' : `Zeile ${n(row)}`);
const first = ({ names: [name] }: Said) => (name === undefined ? '' : ` (${name})`);
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
  'The mailbox has used up what Google lets it send in a day. Wait until tomorrow, then go on.':
    'Das Postfach hat für heute so viel gesendet, wie Google erlaubt. Machen Sie morgen weiter.',

  // What became of a single mail.
  'Look into Sent Items before you send it again.': 'Sehen Sie zuerst in „Gesendete Elemente“ nach.',
  'Look into Sent before you send it again.': 'Sehen Sie zuerst in „Gesendet“ nach.',
  'It may have been sent: look into Sent Items before you send it again.':
    'Vielleicht wurde sie gesendet: Sehen Sie zuerst in „Gesendete Elemente“ nach.',
  'Found in Sent Items.': 'In „Gesendete Elemente“ gefunden.',
  'Marked as sent by hand, after a look into Sent Items.': 'Von Hand als gesendet vermerkt.',
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
  'Connect it again.': 'Verbinden Sie es neu.',

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
  'This is a workbook in the old .xls format. Open it in Excel, save it as .xlsx and choose the new file.':
    'Das ist eine alte .xls-Datei. Öffnen Sie sie in Excel, speichern Sie sie als .xlsx und wählen Sie die neue Datei.',
};

const findings: typeof english.findings = {
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
