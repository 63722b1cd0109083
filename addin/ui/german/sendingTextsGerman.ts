/** What a merge says while it is being sent, and afterwards, in German. */
import type { sendingTexts as english } from '../texts/sendingTexts.ts';
import type { Translated } from '../translated.ts';
import { count, mails, n, rows } from './countsGerman.ts';

export const sendingTexts: Translated<typeof english> = {
  sending: {
    pause: 'Anhalten',
    resume: 'Weiter senden',
    cancelRest: 'Rest abbrechen',
    close: 'Sie können dieses Fenster schließen; der Versand läuft weiter.',
    speed: (perMinute) => `Bis zu ${n(perMinute)} in der Minute`,
    speedAndDay: (perMinute, perDay) => `Bis zu ${n(perMinute)} in der Minute, ${n(perDay)} in 24 Stunden`,
    finishes: (moment) => `Fertig ${moment}`,
    resting: 'Der Maildienst hat um eine Pause gebeten.',
    goesOn: (moment) => `Es geht ${moment} von selbst weiter.`,
    paused: 'Angehalten.',
    mailbox: 'Postfach ansehen',
    pausedNext: 'Es wird nichts gesendet. Machen Sie weiter, wann Sie möchten.',
    reconnecting:
      'Die Verbindung zu Mergepost ist unterbrochen. Der Versand geht weiter, sobald es wieder erreichbar ist; diese Seite holt von selbst auf.',
    cancelSure: (rest) => (rest === 1 ? `Die letzte E-Mail (${n(rest)}) abbrechen?` : `Die restlichen ${mails(rest)} abbrechen?`),
    cancelNext: (sent) =>
      sent === 0
        ? 'Es wurde noch nichts gesendet.'
        : `${mails(sent)}, schon gesendet, ${sent === 1 ? 'lässt' : 'lassen'} sich nicht zurückholen.`,
    keep: 'Weiter senden',
    cancelIt: (rest) => `${mails(rest)} abbrechen`,
    last: 'Zuletzt gesendet',
    of: (total) => `von ${mails(total)} gesendet`,
  },

  scheduled: {
    starts: (moment) => `Beginnt ${moment}`,
    line: (value, from) => `${mails(value)} von ${from}`,
    close: 'Sie können dieses Fenster schließen; es beginnt von selbst.',
    now: 'Jetzt beginnen',
    starting: 'Wird gestartet …',
    cancel: 'Abbrechen',
    nowSure: (value) => `${mails(value)} jetzt senden?`,
    nowNext: (from) =>
      `Der Versand geht von ${from} aus. Was gesendet ist, lässt sich nicht zurückholen; der Rest lässt sich jederzeit abbrechen.`,
    nowIt: (value) => `${mails(value)} senden`,
    notYet: 'Noch nicht',
    cancelSure: (value) => `${mails(value)} abbrechen?`,
    cancelNext: 'Es wurde noch nichts gesendet. Brief und Liste bleiben, damit Sie sie wieder verwenden können.',
    cancelIt: (value) => `${mails(value)} abbrechen`,
    keep: 'Dabei bleiben',
  },

  result: {
    all: 'Alle',
    search: 'Nach Adresse suchen',
    report: 'Bericht herunterladen',
    reportFile: (merge) => (merge ? `${merge} - Bericht.csv` : 'Bericht.csv'),
    downloading: 'Der Bericht wird erstellt …',
    newMerge: 'Neue Serien-E-Mail',
    none: 'Hier sind keine Zeilen.',
    more: 'Mehr zeigen',
    row: (row) => `Zeile ${n(row)}`,
    noAddress: 'keine brauchbare Adresse',
    shown: (shown, all) => `${n(shown)} von ${n(all)}`,
    why: {
      unknown:
        'Es kam nicht rechtzeitig eine Antwort; diese E-Mail wurde vielleicht gesendet. Sehen Sie in „Gesendete Elemente“ nach, bevor Sie sie noch einmal senden.',
      accepted: 'Der Maildienst hat diese E-Mail zur Zustellung übernommen.',
      skipped: 'Diese Zeile wurde ausgelassen.',
      rejected: 'Diese E-Mail wurde nicht gesendet.',
      cancelled: 'Abgebrochen, bevor sie gesendet wurde.',
      queued: 'Wartet, bis sie an der Reihe ist.',
      claimed: 'Unterwegs.',
      submitting: 'Unterwegs.',
    },
    headline: (sent) => `${mails(sent)} gesendet`,
    cancelledHeadline: (sent) =>
      sent === 0 ? 'Abgebrochen, bevor etwas gesendet wurde' : `Abgebrochen nach ${count(sent, 'E-Mail', 'E-Mails')}`,
    finished: (moment) => `Beendet: ${moment}`,
    sameAgain: 'Wieder verwenden',
    copying: 'Ein neuer Entwurf wird erstellt …',
    retry: (value) => (value === 1 ? 'Die abgelehnte noch einmal senden' : `Die ${n(value)} abgelehnten noch einmal senden`),
    retrySure: (value) => `${count(value, 'abgelehnte E-Mail', 'abgelehnte E-Mails')} noch einmal senden?`,
    retryNext: (from) =>
      `${from === null ? 'Der Versand bleibt, wie er war' : `Der Versand geht von ${from} aus und bleibt, wie er war`}. Wo eine Adresse falsch war, berichtigen Sie lieber die Liste und verwenden sie neu.`,
    retryIt: (value) => `${mails(value)} noch einmal senden`,
    notNow: 'Jetzt nicht',
    erase: 'Persönliche Daten löschen',
    eraseSure: 'Die persönlichen Daten dieser Serien-E-Mail löschen?',
    eraseNext: (all, doubtful) =>
      [
        `Name, Brief, Liste und Anhang sowie die Adressen und Gründe von ${rows(all)} sind dann endgültig weg.`,
        doubtful === 0
          ? null
          : `${count(doubtful, 'ungewisse E-Mail kann', 'ungewisse E-Mails können')} dann nicht mehr nachgesehen oder noch einmal gesendet werden.`,
        'Postfach, Zeiten und Zahlen bleiben. Laden Sie vorher den Bericht herunter, wenn Sie ihn brauchen.',
      ]
        .filter((part) => part !== null)
        .join(' '),
    erased: (moment) => `Persönliche Daten gelöscht: ${moment}. Die Zahlen bleiben.`,
    decided: { person: 'Von einem Menschen vermerkt, der nachgesehen hat.', 'look-up': 'In „Gesendete Elemente“ gefunden.' },
  },
};
