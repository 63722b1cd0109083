/** What the page of the mailboxes says, in German. */
import type { mailboxTexts as english } from '../texts/mailboxTexts.ts';
import type { Translated } from '../translated.ts';
import { count, n } from './countsGerman.ts';

export const mailboxTexts: Translated<typeof english> = {
  mailboxes: {
    title: 'Postfächer',
    add: 'Postfach hinzufügen',
    none: 'Noch ist kein Postfach verbunden.',
    since: (moment) => `seit ${moment}`,
    connectedSince: (moment) => `Verbunden seit ${moment}`,
    lastUsed: (moment) => `zuletzt benutzt: ${moment}`,
    may: (list) => `Darf ${list}.`,
    reconnect: 'Neu verbinden',
    mayNotReconnect:
      'Eine Anmeldung hier hilft diesem Postfach nicht: Bringen Sie seinen Zugang unter „Weitere Wege“ noch einmal mit oder fragen Sie, wer sich bei Ihnen um Mergepost kümmert.',
    askAdministrator: 'Administrator fragen',
    disconnect: 'Trennen',
    disconnectSure: (address) => `${address} trennen?`,
    disconnectNext:
      'Mergepost vergisst dieses Postfach. Serien-E-Mails, die gerade daraus gesendet werden, halten an. Sie können es später wieder verbinden.',
    disconnectRunning: (running) =>
      `Mergepost vergisst dieses Postfach. ${count(running, 'Serien-E-Mail, die', 'Serien-E-Mails, die')} gerade daraus gesendet ${running === 1 ? 'wird, hält' : 'werden, halten'} an.`,
    signOut: 'Abmelden',
    signedInAs: (name) => `Angemeldet als ${name}`,
    administration: 'Verwaltung',
  },

  permissions: {
    send: 'in Ihrem Namen E-Mails senden',
    shared: 'für freigegebene Postfächer senden',
    read: 'Ihre E-Mails lesen',
    change: 'Ihre E-Mails lesen und ändern',
    identity: 'Ihren Namen und Ihre Adresse kennen',
    stay: 'verbunden bleiben',
  },

  test: {
    send: 'Test-E-Mail senden',
    sending: 'Eine Test-E-Mail wird gesendet …',
    sent: (to) => `Test-E-Mail an ${to} gesendet. Sehen Sie in Ihrem Posteingang nach.`,
    failed: 'Die Test-E-Mail wurde nicht gesendet.',
    steps: 'Schritte der Test-E-Mail',
    names: {
      token: 'Erlaubnis',
      connect: 'Verbindung',
      tls: 'Verschlüsselung',
      auth: 'Anmeldung',
      accepted: 'E-Mail angenommen',
    },
    statuses: { ok: 'erledigt', failed: 'fehlgeschlagen', skipped: 'nicht nötig' },
    notReached: 'nicht erreicht',
    time: (milliseconds) =>
      milliseconds < 1000 ? `${n(Math.round(milliseconds))} ms` : `${n(Math.round(milliseconds / 100) / 10)} s`,
  },

  settings: {
    more: 'Mehr',
    fromName: 'Name, den Empfänger sehen',
    fromNameHint: 'Leer: der Name des Postfachs selbst.',
    fromNameFixed: 'Empfänger sehen den Namen, den Microsoft für dieses Postfach führt. Ihr Administrator kann ihn dort ändern.',
    keepAlive: 'Verbunden halten, auch wenn es nicht benutzt wird',
    keepAliveHint: 'Wird einmal im Monat erneuert. Sonst endet die Verbindung, wenn sie lange niemand benutzt hat.',
    shared: 'Senden für ein freigegebenes Postfach erlauben',
    sharedHint: 'Verbindet dieses Postfach neu, mit einer Erlaubnis mehr.',
    mayShare: 'Es darf für freigegebene Postfächer senden: Wählen Sie die Adresse in einer Serien-E-Mail unter „Prüfen“.',
    technical: 'Technische Angaben',
    app: 'Anwendung',
    wire: 'Sendet über',
    wires: { graph: 'Microsoft Graph', gmail: 'Gmail', smtp: 'SMTP' },
    scopes: 'Erlaubnisse',
    id: 'Kennung für den Support',
  },

  more: {
    fold: 'Weitere Wege',
    link: 'Jemand anderen per Link bitten',
    bring: 'Zugang aus einem anderen Programm mitbringen',
  },

  links: {
    what: 'Wer den Link öffnet, verbindet sein Postfach mit Ihnen. Er gilt einmal.',
    note: 'Wofür ist er?',
    noteHint: 'Die andere Person liest das, bevor sie zustimmt.',
    kind: 'Art des Postfachs',
    any: 'Die Person wählt selbst',
    create: 'Link erstellen',
    creating: 'Der Link wird erstellt …',
    made: 'Ihr Link. Er wird nur jetzt gezeigt.',
    address: 'Link',
    copy: 'Link kopieren',
    until: (moment) => `Gilt einmal, bis ${moment}.`,
    list: 'Bisherige Links',
    noNote: 'Ohne Notiz',
    statuses: {
      open: (moment) => `Offen bis ${moment}`,
      used: (moment, address) => (address ? `Benutzt ${moment}: ${address}` : `Benutzt ${moment}`),
      expired: (moment) => `Abgelaufen ${moment}`,
      revoked: 'Zurückgezogen',
    },
    revoke: 'Zurückziehen',
    revokeNamed: (note) => `Link „${note}“ zurückziehen`,
  },

  bring: {
    what: 'Wenn ein anderes Programm schon aus Ihrem Postfach sendet, kann sein Zugang hier verwendet werden. Er wird einmal probiert, bevor er behalten wird.',
    file: 'JSON-Datei auswählen',
    fileHint: 'oder hierher ziehen',
    fileWrong: 'Diese Datei kann nicht gelesen werden. Wählen Sie eine JSON-Datei mit den Namen unten.',
    fileMore: (names) => `Ebenfalls aus der Datei übernommen: ${names}.`,
    fileUnknown: (names) => `Nicht bekannt und weggelassen: ${names}.`,
    kind: 'Art des Postfachs',
    kinds: { microsoft: 'Microsoft', google: 'Google', generic: 'Ein anderer Maildienst' },
    clientId: 'Nummer der Anwendung',
    clientSecret: 'Geheimnis der Anwendung',
    refreshToken: 'Dauerhafter Zugang',
    tenant: 'Organisation',
    emailAddress: 'Adresse des Postfachs',
    fromName: 'Name, den Empfänger sehen',
    there: (name) => `Heißt oft ${name}.`,
    optional: (name) => `Heißt oft ${name}. Darf leer bleiben.`,
    connect: 'Probieren und verbinden',
    trying: 'Wird probiert …',
    done: (address) => `Verbunden: ${address}`,
  },
};
