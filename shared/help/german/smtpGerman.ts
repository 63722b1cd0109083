/** Replies of mail servers, in German, as shared/help/smtpCodes.ts says them in English. */
import { type GermanRow, germanWords } from './germanWords.ts';
import { ABUSE, QUOTA, SEND_AS_DENIED } from './graphGerman.ts';

const AGAIN = 'Verbinden Sie das Postfach noch einmal und melden Sie sich an.';
const ADDRESS = 'Prüfen Sie die Adresse und senden Sie den Brief noch einmal.';
const LATER = 'Versuchen Sie es in ein paar Minuten noch einmal.';
const SEND_LATER = 'senden Sie den Brief später noch einmal.';
const REPORT = 'Melden Sie es der Person, die diesen Mergepost-Server betreibt, mit diesem Code.';
const SMTP_OFF =
  'das Senden über SMTP ist dafür ausgeschaltet. Bitten Sie Ihren Administrator, „Authentifiziertes SMTP“ für dieses Postfach zu erlauben (Microsoft 365 Admin Center, Aktive Benutzer, E-Mail, E-Mail-Apps verwalten).';
const FULL =
  'Das Postfach des Empfängers ist voll. Benachrichtigen Sie den Empfänger auf einem anderen Weg und senden Sie den Brief später noch einmal.';
const SLOW_RECEIVER =
  'Der Empfänger bekommt gerade mehr E-Mails, als der Server für ein Postfach annimmt. Senden Sie in einer Stunde noch einmal an diese Adresse.';

const AT_THE_DOOR: readonly GermanRow[] = [
  ['535-5.7.3 5.7.3', `Microsoft hat die Anmeldung zum Senden aus diesem Postfach nicht angenommen; meistens gilt: ${SMTP_OFF}`],
  ['5.7.139', `Microsoft hat dieses Postfach nicht eingelassen; meistens gilt: ${SMTP_OFF}`],
  ['5.7.57', `Microsoft hielt den Brief für einen ohne Anmeldung; meistens gilt: ${SMTP_OFF}`],
  ['5.7.60 5.2.252', SEND_AS_DENIED],
  [
    '5.7.64',
    'Microsoft kennt den Server nicht, der die E-Mail übergibt (ein Connector mit Zertifikat oder Adresse passt nicht mehr). Bitten Sie Ihren Administrator, den Connector im Exchange Admin Center zu berichtigen.',
  ],
  [
    '5.7.8',
    `Der Mailserver hat die Anmeldung nicht angenommen; vielleicht ist die Adresse eine andere als die, mit der angemeldet wurde. ${AGAIN}`,
  ],
  ['5.7.9', `Google möchte, dass Sie sich zuerst im Browser anmelden, oder nimmt hier kein Passwort an. ${AGAIN}`],
  ['5.7.14', `Google möchte, dass Sie sich zuerst im Browser anmelden. ${AGAIN}`],
  ['535 534 538 535-5.7.1', `Der Mailserver hat die Anmeldung nicht angenommen. ${AGAIN}`],
  [
    '530 530-5.7.0 530-5.5.1',
    'Der Mailserver verlangt zuerst Verschlüsselung oder eine Anmeldung. Prüfen Sie Server, Port und Sicherheit der Anwendung (587 mit STARTTLS oder 465 mit TLS).',
  ],
  ['454-4.7.0', `Der Mailserver konnte die Anmeldung gerade nicht prüfen. ${LATER}`],
  [
    '5.7.4 504',
    'Der Mailserver bietet diese Art der Anmeldung nicht an. Wählen Sie in der Anwendung XOAUTH2 oder OAUTHBEARER, je nachdem, was der Server nennt.',
  ],
  [
    '4.7.12',
    'Der Mailserver verlangt, dass das Konto zuerst für diese Art der Anmeldung eingerichtet wird. Bitten Sie Ihren Administrator.',
  ],
];

