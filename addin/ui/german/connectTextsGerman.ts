/** What the pane says while a mailbox is being connected, in German. */
import type { connectTexts as english } from '../texts/connectTexts.ts';
import type { Translated } from '../translated.ts';

export const connectTexts: Translated<typeof english> = {
  connecting: {
    title: 'E-Mail-Konto verbinden',
    starting: 'Einen Moment …',
    waiting: (whom) => (whom === null ? 'Warten auf das andere Fenster …' : `Warten auf ${whom} …`),
    waitingNext: 'Melden Sie sich im anderen Fenster an und stimmen Sie zu. Hier geht es dann von selbst weiter.',
    officeRefused:
      'Ihre Anmeldung bei Office wurde hier nicht angenommen. Melden Sie sich stattdessen im anderen Fenster an; diese Seite macht von selbst weiter.',
    notOpen: 'Das andere Fenster ist nicht aufgegangen.',
    noPage: 'Die Anmeldeseite wurde nicht geladen.',
    open: 'Fenster öffnen',
    officeSays: (code) => `Die Nummer von Office dafür: ${code}`,
    again: 'Fenster verschwunden? Noch einmal öffnen',
    confirm: 'Bitte bestätigen Sie im anderen Fenster.',
    confirmNext: 'Es zeigt, welches Postfach verbunden werden soll. Hier geht es dann von selbst weiter.',
    code: 'Fast geschafft …',
    codeLabel: 'Geben Sie den Code aus dem anderen Fenster ein',
    codeHint: 'Er sieht aus wie ABCD-EFGH.',
    codeSend: 'Verbinden',
    startAgain: 'Fenster weg? Von vorn beginnen',
    finishing: 'Wird verbunden …',
    connected: (email) => (email ? `Verbunden als ${email}` : 'Verbunden'),
    expired: 'Das Fenster war zu lange offen.',
    expiredNext: 'Es gilt zehn Minuten. Beginnen Sie noch einmal.',
    addressLabel: 'Adresse des Postfachs',
    addressHint: 'Zum Beispiel: office@contoso.com',
    addressTitle: 'Welches Postfach ist es?',
    goOn: 'Weiter',
  },

  choose: {
    title: 'Was für ein Postfach ist es?',
    not: 'Jetzt nicht',
    none: 'Hier kann noch keine Art von Postfach verbunden werden. Fragen Sie, wer sich bei Ihnen um Mergepost kümmert.',
    kinds: {
      microsoft: 'Arbeit, Schule oder Outlook.com',
      google: 'Gmail oder Google Workspace',
      generic: 'Ein anderer Maildienst',
    },
  },

  administrator: {
    title: 'Eine Nachricht für Ihren Administrator',
    wanted: 'Möchte Microsoft, dass ein Administrator zustimmt?',
    writing: 'Die Nachricht wird geschrieben …',
    copy: 'Nachricht kopieren',
    mail: 'Per E-Mail senden',
    subject: 'Bitte Mergepost für uns freigeben',
    open: 'Warten auf Ihren Administrator. Diese Seite merkt, wenn er zugestimmt hat.',
    granted: 'Ihr Administrator hat zugestimmt.',
    declined: 'Ihr Administrator hat abgelehnt. Sprechen Sie mit ihm und senden Sie die Nachricht dann noch einmal.',
    expired: 'Der Link in der Nachricht ist abgelaufen.',
    renew: 'Neue Nachricht schreiben',
    other: 'Für eine andere Organisation',
    organisation: 'Ihre Domain',
    organisationHint: 'Zum Beispiel: fabrikam.com',
    openLink: 'Den Link als Administrator öffnen',
    connectNow: 'Jetzt verbinden',
    noLink: 'Der Link für Ihren Administrator konnte nicht erstellt werden, deshalb steht er nicht in der Nachricht.',
    plain: (origin) =>
      `Guten Tag,\n\nich möchte mit Mergepost (${origin}) Serienbriefe aus Word als E-Mails aus meinem eigenen Postfach senden. Microsoft sagt, dass ein Administrator zuerst zustimmen muss.\n\nMergepost bittet um: E-Mails in meinem Namen senden (Mail.Send), meinen Namen und meine Adresse (User.Read) und verbunden bleiben (offline_access). E-Mails lesen kann es nicht.\n\nBitte stimmen Sie für mich oder für alle zu (Microsoft Entra Admin Center, Unternehmensanwendungen).\n\nVielen Dank`,
  },
};
