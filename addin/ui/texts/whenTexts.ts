/** When a merge leaves: now, at a time, within hours, row by row. */
import { mails, n } from './counts.ts';

export const whenTexts = {
  fold: (when: string) => `When: ${when}`,
  now: 'now',
  perRow: (column: string) => `times in «${column}»`,
  hours: (days: string, from: string, to: string) => `${days}, ${from}–${to}`,
  choice: 'When to send',
  choices: { now: 'Send now', later: 'Send later' },
  date: 'Date',
  time: 'Time',
  yours: (zone: string) => `Your time (${zone}).`,
  passed: 'This time has passed. Choose one that is still to come.',
  unfinished: 'Choose a date and a time.',
  sameTime: 'Choose two different times.',

  window: 'Only within certain hours',
  windowHint: 'Outside of them it waits, and goes on by itself.',
  days: 'Days',
  dayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  shortDays: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'],
  everyDay: 'every day',
  from: 'From',
  to: 'To',
  overnight: 'Over midnight, until the next morning.',
  zone: 'Time zone',
  ownZone: (zone: string) => `${zone} (yours)`,
  column: 'A time of its own for each row',
  noColumn: 'No, one after another',
  columnHint: 'Such as 2026-11-18 09:30. Rows without a time leave when it is their turn.',

  done: (moment: string) => `Done ${moment}.`,
  doneAfter: (moment: string, duration: string) => `Done ${moment}, after ${duration}.`,
  starts: (moment: string) => `Starts ${moment}.`,
  startsDone: (starts: string, done: string) => `Starts ${starts}, done ${done}.`,
  left: 'Left today',
  leftOf: (left: number, all: number) => `${n(left)} of ${n(all)}`,

  schedule: (value: number) => `Schedule ${mails(value)}`,
  scheduling: 'Scheduling…',
  sure: (value: number, moment: string) => `Send ${mails(value)} ${moment}?`,
  sureNext: (from: string) =>
    `They leave from ${from} by themselves, even when this window is closed. Until then you can cancel.`,
  sureNow: (from: string, done: string) =>
    `They leave from ${from}, done ${done}. What is sent cannot be called back; the rest can be cancelled at any time.`,
} as const;