const LIMITS: readonly GermanRow[] = [
  [
    '4.3.2',
    'Zu viele Briefe dieses Postfachs waren zugleich unterwegs. Warten Sie einen Moment; Mergepost sendet einen nach dem anderen.',
  ],
  ['4.5.3', 'Der Brief hat zu viele Empfänger auf einmal. Senden Sie ihn an weniger Personen zugleich.'],
  ['5.5.3', 'Der Brief hat zu viele Empfänger. Senden Sie ihn an weniger Personen zugleich.'],
  [
    '5.3.4 5.2.3',
    'Der Brief ist größer, als der Mailserver annimmt. Verkleinern Sie die Anhänge oder senden Sie einen Link zur Datei.',
  ],
  [
    '5.1.90',
    'Das Postfach hat an so viele Personen gesendet, wie es in 24 Stunden darf. Warten Sie bis morgen und senden Sie dann den Rest.',
  ],
  ['5.2.2', 'Das Postfach hat aufgebraucht, was es vorerst senden darf. Warten Sie einige Stunden und senden Sie dann den Rest.'],
  [
    '5.4.5',
    'Das Postfach hat aufgebraucht, was Google es an einem Tag senden lässt. Warten Sie bis morgen und senden Sie dann den Rest.',
  ],
  [
    '5.2.121',
    'Dieses Postfach hat mehr an einen Empfänger gesendet, als in einer Stunde angenommen wird. Senden Sie in einer Stunde noch einmal an diese Adresse.',
  ],
  ['5.2.122 4.2.1', SLOW_RECEIVER],
  [
    '5.7.232',
    'Ihre Organisation ist eine zur Probe und hat so viele E-Mails nach außen gesendet, wie eine solche in 24 Stunden darf. Warten Sie bis morgen oder bitten Sie Ihren Administrator, ein Abonnement zu kaufen.',
  ],
  [
    '5.7.233',
    'Ihre ganze Organisation hat so viele E-Mails nach außen gesendet, wie sie in 24 Stunden darf. Warten Sie bis morgen, senden Sie den Rest in kleineren Teilen und sagen Sie Ihrem Administrator Bescheid.',
  ],
  [
    '5.7.236',
    'E-Mails von einer Adresse, die auf onmicrosoft.com endet, dürfen in 24 Stunden an 100 Personen außerhalb gehen. Bitten Sie Ihren Administrator um eine Adresse mit Ihrer eigenen Domäne.',
  ],
  [
    '421-4.7.0',
    'Der Mailserver möchte, dass langsamer gesendet wird, oder misstraut dem Netzwerk dieses Servers eine Weile. Warten Sie einige Minuten; wenn es so bleibt, sagen Sie der Person Bescheid, die diesen Server betreibt.',
  ],
  [
    '4.7.1 4.7.28 4.7.500 4.7.850',
    'Der Mailserver hält E-Mails eine Weile zurück, weil sie ungewöhnlich aussehen. Warten Sie eine Stunde und senden Sie den Rest dann langsamer.',
  ],
];

