/** When a merge leaves, in German. */
import type { whenTexts as english } from '../texts/whenTexts.ts';
import type { Translated } from '../translated.ts';
import { mails, n } from './countsGerman.ts';

export const whenTexts: Translated<typeof english> = {
  fold: (when) => `Wann: ${when}`,
  now: 'jetzt',
  perRow: (column) => `Zeiten aus «${column}»`,
  hours: (days, from, to) => `${days}, ${from}–${to}`,
  choice: 'Wann senden',
  choices: { now: 'Jetzt senden', later: 'Später senden' },
  date: 'Datum',
  time: 'Uhrzeit',
  yours: (zone) => `Ihre Zeit (${zone}).`,
  passed: 'Diese Zeit ist vorbei. Wählen Sie eine, die noch kommt.',
  unfinished: 'Wählen Sie Datum und Uhrzeit.',
  sameTime: 'Wählen Sie zwei verschiedene Zeiten.',

  window: 'Nur in bestimmten Stunden',
  windowHint: 'Außerhalb davon wird gewartet; dann geht es von selbst weiter.',
  days: 'Tage',
  dayNames: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  shortDays: ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
  everyDay: 'jeden Tag',
  from: 'Von',
  to: 'Bis',
  overnight: 'Über Mitternacht, bis zum nächsten Morgen.',
  zone: 'Zeitzone',
  ownZone: (zone) => `${zone} (Ihre)`,
  column: 'Eine eigene Zeit für jede Zeile',
  noColumn: 'Nein, eine nach der anderen',
  columnHint: 'Etwa 2026-11-18 09:30. Zeilen ohne Zeit gehen hinaus, wenn sie an der Reihe sind.',

  done: (moment) => `Fertig ${moment}.`,
  doneAfter: (moment, duration) => `Fertig ${moment}, Dauer: ${duration}.`,
  starts: (moment) => `Beginnt ${moment}.`,
  startsDone: (starts, done) => `Beginnt ${starts}, fertig ${done}.`,
  left: 'Heute noch frei',
  leftOf: (left, all) => `${n(left)} von ${n(all)}`,

  schedule: (value) => `${mails(value)} planen`,
  scheduling: 'Wird geplant …',
  sure: (value, moment) => `${mails(value)} ${moment} senden?`,
  sureNext: (from) =>
    `Der Versand beginnt von selbst, von ${from}, auch wenn dieses Fenster geschlossen ist. Bis dahin können Sie ihn abbrechen.`,
  sureNow: (from, done) =>
    `Der Versand geht von ${from} aus, fertig ${done}. Was gesendet ist, lässt sich nicht zurückholen; der Rest lässt sich jederzeit abbrechen.`,
};
