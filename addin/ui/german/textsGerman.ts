/** What every screen of the pane says, in German. */
import type { texts as english } from '../texts/texts.ts';
import type { Translated } from '../translated.ts';
import { mails, n } from './countsGerman.ts';

export const texts: Translated<typeof english> = {
  product: 'Mergepost',
  back: 'Zurück',
  cancel: 'Abbrechen',
  close: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  keep: 'Behalten',
  loading: 'Wird geladen …',
  details: 'Angaben für den Support',
  loadAgain: {
    gone: {
      title: 'Ein Teil von Mergepost konnte nicht geladen werden',
      next: 'Mergepost wurde inzwischen erneuert, oder Ihre Verbindung ist abgerissen. Laden Sie es neu: Was Sie vorbereitet haben, geht nicht verloren.',
    },
    broken: {
      title: 'Hier ist etwas schiefgegangen',
      next: 'Laden Sie Mergepost neu: Was Sie vorbereitet haben, geht nicht verloren.',
    },
    button: 'Neu laden',
  },
  signedOut: {
    title: 'Sie wurden abgemeldet',
    next: 'Verbinden Sie Ihr Postfach neu. Was Sie vorbereitet haben, geht nicht verloren.',
  },
  copy: 'Kopieren',
  copied: 'Kopiert',
  sandbox: 'Testumgebung: Keine E-Mail verlässt diesen Computer.',
  sandboxLink: 'E-Mails ansehen',

  states: {
    connected: 'Verbunden',
    throttled: 'Macht Pause: Der Maildienst hat darum gebeten',
    'needs-reconnect': 'Muss neu verbunden werden',
    'needs-admin': 'Braucht Ihren Administrator',
    'operator-fault': 'Mergepost ist nicht richtig eingerichtet',
    disconnected: 'Getrennt',
  },

  welcome: {
    title: 'Verschicken Sie einen Brief als persönliche E-Mails aus Ihrem eigenen Postfach.',
    titleInWord: 'Verschicken Sie diesen Brief als persönliche E-Mails aus Ihrem eigenen Postfach.',
    promises: [
      'Sie sehen jede E-Mail, bevor sie hinausgeht.',
      'Sie können jederzeit anhalten oder abbrechen.',
      'Der Versand läuft weiter, wenn Sie dieses Fenster schließen.',
    ],
    connect: 'E-Mail-Konto verbinden',
    may: 'Was Mergepost darf',
    mayList: [
      'In Ihrem Namen E-Mails senden, wenn Sie es sagen',
      'Ihren Namen und Ihre Adresse kennen',
      'Verbunden bleiben, bis Sie die Verbindung trennen',
    ],
    mayNot: 'Ihre E-Mails, Kontakte und Dateien kann es nicht lesen.',
    permissions: 'Für Neugierige: Mail.Send, User.Read, offline_access.',
    off: 'Öffnen Sie Mergepost dort, wo Ihr Administrator es Ihnen eingerichtet hat: Die Anmeldung ist hier ausgeschaltet.',
  },

  home: {
    title: 'Ihre Serien-E-Mails',
    new: 'Neue Serien-E-Mail',
    resume: 'Weitermachen',
    empty: 'Ein Brief, eine Liste, und jeder bekommt seine eigene E-Mail.',
    emptySteps: ['Brief auswählen', 'Liste der Personen hinzufügen', 'E-Mails ansehen, dann senden'],
    mailboxes: 'Postfächer',
    noMailbox: 'Kein Postfach verbunden',
    connectFirst: 'Verbinden Sie ein Postfach, aus dem gesendet wird.',
    from: (address) => `von ${address}`,
    others: (value) => `+ ${n(value)}`,
    deleteDraft: 'Entwurf löschen',
    deleteDraftSure: (name) => `Entwurf „${name}“ löschen?`,
    deleteDraftNext: 'Brief und Liste werden aus Mergepost entfernt. Ihre eigenen Dateien bleiben, wie sie sind.',
    deleteMerge: 'Serien-E-Mail löschen',
    deleteMergeSure: (name) => `„${name}“ löschen?`,
    deleteMergeNext:
      'Brief, Liste und Ergebnisse werden aus Mergepost entfernt. Laden Sie vorher den Bericht herunter, wenn Sie ihn brauchen.',
  },

  campaign: {
    draft: 'Entwurf',
    draftLine: 'Noch nicht gesendet',
    statuses: {
      draft: 'Entwurf',
      scheduled: 'Geplant',
      running: 'Wird gesendet',
      paused: 'Angehalten',
      finished: 'Fertig',
      cancelled: 'Abgebrochen',
    },
    sentOf: (sent, total) => `${n(sent)} von ${n(total)} gesendet`,
    rejected: (value) => `${n(value)} abgelehnt`,
    doubtful: (value) => `${n(value)} ungewiss`,
    skipped: (value) => `${n(value)} ausgelassen`,
    cancelled: (value) => `${n(value)} abgebrochen`,
    waiting: (value) => `${n(value)} in der Warteschlange`,
    finishes: (moment) => `fertig ${moment}`,
    starts: (moment, total) => `Beginnt ${moment} · ${mails(total)}`,
    finishedAt: (moment) => `beendet: ${moment}`,
  },

  outcomes: {
    accepted: 'Gesendet',
    rejected: 'Abgelehnt',
    unknown: 'Ungewiss',
    skipped: 'Ausgelassen',
    cancelled: 'Abgebrochen',
    queued: 'Wartet',
    claimed: 'Wird gesendet',
    submitting: 'Wird gesendet',
  },
};