const RECEIVERS: readonly GermanRow[] = [
  ['5.1.1 5.1.10 5.5.0 5.7.504 5.7.505', `Dieses Postfach gibt es beim Empfänger nicht. ${ADDRESS}`],
  ['5.1.0 5.1.2 5.1.3 5.1.6', `Die Adresse des Empfängers stimmt nicht, oder ihre Domäne gibt es nicht. ${ADDRESS}`],
  ['5.2.1', 'Das Postfach des Empfängers ist geschlossen. Bitten Sie den Empfänger um eine andere Adresse.'],
  ['4.2.2', FULL],
  ['5.4.1', `Der Server des Empfängers nimmt für diese Adresse keine E-Mails an. ${ADDRESS}`],
  ['4.4.7 5.4.300 4.4.316', `Der Server des Empfängers war lange nicht zu erreichen. Prüfen Sie die Adresse und ${SEND_LATER}`],
  [
    '5.4.6 5.4.14',
    'Der Brief lief zwischen Mailservern im Kreis. Bitten Sie Ihren Administrator, sich den Nachrichtenfluss und die Weiterleitungsregeln anzusehen.',
  ],
  [
    '5.7.12 5.7.124 5.7.133 5.7.134 5.7.135 5.7.136 5.7.13',
    'Der Empfänger nimmt E-Mails nur von ausgewählten Absendern an oder nur aus der eigenen Organisation. Bitten Sie ihn, Ihre Adresse zuzulassen.',
  ],
  [
    '5.7.515 5.7.26 4.7.26 4.7.27 5.7.27 5.7.29 5.7.30 4.7.30 4.7.31 4.7.32 5.7.23 5.7.509',
    'Der Empfänger verlangt einen Nachweis, dass wirklich Ihre Domäne diese E-Mail sendet (SPF, DKIM und DMARC). Bitten Sie den Administrator Ihrer Domäne, alle drei einzurichten.',
  ],
  [
    '5.0.350 5.7.507 5.7.513',
    'Der Server des Empfängers hält den Brief für unerwünscht. Ändern Sie, was darin nach Werbung aussieht, oder bitten Sie den Empfänger, Ihre Adresse zuzulassen.',
  ],
  [
    '5.7.1',
    'Der Mailserver nimmt diesen Brief nicht an: Der Absender darf hier nicht senden, oder eine Regel oder ein Spamfilter hat ihn aufgehalten. Lesen Sie den Rest des Berichts und fragen Sie Ihren Administrator, wenn er eine Regel nennt.',
  ],
  [
    '552-5.7.0',
    'Der Mailserver hält einen Anhang oder einen Link des Briefes für gefährlich. Senden Sie statt des Anhangs einen Link zur Datei.',
  ],
];

const WHOLE: readonly GermanRow[] = [
  [
    '5.1.8 5.7.501 5.7.502 5.7.503',
    'Microsoft hat dieses Postfach angehalten, weil es dessen E-Mails für Spam hält oder weil jemand anderes es benutzen könnte. Bitten Sie Ihren Administrator, es freizugeben (Microsoft Defender, Eingeschränkte Entitäten).',
  ],
  [
    '5.7.705 5.7.708',
    'Microsoft hat alle E-Mails Ihrer Organisation angehalten, weil die meisten verdächtig aussehen. Bitten Sie Ihren Administrator, die Ursache zu suchen und den Support von Microsoft anzurufen.',
  ],
  [
    '5.7.750',
    'Ihre Organisation sendet von einer Domäne, die sie nicht bei Microsoft registriert hat. Bitten Sie Ihren Administrator, die Domäne hinzuzufügen und zu bestätigen.',
  ],
  [
    '5.7.606 5.7.511 5.7.25 4.7.23',
    'Der Mailserver nimmt aus dem Netzwerk dieses Servers keine E-Mails an. Bitten Sie den Betreiber des Netzwerks, die Adresse von der Sperrliste nehmen zu lassen.',
  ],
  [
    '5.7.703',
    'Ihre eigene Organisation hat diesen Empfänger gesperrt. Fragen Sie Ihren Administrator (Zulassungs-/Sperrliste für Mandanten).',
  ],
  [
    '5.7.321 5.7.322 5.7.323 5.7.324 5.7.325 4.7.321 4.7.322 4.7.323 4.7.324 4.7.325',
    `Der Server des Empfängers ist nicht über eine sichere Verbindung zu erreichen. Benachrichtigen Sie den Empfänger auf einem anderen Weg und ${SEND_LATER}`,
  ],
];

const PLAIN: readonly GermanRow[] = [
  ['421 4.3.0 4.4.2 4.4.5 4.3.1', `Der Mailserver hat viel zu tun oder beendet die Verbindung. ${LATER}`],
  ['450 451 4', `Der Mailserver nimmt diesen Brief gerade nicht an. ${LATER}`],
  ['452', `Der Mailserver hat keinen Platz, oder der Brief hat zu viele Empfänger. ${LATER}`],
  ['454', `Der Mailserver kann das gerade nicht. ${LATER}`],
  ['432', `Der Mailserver nimmt gerade keine weiteren Briefe dieses Postfachs an. ${LATER}`],
  [
    '500 501 502 503 555 5.5.1 5.5.2 5.5.4 5.6.0 5.6.11 4.5.0 454-4.5.0',
    `Der Mailserver hat nicht verstanden, was Mergepost gesagt hat. ${REPORT}`,
  ],
  ['550 551 553', `Der Mailserver nimmt von diesem Absender oder für diesen Empfänger keine E-Mails an. ${ADDRESS}`],
  [
    '552',
    'Der Brief ist zu groß, oder das Postfach des Empfängers ist voll. Verkleinern Sie die Anhänge oder senden Sie einen Link zur Datei.',
  ],
  [
    '554',
    'Der Mailserver hat den Brief abgelehnt. Lesen Sie, was er gesagt hat, und senden Sie den Brief noch einmal, wenn das behoben ist.',
  ],
];

const CLASSES: readonly GermanRow[] = [
  ['5.1', `Eine Adresse des Briefes stimmt nicht. ${ADDRESS}`],
  [
    '5.2',
    'Das Postfach des Empfängers nimmt den Brief nicht an. Fragen Sie den Empfänger oder verwenden Sie eine andere Adresse.',
  ],
  [
    '5.3',
    'Das Mailsystem des Empfängers nimmt den Brief nicht an. Senden Sie ihn später noch einmal oder fragen Sie den Empfänger.',
  ],
  ['5.4', `Der Weg zum Mailserver des Empfängers ist gestört. Prüfen Sie die Adresse und ${SEND_LATER}`],
  ['5.5', `Die Mailserver haben einander nicht verstanden. ${REPORT}`],
  [
    '5.6',
    'Der Mailserver kann mit dem Inhalt des Briefes nicht umgehen. Vereinfachen Sie den Brief oder seine Anhänge und senden Sie ihn noch einmal.',
  ],
  [
    '5.7',
    'Eine Regel des Mailservers erlaubt diesen Brief nicht. Lesen Sie, was der Server gesagt hat, und fragen Sie Ihren Administrator danach.',
  ],
];

/** By the words of the reply (`says` of SMTP_WORDINGS), in the same meaning. */
export const SMTP_WORDINGS_GERMAN: ReadonlyMap<string, string> = new Map([
  [
    'disabled for the tenant',
    'Ihre Organisation hat das Senden über SMTP für alle ausgeschaltet. Bitten Sie Ihren Administrator, es einzuschalten (Exchange Admin Center, Einstellungen, Nachrichtenfluss, SMTP AUTH), oder wenigstens für dieses Postfach.',
  ],
  ['disabled for the mailbox', `Microsoft hat dieses Postfach nicht eingelassen: ${SMTP_OFF}`],
  [
    'security defaults',
    'Die Sicherheitsstandards Ihrer Organisation erlauben diese Art zu senden nicht. Bitten Sie Ihren Administrator, sie durch eine Richtlinie zu ersetzen, die es erlaubt, oder verbinden Sie das Postfach über Graph.',
  ],
  [
    'did not meet the criteria',
    'Eine Richtlinie Ihrer Organisation (bedingter Zugriff) lässt diese Anmeldung nicht zu. Bitten Sie Ihren Administrator, sie für dieses Postfach zu erlauben.',
  ],
  ['credentials were incorrect', `Microsoft hat die Anmeldung dieses Postfachs nicht angenommen. ${AGAIN}`],
  [
    'basic authentication is disabled',
    'Es wurde ein Passwort verwendet, wo Microsoft nur eine moderne Anmeldung annimmt. Stellen Sie die Anmeldung beim Mailserver der Anwendung auf XOAUTH2.',
  ],
  ['sendasdenied', SEND_AS_DENIED],
  ['submissionquotaexceeded', QUOTA],
  ['outboundspamexception', ABUSE],
  [
    'unable to relay',
    'Der Mailserver gibt E-Mails dieses Absenders ohne Anmeldung nicht weiter. Prüfen Sie Server, Port und Anmeldung beim Mailserver der Anwendung.',
  ],
  ['mailbox full', FULL],
  ['mailbox is full', FULL],
  ['over quota', FULL],
  ['recipient thread limit', SLOW_RECEIVER],
]);

export const SMTP_GERMAN = germanWords([...AT_THE_DOOR, ...LIMITS, ...RECEIVERS, ...WHOLE, ...PLAIN, ...CLASSES]);
